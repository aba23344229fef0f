"""A function declares -WhatIf or -Confirm by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule
from pipeline.powershell.nodes import AttributeAst, FunctionDefinitionAst, ParamBlockAst, ParameterAst
from pipeline.powershell.parameters import attributes_named, declarations, is_set

RULE = Rule(WARNING, fixes=True)

_NAMES: Final = ("whatif", "confirm")
_ARGUMENT: Final = "SupportsShouldProcess"
_ATTRIBUTE: Final = f"[CmdletBinding({_ARGUMENT})]"


def check(context: Context, options: Options) -> Iterator[Hit]:
    for function in context.functions:
        by_name = {parameter.name.user_path.lower(): parameter for parameter in declarations(function)}
        own = [by_name[name] for name in _NAMES if name in by_name]
        if own:
            edit = Edit(function.start, function.end, _corrected(function, own, context), "Use SupportsShouldProcess")
            yield Hit(own[0], f"{_ATTRIBUTE} gives {function.name} -WhatIf and -Confirm, and hands them on to what it calls.", edits=(edit,))


def _corrected(function: FunctionDefinitionAst, own: list[ParameterAst], context: Context) -> str:
    block = function.body.param_block
    edits = _into_block(function, own, context) if function.parameters or block is None else _in_block(block, own, context)
    return _applied(function, edits, context)


def _applied(function: FunctionDefinitionAst, edits: Sequence[Edit], context: Context) -> str:
    """The function's text with edits applied."""
    text, end = "", function.end
    for edit in sorted(edits, reverse=True):
        text = edit.text + context.text[edit.end:end] + text
        end = edit.start
    return context.text[function.start:end] + text


def _in_block(block: ParamBlockAst, own: list[ParameterAst], context: Context) -> list[Edit]:
    """Take parameters out of a `param` block, and put the attribute above it."""
    edits = [_promise(binding, context) for binding in attributes_named(block.attributes, "CmdletBinding")]
    if not edits:
        edits = [Edit(block.start, block.start, f"{_ATTRIBUTE}\n{' ' * _column(block.start, context)}")]
    return edits + list(_without(block.parameters, own))


def _promise(binding: AttributeAst, context: Context) -> Edit:
    """`SupportsShouldProcess` in a `CmdletBinding` that is there already."""
    for argument in binding.named_arguments:
        if argument.argument_name.lower() == _ARGUMENT.lower():
            text = "" if argument.expression_omitted or is_set(binding, _ARGUMENT) else "$true"
            return Edit(argument.argument.start, argument.argument.end if text else argument.argument.start, text)
    at = context.text.index("(", binding.type_name.end) + 1
    others = binding.positional_arguments or binding.named_arguments
    return Edit(at, at, _ARGUMENT + (", " if others else ""))


def _without(parameters: list[ParameterAst], own: list[ParameterAst]) -> Iterator[Edit]:
    """Take neighbours out together, with the comma that parted them from the others."""
    at = 0
    while at < len(parameters):
        begin = at
        while at < len(parameters) and parameters[at] in own:
            at += 1
        if at == begin:
            at += 1
        elif at < len(parameters):
            yield Edit(parameters[begin].start, parameters[at].start, "")
        else:
            yield Edit(parameters[begin - 1].end if begin else parameters[0].start, parameters[-1].end, "")


def _into_block(function: FunctionDefinitionAst, own: list[ParameterAst], context: Context) -> list[Edit]:
    """Move parameters from behind the name into a `param` block."""
    indent = " " * (_column(function.start, context) + 4)
    left = [f"\n{indent}    {context.source(parameter)}" for parameter in declarations(function) if parameter not in own]
    block = f"param({','.join(left)}\n{indent})" if left else "param()"
    return [Edit(function.name_end, function.body.start + 1, f" {{\n{indent}{_ATTRIBUTE}\n{indent}{block}")]


def _column(offset: int, context: Context) -> int:
    return offset - max(context.text.rfind("\n", 0, offset), context.text.rfind("\r", 0, offset)) - 1
