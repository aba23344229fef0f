"""A condition assigns where it probably should compare."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.conditions import conditions, first, in_brackets
from pipeline.analysis.rule import INFORMATION, WARNING, Context, Extent, Hit, Options, Rule
from pipeline.powershell.nodes import (
    AssignmentStatementAst,
    CommandAst,
    ExpressionAst,
    InvokeMemberExpressionAst,
    VariableExpressionAst,
)

RULE = Rule(INFORMATION)


def check(context: Context, options: Options) -> Iterator[Hit]:
    if not context.nodes(AssignmentStatementAst):
        return
    for condition in conditions(context):
        assignment = first(condition, AssignmentStatementAst)
        if assignment is None:
            continue
        place = Extent(*assignment.error_position)
        if _is_wrong(assignment, context):
            yield Hit(place, "The condition assigns where it means to compare; write -eq.", severity=WARNING)
        elif not in_brackets(context, condition) and not _calls(assignment):
            yield Hit(place, "The condition assigns a value; to compare two values, write -eq.")


def _is_wrong(assignment: AssignmentStatementAst, context: Context) -> bool:
    """`$a == $b` and `$null = $a` have no other use."""
    if context.text.startswith("=", assignment.right.start):
        return True
    return isinstance(assignment.left, VariableExpressionAst) and assignment.left.user_path.lower() == "null"


def _calls(assignment: AssignmentStatementAst) -> bool:
    """To keep what a call gives, and to go on if it gave something, is common and right."""
    if first(assignment.right, CommandAst, inside_blocks=True) is not None:
        return True
    return isinstance(first(assignment.right, ExpressionAst, inside_blocks=True), InvokeMemberExpressionAst)
