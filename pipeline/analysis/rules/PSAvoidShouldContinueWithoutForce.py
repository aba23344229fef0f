"""A function asks whether to continue, and nobody can answer beforehand."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import FunctionDefinitionAst, InvokeMemberExpressionAst, StringConstantExpressionAst, VariableExpressionAst
from pipeline.powershell.parameters import declarations
from pipeline.powershell.tables import SWITCH
from pipeline.powershell.types import constrained_type
from pipeline.powershell.walk import ancestors

RULE = Rule(WARNING)

_TRUTHS = frozenset({SWITCH, "System.Boolean"})


def check(context: Context, options: Options) -> Iterator[Hit]:
    for call in context.nodes(InvokeMemberExpressionAst):
        if not _asks(call):
            continue
        for function in ancestors(call):
            if isinstance(function, FunctionDefinitionAst) and not _has_force(function):
                yield Hit(call, f"{function.name} asks the user and has no switch 'Force' that would answer: it cannot run unattended.")


def _asks(call: InvokeMemberExpressionAst) -> bool:
    return (
        isinstance(call.member, StringConstantExpressionAst) and call.member.value.lower() == "shouldcontinue"
        and isinstance(call.expression, VariableExpressionAst) and call.expression.user_path.lower() == "pscmdlet"
    )


def _has_force(function: FunctionDefinitionAst) -> bool:
    return any(
        parameter.name.user_path.lower() == "force" and constrained_type(parameter.attributes) in _TRUTHS for parameter in declarations(function)
    )
