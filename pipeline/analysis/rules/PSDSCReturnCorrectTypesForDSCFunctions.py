"""Get, Set or Test of a resource hands on something else than it must."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.dsc import classes_of, functions_of, methods_of, note_unknown, schema_of
from pipeline.analysis.outputs import Output, outputs
from pipeline.analysis.rule import INFORMATION, Context, Hit, Options, Rule
from pipeline.powershell.nodes import TypeDefinitionAst
from pipeline.powershell.types import BOOLEAN, namespaces_of

RULE = Rule(INFORMATION)

_NAME: Final = "PSDSCReturnCorrectTypesForDSCFunctions"
_WANTED: Final = {"Get-TargetResource": "System.Collections.Hashtable", "Set-TargetResource": None, "Test-TargetResource": BOOLEAN}


def check(context: Context, options: Options) -> Iterator[Hit]:
    note_unknown(context, _NAME)
    namespaces = namespaces_of(context.script)
    if context.shared(schema_of):
        for name, function in context.shared(functions_of).items():
            yield from _hits(name, outputs(function, namespaces), _WANTED[name])
    for definition in context.shared(classes_of):
        yield from _class(definition, namespaces)


def _class(definition: TypeDefinitionAst, namespaces: tuple[str, ...]) -> Iterator[Hit]:
    wanted = {"Get": definition.name, "Set": None, "Test": BOOLEAN}
    for name, method in methods_of(definition).items():
        yield from _hits(f"{name}()", outputs(method.function_definition_ast, namespaces), wanted[name])


def _hits(name: str, found: list[Output], wanted: str | None) -> Iterator[Hit]:
    """What is of a type that is known, and not the one that is wanted; None wants nothing at all."""
    for output in found:
        if output.type is not None and (wanted is None or output.type.lower() != wanted.lower()):
            yield Hit(output.statement, f"{name} must hand on {'nothing' if wanted is None else f'a {wanted}'}, but this is a {output.type}.")
