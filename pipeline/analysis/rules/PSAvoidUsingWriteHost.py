"""Text is written to the host, where nothing can catch it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import Ast, FunctionDefinitionAst, FunctionMemberAst, InvokeMemberExpressionAst, TypeExpressionAst
from pipeline.powershell.walk import ancestors

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for command in context.commands_named("write-host"):
        if not _is_left_alone(command):
            yield Hit(command, "Write-Host writes to the screen alone: what it says cannot be redirected, tested or used by a caller.")
    for call in context.nodes(InvokeMemberExpressionAst):
        if isinstance(call.expression, TypeExpressionAst) and _writes(call, call.expression, context) and not _is_left_alone(call):
            yield Hit(call, "Writing to the console directly fails in a host that has none, and no caller can use what is written.")


def _writes(call: InvokeMemberExpressionAst, owner: TypeExpressionAst, context: Context) -> bool:
    return owner.type_name.full_name.lower().endswith("console") and context.source(call.member)[:5].lower() == "write"


def _is_left_alone(node: Ast) -> bool:
    """Inside a function whose name says that it shows something, or in a class or a method call, where PSScriptAnalyzer does not look."""
    return any(
        isinstance(above, InvokeMemberExpressionAst | FunctionMemberAst)
        or (isinstance(above, FunctionDefinitionAst) and above.name[:4].lower() == "show")
        for above in ancestors(node)
    )
