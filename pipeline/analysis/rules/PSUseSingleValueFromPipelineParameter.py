"""Several parameters of a set compete for what comes from the pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import AttributeAst, ParamBlockAst, StringConstantExpressionAst
from pipeline.powershell.parameters import argument, attributes_named, is_set
from pipeline.powershell.tables import ALL_SETS

RULE = Rule(WARNING, enabled=False)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for block in context.nodes(ParamBlockAst):
        takers: dict[str, list[AttributeAst]] = {}
        for parameter in block.parameters:
            for attribute in attributes_named(parameter.attributes, "Parameter"):
                if is_set(attribute, "ValueFromPipeline"):
                    takers.setdefault(_set_of(attribute), []).append(attribute)
        for name, attributes in takers.items():
            if len(attributes) > 1:
                for attribute in attributes:
                    yield Hit(attribute, f"{len(attributes)} parameters of one set take what is piped in: all get it, or the call fails.", name)


def _set_of(attribute: AttributeAst) -> str:
    name = argument(attribute, "ParameterSetName")
    written = name.value if isinstance(name, StringConstantExpressionAst) else ""
    return "default" if written.lower() in ("", ALL_SETS.lower()) else written
