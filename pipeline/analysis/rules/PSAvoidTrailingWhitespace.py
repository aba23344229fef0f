"""A line ends with blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.analysis.rule import INFORMATION, Context, Edit, Extent, Hit, Options, Rule

RULE = Rule(INFORMATION, fixes=True)

_BLANK = r"[ \t\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
# Looking back keeps a long run of blanks inside a line from being tried from each of its blanks.
_BLANKS = re.compile(rf"(?<!{_BLANK}){_BLANK}++(?=[\r\n]|\Z)")


def check(context: Context, options: Options) -> Iterator[Hit]:
    for blanks in _BLANKS.finditer(context.text):
        start, end = blanks.span()
        yield Hit(Extent(start, end), "The line ends with blanks.", edits=(Edit(start, end, "", "Remove the blanks"),))
