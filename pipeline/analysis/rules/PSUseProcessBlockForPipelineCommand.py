"""A function takes input from the pipeline and sees only the last of it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule
from pipeline.powershell.nodes import ParameterAst, ScriptBlockAst
from pipeline.powershell.parameters import attributes_named, is_set

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    for block in context.nodes(ScriptBlockAst):
        if block.process_block is not None or block.param_block is None:
            continue
        for parameter in block.param_block.parameters:
            if parameter.attributes and _takes_from_pipeline(parameter):
                name = parameter.name.user_path
                yield Hit(parameter.name, f"${name} comes from the pipeline, but without a process block only the last item is seen.", name)


def _takes_from_pipeline(parameter: ParameterAst) -> bool:
    return any(
        is_set(attribute, name)
        for attribute in attributes_named(parameter.attributes, "Parameter")
        for name in ("ValueFromPipeline", "ValueFromPipelineByPropertyName")
    )
