"""A module defines a function for the whole session."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.functions import name_of
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule

RULE = Rule(WARNING)


def check(context: Context, options: Options) -> Iterator[Hit]:
    if not context.is_module:
        return
    for function in context.functions:
        if function.name.lower().startswith("global:"):
            yield Hit(name_of(function), f"{function.name} goes into the global scope instead of being exported by its module.", function.name)
