"""Which characters mean what, as the insides of regular expression classes: one set for ASCII text, one for any text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

DASHES: Final = "-\u2013\u2014\u2015"
SINGLE_QUOTES: Final = "'\u2018\u2019\u201a\u201b"
DOUBLE_QUOTES: Final = '"\u201c\u201d\u201e'
_ASCII_SPACE: Final = " \t\f\v"
_SPACE: Final = _ASCII_SPACE + "\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"


class Characters(NamedTuple):
    """Bodies of `[...]` classes. A word character is a letter or a decimal digit."""

    space: str
    dash: str
    single: str
    double: str
    letter: str
    word: str


def ascii_characters() -> Characters:
    """All that ASCII text needs, which most scripts are: small classes compile and match faster."""
    return Characters(_ASCII_SPACE, r"\-", "'", '"', "A-Za-z", "A-Za-z0-9")


def any_characters() -> Characters:
    """For any text. Letters stop at U+FFFF: those beyond are two surrogates to PowerShell, and so no letters."""
    letter = _ranges(str.isalpha)
    return Characters(_SPACE, "\\" + DASHES, SINGLE_QUOTES, DOUBLE_QUOTES, letter, letter + _ranges(str.isdecimal))


@cache
def _ranges(is_member: Callable[[str], bool]) -> str:
    members = [code for code in range(0x10000) if is_member(chr(code))]
    spans: list[list[int]] = []
    for code in members:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in spans)
