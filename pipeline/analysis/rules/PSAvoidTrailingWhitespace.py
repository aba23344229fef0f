"""A line ends with blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.analysis.rule import INFORMATION, Context, Edit, Extent, Hit, Options, Rule

RULE = Rule(INFORMATION, fixes=True)

_BLANKS = re.compile(r"[ \t]+(?=[\r\n]|\Z)")


def check(context: Context, options: Options) -> Iterator[Hit]:
    for blanks in _BLANKS.finditer(context.text):
        start, end = blanks.span()
        yield Hit(Extent(start, end), "The line ends with blanks.", edits=(Edit(start, end, "", "Remove the blanks"),))
