"""Bare words, with quoted parts, variables and subexpressions in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.tokens import Token

from . import expansions, strings
from .characters import DOUBLE_QUOTES, SINGLE_QUOTES

if TYPE_CHECKING:
    from .reader import Reader


def generic(r: Reader, start: int) -> Token:
    """A bare word, with quoted parts, variables and subexpressions in it."""
    text, stop, plain, pos = r.text, r.end, r.patterns.plain_generic, start
    pieces: list[str] = []
    nested: list[Token] = []
    while pos < stop:
        found = plain(text, pos, stop)
        if found is not None:
            pieces.append(found[0])
            pos = found.end()
            if pos >= stop:
                break
        char = text[pos]
        if char == "`":
            if pos + 1 >= stop:
                pieces.append(char)
                pos += 1
                break
            piece, pos = expansions.escape(r, pos)
            pieces.append(piece)
        elif char == "$":
            pos = expansions.dollar(r, pos, pieces, nested, here=False)
        elif char in SINGLE_QUOTES:
            at = pos
            pos, closed = strings.single_body(r, pos + 1, pieces)
            if not closed:
                r.error("TerminatorExpectedAtEndOfString", at, pos, "'", incomplete=True)
        elif char in DOUBLE_QUOTES:
            at = pos
            pos, closed = strings.double_body(r, pos + 1, pieces, nested)
            if not closed:
                r.error("TerminatorExpectedAtEndOfString", at, pos, '"', incomplete=True)
        elif pos == start:
            pieces.append(char)
            pos += 1
        else:
            break
    r.pos = pos
    return Token("Generic", start, pos, "".join(pieces), nested=nested or None)
