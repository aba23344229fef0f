"""Numbers, and words that only begin like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.tokens import Token

from .characters import DASHES
from .numbers import number_value
from .words import generic

if TYPE_CHECKING:
    from .reader import Reader


def number_token(r: Reader, start: int) -> Token:
    """A number, or a word that only begins like one."""
    text = r.text
    sign = text[start] == "+" or text[start] in DASHES
    found = r.patterns.number(text, start + sign, r.end)
    end = found.end() if found is not None else start
    if found is None or not (found["hex"] or found["bin"] or found["int"] or len(found["real"]) > 1) or not _number_ends(r, end):
        return _no_number(r, start)
    value = number_value(found, sign and text[start] != "+")
    if value is None:
        r.error("BadNumericConstant", start, end, text[start:end])
        value = 0, "Int32"
    r.pos = end
    return Token("Number", start, end, value)


def signed_number(r: Reader, sign: Token) -> bool:
    """Whether the sign ahead begins a number, as it does before an operand; then the number is ahead."""
    if r.pos != sign.end or sign.end >= r.end or r.text[sign.end] not in "0123456789.":
        return False
    r.resync(sign.start)
    r.ahead = number_token(r, sign.start)
    r.tokens.append(r.ahead)
    return r.ahead.kind == "Number"


def _no_number(r: Reader, start: int) -> Token:
    if r.mode and (r.text[start] == "+" or r.text[start] in DASHES):
        r.pos = start + 1
        return Token("Plus" if r.text[start] == "+" else "Minus", start, r.pos)
    if r.mode and r.text[start] == ".":
        r.pos = start + 1
        return Token("Dot", start, r.pos)
    return generic(r, start)


def _number_ends(r: Reader, end: int) -> bool:
    if r.mode == 0:
        return r.patterns.is_force(r.text, end, r.end) is not None
    if r.number_stops_at_colon:
        return r.patterns.after_number_ternary(r.text, end, r.end) is not None
    return r.patterns.after_number(r.text, end, r.end) is not None
