"""What rules about functions have in common: their names, and which of them a module hands out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.powershell.nodes import (
    ArrayExpressionAst,
    ArrayLiteralAst,
    CommandAst,
    CommandElementAst,
    CommandExpressionAst,
    CommandParameterAst,
    FunctionDefinitionAst,
    PipelineAst,
    StringConstantExpressionAst,
)
from pipeline.powershell.parameters import attributes_named, is_set

from .context import Context
from .finding import Extent

_SCOPES: Final = ("global:", "local:", "script:", "private:")
_EXPORT_SWITCHES: Final = frozenset({"verbose", "debug"})


def without_scope(name: str) -> str:
    """A function's name without `global:` and its like."""
    lower = name.lower()
    return next((name[len(scope):] for scope in _SCOPES if lower.startswith(scope)), name)


def name_of(function: FunctionDefinitionAst) -> Extent:
    """Where a function's name stands."""
    return Extent(function.name_start, function.name_end)


def supports_should_process(function: FunctionDefinitionAst) -> bool:
    """`[CmdletBinding(SupportsShouldProcess)]`."""
    block = function.body.param_block
    return block is not None and any(is_set(binding, "SupportsShouldProcess") for binding in attributes_named(block.attributes, "CmdletBinding"))


def exported(context: Context) -> frozenset[str]:
    """The functions that calls of `Export-ModuleMember` name with plain words, in lower case. Ask with `context.shared(exported)`."""
    return frozenset(
        word.lower() for command in context.commands_named("export-modulemember") for element in _exporting(command) for word in _words(element)
    )


def _exporting(command: CommandAst) -> Iterator[CommandElementAst]:
    """The elements that say which functions: by position, or behind `-Function`."""
    elements = command.command_elements
    at = 1
    while at < len(elements):
        element = elements[at]
        if not isinstance(element, CommandParameterAst):
            yield element
        elif "function".startswith(element.parameter_name.lower()):
            if element.argument is not None:
                yield element.argument
            elif at + 1 < len(elements):
                at += 1
                yield elements[at]
        elif element.argument is None and element.parameter_name.lower() not in _EXPORT_SWITCHES and at + 1 < len(elements):
            at += not isinstance(elements[at + 1], CommandParameterAst)
        at += 1


def _words(element: CommandElementAst) -> Iterator[str]:
    """Strings in `a`, `a, b` and `@('a', 'b')`."""
    if isinstance(element, StringConstantExpressionAst):
        yield element.value
    elif isinstance(element, ArrayLiteralAst):
        yield from (item.value for item in element.elements if isinstance(item, StringConstantExpressionAst))
    elif isinstance(element, ArrayExpressionAst):
        for statement in element.sub_expression.statements:
            first = statement.pipeline_elements[0] if isinstance(statement, PipelineAst) else None
            if isinstance(first, CommandExpressionAst):
                yield from _words(first.expression)
