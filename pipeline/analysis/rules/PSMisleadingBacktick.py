"""A backtick at the end of a line is followed by blanks, so the line does not go on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.analysis.rule import WARNING, Context, Edit, Extent, Hit, Options, Rule

RULE = Rule(WARNING, fixes=True)

_BACKTICK = re.compile(r"`[ \t\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]++(?=[\r\n]|\Z)")


def check(context: Context, options: Options) -> Iterator[Hit]:
    for found in _BACKTICK.finditer(context.text):
        start, end = found.span()
        edit = Edit(start + 1, end, "", "Remove the blanks behind the backtick")
        yield Hit(Extent(start, end), "The backtick escapes a blank and does not continue the line.", edits=(edit,))
