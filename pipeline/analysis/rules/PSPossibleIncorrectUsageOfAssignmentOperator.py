"""A condition assigns where it probably should compare."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.conditions import conditions, first, in_brackets
from pipeline.analysis.rule import INFORMATION, Context, Extent, Hit, Options, Rule
from pipeline.powershell.nodes import (
    AssignmentStatementAst,
    CommandAst,
    ExpressionAst,
    InvokeMemberExpressionAst,
    PipelineBaseAst,
    VariableExpressionAst,
)

RULE = Rule(INFORMATION)


def check(context: Context, options: Options) -> Iterator[Hit]:
    if not context.nodes(AssignmentStatementAst):
        return
    for condition in conditions(context):
        assignment = first(condition, AssignmentStatementAst)
        if assignment is not None and _is_doubtful(assignment, condition, context):
            yield Hit(Extent(*assignment.error_position), "The condition assigns a value; to compare two values, write -eq.")


def _is_doubtful(assignment: AssignmentStatementAst, condition: PipelineBaseAst, context: Context) -> bool:
    if context.text.startswith("=", assignment.right.start):
        return True
    if isinstance(assignment.left, VariableExpressionAst) and assignment.left.user_path.lower() == "null":
        return True
    return not in_brackets(context, condition) and not _calls(assignment)


def _calls(assignment: AssignmentStatementAst) -> bool:
    """To keep what a call gives, and to go on if it gave something, is common and right."""
    if first(assignment.right, CommandAst, inside_blocks=True) is not None:
        return True
    return isinstance(first(assignment.right, ExpressionAst, inside_blocks=True), InvokeMemberExpressionAst)
