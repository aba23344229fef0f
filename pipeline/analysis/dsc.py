"""Resources of Desired State Configuration: modules with a schema beside them, and classes with `[DscResource()]`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.powershell.nodes import FunctionDefinitionAst, FunctionMemberAst, TypeDefinitionAst
from pipeline.powershell.parameters import is_attribute

from .context import Context

FUNCTIONS: Final = ("Get-TargetResource", "Set-TargetResource", "Test-TargetResource")
METHODS: Final = ("Get", "Set", "Test")
_FOLDER: Final = "dscresources"
_SCHEMA: Final = ".schema.mof"


def schema_of(context: Context) -> Path | None:
    """The schema of the resource that a module is: `DSCResources/X/X.psm1` with `X.schema.mof` as the only schema beside it.

    None for any other script, and where the neighbours are not known. Ask with `context.shared(schema_of)`.
    """
    path = context.path
    if not context.is_module or path is None or context.alone or path.absolute().parent.parent.name.lower() != _FOLDER:
        return None
    schemas = [other for other in path.parent.iterdir() if other.name.lower().endswith(_SCHEMA)]
    return schemas[0] if len(schemas) == 1 and schemas[0].name[: -len(_SCHEMA)].lower() == path.stem.lower() else None


def functions_of(context: Context) -> dict[str, FunctionDefinitionAst]:
    """Those of `FUNCTIONS` that a script defines, by their proper name; the first of each. Ask with `context.shared(functions_of)`."""
    proper = {name.lower(): name for name in FUNCTIONS}
    found: dict[str, FunctionDefinitionAst] = {}
    for function in context.functions:
        name = proper.get(function.name.lower())
        if name is not None and not isinstance(function.parent, FunctionMemberAst):
            found.setdefault(name, function)
    return found


def classes_of(context: Context) -> list[TypeDefinitionAst]:
    """The classes that are resources. Ask with `context.shared(classes_of)`."""
    return [
        definition for definition in context.nodes(TypeDefinitionAst)
        if definition.type_attributes == "Class" and any(is_attribute(attribute, "DscResource") for attribute in definition.attributes)
    ]


def methods_of(definition: TypeDefinitionAst) -> dict[str, FunctionMemberAst]:
    """Those of `METHODS` that a class has, by their proper name."""
    proper = {name.lower(): name for name in METHODS}
    methods = [member for member in definition.members if isinstance(member, FunctionMemberAst)]
    return {proper[name]: member for member in methods if (name := member.function_definition_ast.name.lower()) in proper}


def note_unknown(context: Context, rule: str) -> None:
    """Say that a script with the functions of a resource might be one, if nobody knows what lies beside it."""
    if context.alone and context.shared(functions_of):
        context.note(f"{rule}: whether this is a resource depends on the schema beside it, which is not known.")


def files_named(folder: Path, resource: str) -> bool:
    """Whether a folder holds a file that has a resource's name in its own."""
    return folder.is_dir() and any(resource.lower() in file.name.lower() for file in folder.iterdir() if file.is_file())
