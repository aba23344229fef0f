"""What constrained language mode allows: types, what variables are declared to hold, and what a manifest may say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.powershell.nodes import (
    AnyTypeName,
    AssignmentStatementAst,
    Ast,
    CommandAst,
    CommandParameterAst,
    ConvertExpressionAst,
    HashtableAst,
    ParamBlockAst,
    ScriptBlockAst,
    StringConstantExpressionAst,
    TypeConstraintAst,
    VariableExpressionAst,
)
from pipeline.powershell.tables import allowed_types
from pipeline.powershell.walk import ancestors, find_all

from .arguments import argument_of, constant
from .context import Context

_EXPORTS: Final = frozenset({"functionstoexport", "cmdletstoexport"})
_SCRIPTS: Final = frozenset({"rootmodule", "moduletoprocess", "nestedmodules", "scriptstoprocess"})


def is_allowed(kind: AnyTypeName | str) -> bool:
    """Whether a type is on the list, by the name that is written or by its last part; an array is if its elements are."""
    name = (kind if isinstance(kind, str) else kind.full_name).lower()
    while name.endswith("[]"):
        name = name[:-2]
    return name in allowed_types() or name.rpartition(".")[2] in allowed_types()


def made_type(command: CommandAst, context: Context) -> str | None:
    """The type that `New-Object` is told to make, if in plain words."""
    binding = context.commands.binding(command)
    value = binding.value("TypeName") if binding else None
    return value.value if isinstance(value, StringConstantExpressionAst) else None


def made_com_object(command: CommandAst) -> str | None:
    """The COM object that `New-Object` is told to make, if in plain words. The parameter exists on Windows alone."""
    for parameter in command.command_elements:
        if isinstance(parameter, CommandParameterAst) and "comobject".startswith(parameter.parameter_name.lower()):
            return constant(argument_of(command, parameter))
    return None


class TypedVariables:
    """The types that parameters and assignments declare for variables, script block by script block.

    An assignment counts in the blocks around its own too; parameters in round brackets behind a function's name do not count at all.
    """

    def __init__(self, context: Context) -> None:
        self._types: dict[tuple[Ast | None, str], str] = {}
        for assignment in context.nodes(AssignmentStatementAst):
            left = assignment.left
            if not isinstance(left, ConvertExpressionAst) or not isinstance(left.attribute, TypeConstraintAst):
                continue
            if isinstance(left.child, VariableExpressionAst):
                for block in _blocks(left):
                    self._types[block, left.child.user_path.lower()] = left.attribute.type_name.full_name
        for declared in context.nodes(ParamBlockAst):
            for parameter in declared.parameters:
                constraint = next((a for a in parameter.attributes if isinstance(a, TypeConstraintAst)), None)
                if constraint:
                    self._types[declared.parent, parameter.name.user_path.lower()] = constraint.type_name.full_name

    def type_of(self, variable: VariableExpressionAst) -> str | None:
        """What a variable is declared to hold where it is used."""
        return self._types.get((next(_blocks(variable), None), variable.user_path.lower()))


def _blocks(node: Ast) -> Iterator[Ast]:
    """The script blocks around a node, the nearest first."""
    return (above for above in ancestors(node) if isinstance(above, ScriptBlockAst))


def wildcards_and_scripts(context: Context) -> Iterator[tuple[Ast, str]]:
    """What a manifest exports by a wildcard, and the scripts that it names as modules."""
    for table in context.nodes(HashtableAst)[:1]:
        for key, value in table.key_value_pairs:
            field = key.value.lower() if isinstance(key, StringConstantExpressionAst) else ""
            if field not in _EXPORTS and field not in _SCRIPTS:
                continue
            for text in find_all(value, StringConstantExpressionAst):
                if field in _EXPORTS and text.value == "*":
                    yield text, f"A wildcard in {context.source(key)} is not followed where a module is not trusted; name what is exported."
                elif field in _SCRIPTS and text.value.lower().endswith(".ps1"):
                    yield text, f"{text.value} would run in the caller's scope, which constrained language mode refuses; a .psm1 is a module."
