"""An exported function declares a parameter that PowerShell adds by itself."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.functions import exported
from pipeline.analysis.rule import ERROR, Context, Hit, Options, Rule
from pipeline.powershell.parameters import block_attributes
from pipeline.powershell.tables import common_parameters

RULE = Rule(ERROR)


def check(context: Context, options: Options) -> Iterator[Hit]:
    common = {name.lower() for name in common_parameters()}
    for function in context.functions:
        block = function.body.param_block
        if block is None or function.name.lower() not in context.shared(exported) or not block_attributes(function, "CmdletBinding"):
            continue
        for parameter in block.parameters:
            name = parameter.name.user_path
            if name.lower() in common:
                yield Hit(parameter, f"{function.name} declares ${name}, which every advanced function has already: it cannot be called.")
