"""Quoted strings, here-strings, and what is nested in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.tokens import Token

from . import expansions
from .characters import DOUBLE_QUOTES, SINGLE_QUOTES

if TYPE_CHECKING:
    from .reader import Reader




def single_body(r: Reader, start: int, pieces: list[str]) -> tuple[int, bool]:
    """Read behind a single quote to the closing one; doubled quotes are one. The end, and whether it was closed."""
    text, search, pos = r.text, r.patterns.single_end, start
    while True:
        found = search(text, pos, r.end)
        if found is None:
            pieces.append(text[pos : r.end])
            return r.end, False
        if found.lastindex is None:
            pieces.append(text[pos : found.start()])
            return found.end(), True
        pieces.append(text[pos : found.start() + 1])
        pos = found.end()


def double_body(r: Reader, start: int, pieces: list[str], nested: list[Token]) -> tuple[int, bool]:
    """Read behind a double quote to the closing one. The end, and whether it was closed."""
    text, stop, plain, pos = r.text, r.end, r.patterns.plain_double, start
    while True:
        found = plain(text, pos, stop)
        if found is not None:
            pieces.append(found[0])
            pos = found.end()
        if pos >= stop:
            return stop, False
        char = text[pos]
        if char == "$":
            pos = expansions.dollar(r, pos, pieces, nested, here=False)
        elif char == "`":
            if pos + 1 >= stop:
                pieces.append("`")
                return stop, False
            piece, pos = expansions.escape(r, pos)
            pieces.append(piece)
        elif pos + 1 < stop and text[pos + 1] in DOUBLE_QUOTES:
            pieces.append(char)
            pos += 2
        else:
            return pos + 1, True


def single_quoted(r: Reader, start: int) -> Token:
    """`'...'` with doubled quotes in it, or without its end."""
    pieces: list[str] = []
    end, closed = single_body(r, start + 1, pieces)
    return _finish(r, "StringLiteral", start, end, pieces, [], closed=closed)


def double_quoted(r: Reader, start: int) -> Token:
    """A string with escapes, variables or subexpressions in it, or without its end."""
    pieces: list[str] = []
    nested: list[Token] = []
    end, closed = double_body(r, start + 1, pieces, nested)
    return _finish(r, "StringExpandable", start, end, pieces, nested, closed=closed)


def _finish(r: Reader, kind: str, start: int, end: int, pieces: list[str], nested: list[Token], *, closed: bool) -> Token:
    if not closed:
        r.error("TerminatorExpectedAtEndOfString", start, end, "'" if r.text[start] in SINGLE_QUOTES else '"', incomplete=True)
    r.pos = end
    return Token(kind, start, end, "".join(pieces), "" if closed else "E", nested or None)


def here_string(r: Reader, start: int) -> Token:
    """`@'` or `@"` at the end of a line, to a line that begins with the quote and `@`."""
    text = r.text
    single = text[start + 1] in SINGLE_QUOTES
    kind = "HereStringLiteral" if single else "HereStringExpandable"
    header = r.patterns.here_header(text, start + 2, r.end)
    if header is None:
        return _bad_header(r, kind, start)
    if single:
        found = r.patterns.here_single_end(text, header.end() - 1, r.end)
        if found is None:
            return _finish(r, kind, start, r.end, [text[header.end() : r.end]], [], closed=False)
        return _finish(r, kind, start, found.end(), [text[header.end() : max(found.start(), header.end())]], [], closed=True)
    return _expandable_here_string(r, start, header.end())


def _bad_header(r: Reader, kind: str, start: int) -> Token:
    """Something stands behind the opening quote: the rest of the line is the token."""
    text = r.text
    at = r.patterns.space(text, start + 2, r.end).end()  # type: ignore[union-attr]
    if at >= r.end:
        return _finish(r, kind, start, r.end, [], [], closed=False)
    r.error("UnexpectedCharactersAfterHereStringHeader", at, at + 1)
    end = at
    while end < r.end and text[end] not in "\r\n":
        end += 1
    r.pos = end
    return Token(kind, start, end, "", "E")


def _expandable_here_string(r: Reader, start: int, body: int) -> Token:
    text, stop, pos = r.text, r.end, body
    pieces: list[str] = []
    nested: list[Token] = []
    close = r.patterns.here_double_end
    plain = r.patterns.plain_here
    # The end may stand on the first line of the body: its line end is the header's.
    if pos + 1 < stop and text[pos] in DOUBLE_QUOTES and text[pos + 1] == "@":
        return _finish(r, "HereStringExpandable", start, pos + 2, pieces, nested, closed=True)
    while True:
        found = plain(text, pos, stop)
        if found is not None:
            pieces.append(found[0])
            pos = found.end()
        if pos >= stop:
            return _finish(r, "HereStringExpandable", start, stop, pieces, nested, closed=False)
        char = text[pos]
        if char == "$":
            pos = expansions.dollar(r, pos, pieces, nested, here=True)
        elif char == "`":
            if pos + 1 >= stop:
                pieces.append("`")
                pos = stop
            else:
                piece, pos = expansions.escape(r, pos)
                pieces.append(piece)
        else:
            found = close(text, pos, stop)
            if found is not None:
                return _finish(r, "HereStringExpandable", start, found.end(), pieces, nested, closed=True)
            width = 2 if text.startswith("\r\n", pos, stop) else 1
            pieces.append(text[pos : pos + width])
            pos += width
