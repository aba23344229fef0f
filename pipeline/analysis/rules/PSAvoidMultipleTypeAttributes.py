"""A parameter has more than one type."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import ParameterAst, TypeConstraintAst

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for parameter in context.nodes(ParameterAst):
        if sum(attribute.__class__ is TypeConstraintAst for attribute in parameter.attributes) > 1:
            yield Hit(parameter.name, f"${parameter.name.user_path} has several types: arguments are cast through all of them in turn.")
