"""A line ends with blanks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pipeline.analysis.rule import INFORMATION, Context, Edit, Extent, Hit, Options, Rule

RULE = Rule(INFORMATION, fixes=True)

_BLANKS: Final = frozenset(" \t\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")


def check(context: Context, options: Options) -> Iterator[Hit]:
    text = context.text
    for begin, end in pairwise([*context.script.lines, len(text)]):
        last = end
        while last > begin and text[last - 1] in "\r\n":
            last -= 1
        if last == begin or text[last - 1] not in _BLANKS:
            continue
        first = last - 1
        while first > begin and text[first - 1] in _BLANKS:
            first -= 1
        yield Hit(Extent(first, last), "The line ends with blanks.", edits=(Edit(first, last, "", "Remove the blanks"),))
