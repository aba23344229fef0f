"""A hashtable is made in a way that tells capital letters from small ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule, Spanning
from pipeline.powershell.nodes import CommandAst, CommandElementAst, InvokeMemberExpressionAst, StringConstantExpressionAst, TypeExpressionAst

RULE = Rule(WARNING, fixes=True)

_TYPES: Final = frozenset({"hashtable", "collections.hashtable", "system.collections.hashtable"})


def check(context: Context, options: Options) -> Iterator[Hit]:
    for command in context.commands_named("new-object"):
        if _makes_hashtable(command, context):
            yield _hit(command)
    for call in context.nodes(InvokeMemberExpressionAst):
        if (
            isinstance(call.expression, TypeExpressionAst) and call.expression.type_name.full_name.lower() in _TYPES
            and isinstance(call.member, StringConstantExpressionAst) and call.member.value.lower() == "new"
            and not any(_ignores_case(argument, context) for argument in call.arguments or ())
        ):
            yield _hit(call)


def _makes_hashtable(command: CommandAst, context: Context) -> bool:
    binding = context.commands.binding(command)
    kind = binding.value("TypeName") if binding else None
    if not isinstance(kind, StringConstantExpressionAst) or kind.value.lower() not in _TYPES:
        return False
    return not any(_ignores_case(element, context) for element in command.command_elements)


def _ignores_case(element: CommandElementAst, context: Context) -> bool:
    return context.source(element).lower().endswith("ignorecase")


def _hit(what: Spanning) -> Hit:
    edit = Edit(what.start, what.end, "@{}", "Write @{}")
    return Hit(what, "Keys of this hashtable differ by case alone, unlike anywhere else in PowerShell; @{} ignores case.", edits=(edit,))
