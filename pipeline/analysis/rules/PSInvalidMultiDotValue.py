"""A value such as 1.2.3 stands without quotes, where PowerShell sees a number and a property of it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import ERROR, WARNING, Context, Edit, Hit, Options, Rule
from pipeline.powershell.nodes import ConstantExpressionAst, MemberExpressionAst, StringConstantExpressionAst

RULE = Rule(WARNING, enabled=False, fixes=True)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for node in context.nodes(MemberExpressionAst):
        if _is_number(node.expression) and _is_number(node.member):
            whole = _outermost(node)
            text = context.source(whole)
            edit = Edit(whole.start, whole.end, f"'{text}'", "Put it in quotes")
            yield Hit(whole, f"{text} without quotes is nothing at all: PowerShell looks for a property of a number.", text, (edit,), severity=ERROR)


def _is_number(node: object) -> bool:
    return isinstance(node, ConstantExpressionAst) and not isinstance(node, StringConstantExpressionAst)


def _outermost(node: MemberExpressionAst) -> MemberExpressionAst:
    """Of `1.2.3.4.5`, which is a property of a property, all of it."""
    while isinstance(node.parent, MemberExpressionAst) and node.parent.expression is node and _is_number(node.parent.member):
        node = node.parent
    return node
