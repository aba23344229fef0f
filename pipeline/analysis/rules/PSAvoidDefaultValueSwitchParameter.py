"""A switch is on unless it is switched off."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import ParameterAst, TypeConstraintAst, VariableExpressionAst
from pipeline.powershell.tables import SWITCH
from pipeline.powershell.types import resolve

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for parameter in context.nodes(ParameterAst):
        default = parameter.default_value
        if not isinstance(default, VariableExpressionAst) or default.user_path.lower() != "true":
            continue
        if any(isinstance(attribute, TypeConstraintAst) and resolve(attribute.type_name) == SWITCH for attribute in parameter.attributes):
            yield Hit(parameter, f"The switch ${parameter.name.user_path} is on by default, so callers must write ':$false' to switch it off.")
