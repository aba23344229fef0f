"""An ArrayList is made, whose successors are faster and print nothing when something is added."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import (
    CommandAst,
    ConvertExpressionAst,
    InvokeMemberExpressionAst,
    StringConstantExpressionAst,
    TypeConstraintAst,
    TypeExpressionAst,
)
from pipeline.powershell.types import namespaces_of

RULE = Rule(WARNING, enabled=False)

_FULL = "system.collections.arraylist"


def check(context: Context, options: Options) -> Iterator[Hit]:
    if "arraylist" not in context.lower_text:
        return
    names = {_FULL, _FULL.removeprefix("system.")}
    if any(namespace.lower() == "system.collections" for namespace in namespaces_of(context.script)):
        names.add("arraylist")
    found = [command for command in context.commands_named("new-object") if _type_name(command, context) in names]
    casts = [cast for cast in context.nodes(ConvertExpressionAst) if _is_cast(cast, names)]
    calls = [call for call in context.nodes(InvokeMemberExpressionAst) if _is_new(call, names)]
    for node in [*found, *casts, *calls]:
        yield Hit(node, "An ArrayList is slow and prints an index for all that is added; use [System.Collections.Generic.List[object]] or an array.")


def _type_name(command: CommandAst, context: Context) -> str | None:
    binding = context.commands.binding(command)
    value = binding.value("TypeName") if binding else None
    return value.value.lower() if isinstance(value, StringConstantExpressionAst) else None


def _is_cast(cast: ConvertExpressionAst, names: set[str]) -> bool:
    return isinstance(cast.attribute, TypeConstraintAst) and cast.attribute.type_name.name.lower() in names


def _is_new(call: InvokeMemberExpressionAst, names: set[str]) -> bool:
    return (
        isinstance(call.expression, TypeExpressionAst) and call.expression.type_name.name.lower() in names
        and isinstance(call.member, StringConstantExpressionAst) and call.member.value.lower() == "new"
    )
