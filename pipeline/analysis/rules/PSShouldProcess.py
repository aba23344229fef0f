"""A function promises -WhatIf and does not keep it, or asks ShouldProcess without the promise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.analysis.functions import supports_should_process
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.commands import session_command
from pipeline.powershell.nodes import (
    Ast,
    CommandAst,
    FunctionDefinitionAst,
    InvokeMemberExpressionAst,
    NamedAttributeArgumentAst,
    StringConstantExpressionAst,
)
from pipeline.powershell.parameters import block_attributes
from pipeline.powershell.walk import ancestors

RULE = Rule(WARNING)

_ASKING = "shouldprocess"


def check(context: Context, options: Options) -> Iterator[Hit]:
    # Of several functions with one name, the first stands for all.
    first = {function.name.lower(): function for function in reversed(context.functions)}
    asking = [call for call in context.nodes(InvokeMemberExpressionAst) if _member(call) == _ASKING]
    promising = {function for function in context.functions if first[function.name.lower()] is function and supports_should_process(function)}
    keeping = _keeping(context) if promising else frozenset()
    for function in promising:
        promise = _promise(function)
        if promise is not None and function.name.lower() not in keeping:
            yield Hit(promise, f"{function.name} supports -WhatIf and neither asks ShouldProcess nor calls anything that does.")
    warned: set[FunctionDefinitionAst] = set()
    for call in asking:
        around = [above for above in ancestors(call) if isinstance(above, FunctionDefinitionAst)]
        if around and around[0] not in warned and first[around[0].name.lower()] is around[0] and not any(f in promising for f in around):
            warned.add(around[0])
            yield Hit(call.member, f"{around[0].name} asks ShouldProcess, but without SupportsShouldProcess nobody can pass it -WhatIf.")


def _keeping(context: Context) -> frozenset[str]:
    """The names that lead to a question, through whatever functions: what calls one of them leads there, too."""
    callers: defaultdict[str, set[str]] = defaultdict(set)
    for caller, called in _calls(context):
        callers[called].add(caller)
    own = {function.name.lower() for function in context.functions}
    found = {_ASKING} | {name for name in callers if name not in own and _supports(name)}
    waiting = list(found)
    while waiting:
        new = callers.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return frozenset(found)


def _calls(context: Context) -> Iterator[tuple[str, str]]:
    """Which function calls what, by name alone: a command, a method, or a function that is defined inside it."""
    called: Iterable[tuple[Ast, str | None]] = (
        *((command, command.command_name()) for command in context.nodes(CommandAst)),
        *((call, _member(call)) for call in context.nodes(InvokeMemberExpressionAst)),
        *((function, function.name) for function in context.functions),
    )
    for node, name in called:
        if name:
            caller = next((above for above in ancestors(node) if isinstance(above, FunctionDefinitionAst)), None)
            if caller is not None:
                yield caller.name.lower(), name.lower()


def _supports(name: str) -> bool:
    """A command of PowerShell itself, not of Windows alone."""
    info = session_command(name)
    return info is not None and not info.editions and info.supports_should_process


def _member(call: InvokeMemberExpressionAst) -> str:
    return call.member.value.lower() if isinstance(call.member, StringConstantExpressionAst) else ""


def _promise(function: FunctionDefinitionAst) -> NamedAttributeArgumentAst | None:
    arguments = (argument for attribute in block_attributes(function, "CmdletBinding") for argument in attribute.named_arguments)
    return next((argument for argument in arguments if argument.argument_name.lower() == "supportsshouldprocess"), None)
