"""A function takes input from the pipeline and sees only the last of it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import AttributeAst, ParameterAst, ScriptBlockAst

RULE = Rule(WARNING)

_NAMES = frozenset({"valuefrompipeline", "valuefrompipelinebypropertyname"})


def check(context: Context, options: Options) -> Iterator[Hit]:
    for block in context.nodes(ScriptBlockAst):
        if block.process_block is not None or block.param_block is None:
            continue
        for parameter in block.param_block.parameters:
            for _ in _pipeline_arguments(parameter):
                name = parameter.name.user_path
                yield Hit(parameter.name, f"${name} comes from the pipeline, but without a process block only the last item is seen.", name)


def _pipeline_arguments(parameter: ParameterAst) -> Iterator[str]:
    """As PSScriptAnalyzer counts them: by name alone, in any attribute, whatever their value."""
    for attribute in parameter.attributes:
        if isinstance(attribute, AttributeAst):
            for argument in attribute.named_arguments:
                if argument.argument_name.lower() in _NAMES:
                    yield argument.argument_name
