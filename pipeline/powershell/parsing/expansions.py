"""What a backtick and a dollar mean inside strings and words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.powershell.tokens import Token

from .characters import DOUBLE_QUOTES

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
