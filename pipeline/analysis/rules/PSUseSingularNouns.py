"""A function's noun is a plural."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.analysis.functions import name_of, without_scope
from pipeline.analysis.inflection import is_only_plural, singular
from pipeline.analysis.rule import WARNING, Context, Edit, Hit, Options, Rule

RULE = Rule(WARNING, fixes=True, options={"NounAllowList": ("Data", "Windows")})

_LAST_WORD: Final = re.compile(r"[A-Z][^A-Z]*$")


def check(context: Context, options: Options) -> Iterator[Hit]:
    allowed = frozenset(word.lower() for word in options["NounAllowList"])
    for function in context.functions:
        _, dash, noun = without_scope(function.name).partition("-")
        if not dash:
            continue
        last = _LAST_WORD.search(noun)
        word = last[0] if last else noun
        if word.lower() in allowed or not is_only_plural(word):
            continue
        place = name_of(function)
        better = function.name[:len(function.name) - len(word)] + singular(word)
        edit = Edit(place.start, place.end, better, f"Call it {better}")
        yield Hit(place, f"{word!r} is a plural: commands have singular nouns, whether they return one thing or many.", function.name, (edit,))
