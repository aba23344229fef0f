"""Quoted strings, here-strings, and what is nested in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.powershell.tokens import Token

from .characters import DOUBLE_QUOTES, SINGLE_QUOTES

if TYPE_CHECKING:
    from .reader import Reader

_ESCAPES: Final = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_HEX: Final = re.compile("[0-9a-fA-F]*")
_MOST_HEX_DIGITS: Final = 6
_INVALID: Final = "\uffff"
_LAST_CODE_POINT: Final = 0x10FFFF


def escape(r: Reader, at: int) -> tuple[str, int]:
    """What the backtick at `at` makes of what follows it, and where that ends."""
    following = r.text[at + 1]
    if following == "u":
        return _unicode_escape(r, at)
    return _ESCAPES.get(following, following), at + 2


def _unicode_escape(r: Reader, at: int) -> tuple[str, int]:
    """`` `u{1F600} ``; anything else is an error, and stands for a character that there is not."""
    text = r.text
    if not text.startswith("{", at + 2, r.end):
        r.error("InvalidUnicodeEscapeSequence", at, at + 2)
        return _INVALID, at + 2
    digits = _HEX.match(text, at + 3, r.end)
    assert digits is not None  # noqa: S101 - the pattern matches the empty string
    end = digits.end()
    if not text.startswith("}", end, r.end):
        if end - at - 3 > _MOST_HEX_DIGITS:
            r.error("TooManyDigitsInUnicodeEscapeSequence", at, at + 3 + _MOST_HEX_DIGITS)
        elif end >= r.end:
            r.error("MissingUnicodeEscapeSequenceTerminator", at, end, incomplete=True)
        else:
            r.error("InvalidUnicodeEscapeSequence", at, end + 1)
        return _INVALID, end
    if not digits[0]:
        r.error("InvalidUnicodeEscapeSequence", at, end + 1)
        return _INVALID, end + 1
    if len(digits[0]) > _MOST_HEX_DIGITS:
        r.error("TooManyDigitsInUnicodeEscapeSequence", at, end)
        return _INVALID, end + 1
    code = int(digits[0], 16)
    if code > _LAST_CODE_POINT:
        r.error("InvalidUnicodeEscapeSequenceValue", at, end + 1)
        return _INVALID, end + 1
    return chr(code), end + 1


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
            pos = dollar(r, pos, pieces, nested, here=False)
        elif char == "`":
            if pos + 1 >= stop:
                pieces.append("`")
                return stop, False
            piece, pos = escape(r, pos)
            pieces.append(piece)
        elif pos + 1 < stop and text[pos + 1] in DOUBLE_QUOTES:
            pieces.append(char)
            pos += 2
        else:
            return pos + 1, True


def dollar(r: Reader, at: int, pieces: list[str], nested: list[Token], *, here: bool) -> int:
    """A `$` inside a string: a variable, a subexpression, or itself."""
    text = r.text
    following = text[at + 1 : at + 2] if at + 1 < r.end else ""
    if following == "(":
        token = _sub_expression(r, at, here=here)
    elif following == "{":
        token = braced_variable(r, at, "Variable", in_string=not here)
    else:
        found = r.patterns.variable(text, at, r.end)
        if found is None:
            pieces.append("$")
            return at + 1
        token = Token("Variable", at, found.end(), found[0][1:])
        if found[0][-1] == ":":
            r.error("InvalidVariableReferenceWithDrive", at, found.end())
    nested.append(token)
    pieces.append(text[at : token.end])
    return token.end


def _sub_expression(r: Reader, at: int, *, here: bool) -> Token:
    """`$( ... )` inside a string, unread: only its brackets are counted, as PowerShell does.

    In a quoted string doubled quotes stand for one; their places are kept in the token's value.
    """
    text, stop, plain, pos, depth = r.text, r.end, r.patterns.plain_sub, at + 2, 1
    skipped: list[int] = []
    while True:
        found = plain(text, pos, stop)
        if found is not None:
            pos = found.end()
        if pos >= stop:
            r.error("IncompleteDollarSubexpressionReference", at, stop, incomplete=True)
            return Token("StringLiteral", at, stop, skipped)
        char = text[pos]
        pos += 1
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if not depth:
                return Token("StringLiteral", at, pos, skipped)
        elif not here and pos < stop:
            if char == "`" and text[pos] in "`" + DOUBLE_QUOTES:
                skipped.append(pos - 1)
                pos += 1
            elif char in DOUBLE_QUOTES and text[pos] in DOUBLE_QUOTES:
                skipped.append(pos)
                pos += 1


def braced_variable(r: Reader, at: int, kind: str, *, in_string: bool = False) -> Token:
    """`${ any name }`; inside a quoted string its quote ends the name, unless it is doubled."""
    text, stop, pos = r.text, r.end, at + 2
    pieces: list[str] = []
    while pos < stop:
        char = text[pos]
        if char == "}":
            return _named(r, Token(kind, at, pos + 1, "".join(pieces)))
        pos += 1
        if char == "`" and pos < stop:
            piece, pos = escape(r, pos - 1)
            pieces.append(piece)
            continue
        if in_string and char in DOUBLE_QUOTES:
            if pos >= stop or text[pos] not in DOUBLE_QUOTES:
                break
            pos += 1
        if char == "{":
            r.error("OpenBraceNeedsToBeBackTickedInVariableName", pos - 1, pos)
        pieces.append(char)
    r.error("IncompleteDollarVariableReference", at + 1, pos, incomplete=pos >= stop)
    return Token(kind, at, pos, "".join(pieces))


def _named(r: Reader, token: Token) -> Token:
    name = token.value
    if not name:
        r.error("EmptyVariableReference", token.start, token.end)
    elif isinstance(name, str) and name[-1] == ":":
        r.error("InvalidBracedVariableReference", token.start, token.end)
    return token


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
            pos = dollar(r, pos, pieces, nested, here=True)
        elif char == "`":
            if pos + 1 >= stop:
                pieces.append("`")
                pos = stop
            else:
                piece, pos = escape(r, pos)
                pieces.append(piece)
        else:
            found = close(text, pos, stop)
            if found is not None:
                return _finish(r, "HereStringExpandable", start, found.end(), pieces, nested, closed=True)
            width = 2 if text.startswith("\r\n", pos, stop) else 1
            pieces.append(text[pos : pos + width])
            pos += width
