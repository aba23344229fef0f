"""The name of a member is computed where it is used."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import (
    BaseCtorInvokeMemberExpressionAst,
    BinaryExpressionAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    StringConstantExpressionAst,
)
from pipeline.powershell.walk import find_all

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for node in context.nodes_of(MemberExpressionAst, InvokeMemberExpressionAst, BaseCtorInvokeMemberExpressionAst):
        if not isinstance(node, MemberExpressionAst) or isinstance(node.member, StringConstantExpressionAst):
            continue
        member = context.source(node.member)
        if "(" in member:
            for _ in find_all(node, BinaryExpressionAst):
                yield Hit(node, f"The member {member} is computed: a mistyped name shows only at run time, as an empty value.")
