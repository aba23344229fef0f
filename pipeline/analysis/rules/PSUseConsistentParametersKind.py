"""A function declares its parameters in another place than the others."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule

RULE = Rule(WARNING, enabled=False, options={"ParametersKind": "ParamBlock"})


def check(context: Context, options: Options) -> Iterator[Hit]:
    inline = options["ParametersKind"].lower() == "inline"
    for function in context.functions:
        if inline and function.body.param_block is not None:
            yield Hit(function, f"{function.name} has a param block; here, parameters stand in round brackets behind the name.")
        elif not inline and function.parameters:
            yield Hit(function, f"{function.name} has its parameters behind its name; here, they stand in a param block.")
