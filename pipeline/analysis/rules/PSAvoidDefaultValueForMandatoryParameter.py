"""A parameter that must be given has a default, which can never be used."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import ParameterAst
from pipeline.powershell.parameters import attributes_named, is_set

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for parameter in context.nodes(ParameterAst):
        if parameter.default_value is None:
            continue
        declared = attributes_named(parameter.attributes, "Parameter")
        if declared and all(is_set(attribute, "Mandatory") for attribute in declared):
            name = parameter.name.user_path
            yield Hit(parameter.name, f"${name} is mandatory, so its default value is never used.", name)
