"""A variable is given a value that nobody looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.analysis.blocks import Blocks, bare_name, variables_by_name, within
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import (
    ArrayLiteralAst,
    AssignmentStatementAst,
    CommandAst,
    CommandParameterAst,
    ConvertExpressionAst,
    ExpressionAst,
    FunctionDefinitionAst,
    StringConstantExpressionAst,
    VariableExpressionAst,
)
from pipeline.powershell.tables import special_variables

RULE = Rule(WARNING)

_OF_THE_BLOCK = frozenset({"local", "private"})
"""The scopes whose variables end with their block."""


def check(context: Context, options: Options) -> Iterator[Hit]:
    assignments = context.nodes(AssignmentStatementAst)
    if not assignments:
        return
    told: dict[str, list[CommandAst]] = {}
    for command in sorted(context.commands_named("get-variable", "gv"), key=lambda command: command.start):
        for name in _told(command):
            told.setdefault(name, []).append(command)
    for block, inside in context.shared(Blocks).grouped(assignments).items():
        if isinstance(block, FunctionDefinitionAst):
            continue
        for name, (assignment, variable) in _first_assignments(inside).items():
            if name in special_variables() or within(told.get(name, ()), block):
                continue
            if not _is_used(assignment, variable, within(context.shared(variables_by_name)[name], block), context):
                yield Hit(assignment.left, f"${variable.name} is assigned here, and its value is never used.", variable.name)


def _first_assignments(assignments: list[AssignmentStatementAst]) -> dict[str, tuple[AssignmentStatementAst, VariableExpressionAst]]:
    """The first assignment of each variable that ends with the block."""
    first: dict[str, tuple[AssignmentStatementAst, VariableExpressionAst]] = {}
    for assignment in assignments:
        left: ExpressionAst = assignment.left
        if left.__class__ is ConvertExpressionAst:
            left = left.child
        if left.__class__ is VariableExpressionAst and (":" not in left.user_path or left.qualifier in _OF_THE_BLOCK):
            first.setdefault(bare_name(left), (assignment, left))
    return first


def _is_used(
    assignment: AssignmentStatementAst, variable: VariableExpressionAst, mentions: Iterable[VariableExpressionAst], context: Context,
) -> bool:
    """Whether it is mentioned other than on the left of `=`. With a cast, or in another scope, even another assignment counts as a use."""
    plain = variable is assignment.left
    for mention in mentions:
        parent = mention.parent
        if isinstance(parent, AssignmentStatementAst):
            if parent.operator != "Equals":
                return True
            if plain:
                if context.source(mention).lower() != context.source(variable).lower():
                    return True
                continue
        if mention is not variable:
            return True
    return False


def _told(command: CommandAst) -> Iterator[str]:
    """The names that `Get-Variable x`, `Get-Variable -Name x` and `Get-Variable x, y` ask for."""
    elements = command.command_elements
    if len(elements) == 3:
        parameter = elements[1]
        if not isinstance(parameter, CommandParameterAst) or parameter.parameter_name[:1].lower() != "n":
            return
    elif len(elements) != 2:
        return
    last = elements[-1]
    for value in last.elements if isinstance(last, ArrayLiteralAst) else (last,):
        if isinstance(value, StringConstantExpressionAst):
            yield value.value.lower()
