"""A function is named like a word of the language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.analysis.functions import name_of, without_scope
from pipeline.analysis.rule import WARNING, Context, Hit, Options, Rule

RULE = Rule(WARNING)

_RESERVED: Final = frozenset({
    "begin", "break", "catch", "class", "configuration", "continue", "data", "define", "do", "dynamicparam", "else", "elseif", "end", "enum",
    "exit", "filter", "finally", "for", "foreach", "from", "function", "if", "parallel", "param", "process", "return", "sequence", "switch",
    "throw", "trap", "try", "type", "until", "using", "var", "while", "workflow",
})


def check(context: Context, options: Options) -> Iterator[Hit]:
    for function in context.functions:
        name = without_scope(function.name)
        if name.lower() in _RESERVED:
            yield Hit(name_of(function), f"{name} is a word of the language: this function can hardly be called by its name.", name)
