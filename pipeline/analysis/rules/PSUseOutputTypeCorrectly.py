"""A function hands on something that its OutputType does not name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.outputs import outputs
from pipeline.analysis.rule import INFORMATION, Context, Hit, Options, Rule
from pipeline.powershell.nodes import Ast, ExpressionAst, FunctionDefinitionAst, StringConstantExpressionAst, TypeExpressionAst
from pipeline.powershell.parameters import block_attributes
from pipeline.powershell.types import OBJECT, namespaces_of, resolve
from pipeline.powershell.walk import ancestors

RULE = Rule(INFORMATION)

_TELLING_NOTHING: Final = frozenset({OBJECT, "System.Void", "System.Management.Automation.PSObject", "System.Management.Automation.PSCustomObject"})


def check(context: Context, options: Options) -> Iterator[Hit]:
    namespaces = namespaces_of(context.script)
    for function in context.functions:
        # Functions inside advanced ones are not looked at.
        if not _is_advanced(function) or any(_is_advanced(above) for above in ancestors(function)):
            continue
        attributes = block_attributes(function, "OutputType")
        declared = frozenset(name.lower() for attribute in attributes for name in _names(attribute.positional_arguments, namespaces))
        for kind, statement in outputs(function, namespaces):
            if kind is not None and kind not in _TELLING_NOTHING and kind.lower() not in declared:
                yield Hit(statement, f"{function.name} hands on a {kind} here, and no OutputType attribute says so.")


def _is_advanced(node: Ast) -> bool:
    return isinstance(node, FunctionDefinitionAst) and bool(block_attributes(node, "CmdletBinding"))


def _names(arguments: list[ExpressionAst], namespaces: tuple[str, ...]) -> Iterator[str]:
    """The types that an attribute names, as types or as texts; full names where they are known."""
    for argument in arguments:
        if isinstance(argument, StringConstantExpressionAst):
            yield argument.value
        elif isinstance(argument, TypeExpressionAst):
            yield resolve(argument.type_name, namespaces) or argument.type_name.full_name
