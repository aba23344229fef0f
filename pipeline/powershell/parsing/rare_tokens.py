"""The tokens that the lexer's one match does not cover."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.powershell.tokens import DASH_OPERATORS, Token

from . import comments, expansions, number_tokens, strings, words
from .characters import DASHES, DOUBLE_QUOTES, SINGLE_QUOTES

if TYPE_CHECKING:
    from .reader import Reader

_STREAMS: Final = {"*": "All", "1": "Output", "2": "Error", "3": "Warning", "4": "Verbose", "5": "Debug", "6": "Information"}
_REDIRECTION: Final = re.compile(r"(?P<source>[*1-6])?>(?:&(?P<target>[12])|(?P<append>>)|)")
_OPERATORS: Final = {
    "=": "Equals",
    "!": "Exclaim",
    "*": "Multiply",
    "*=": "MultiplyEquals",
    "/": "Divide",
    "/=": "DivideEquals",
    "%": "Rem",
    "%=": "RemainderEquals",
    "+": "Plus",
    "++": "PlusPlus",
    "+=": "PlusEquals",
    "-": "Minus",
    "--": "MinusMinus",
    "-=": "MinusEquals",
    ".": "Dot",
    "..": "DotDot",
    "::": "ColonColon",
}


class Redirect(NamedTuple):
    """From which stream to which; no target stands for the file that follows."""

    source: str
    target: str | None
    append: bool


def command_token(r: Reader, start: int) -> Token | None:
    """A rare token in command mode; None when what stood there is no token for the grammar."""
    if start >= r.end:
        return _end_of_input(r)
    token = _any_mode(r, start)
    if token is None:
        if r.pos != start:
            return None
        token = _only_in_commands(r, start)
    r.tokens.append(token)
    return token


def expression_token(r: Reader, start: int) -> Token | None:
    """A rare token in expression mode; None when what stood there is no token for the grammar."""
    if start >= r.end:
        return _end_of_input(r)
    token = _any_mode(r, start)
    if token is None:
        if r.pos != start:
            return None
        token = _only_in_expressions(r, start)
    r.tokens.append(token)
    return token


def _end_of_input(r: Reader) -> Token:
    """The end is read as often as it is asked for; the parser notes it once."""
    r.pos = r.end
    at = min(r.end_of_input, len(r.text))
    token = Token("EndOfInput", at, at)
    if not r.tokens or r.tokens[-1].kind != "EndOfInput":
        r.tokens.append(token)
    return token


def _any_mode(r: Reader, start: int) -> Token | None:
    """Tokens that read the same in every mode. None with `pos` unmoved when it is none of them."""
    text = r.text
    char = text[start]
    r.pos = start
    if char == '"' or char in DOUBLE_QUOTES:
        return strings.double_quoted(r, start)
    if char in SINGLE_QUOTES:
        return strings.single_quoted(r, start)
    if char == "`":
        return _backtick(r, start)
    if char == "<":
        if text.startswith("<#", start, r.end):
            comments.block_comment(r, start)
            return None
        r.pos = start + 1
        return Token("RedirectInStd", start, start + 1)
    if char == "@":
        return _at(r, start)
    if char in ">*123456":
        found = _REDIRECTION.match(text, start, r.end)
        if found is not None:
            r.pos = found.end()
            return Token("Redirection", start, found.end(), _redirection(found))
    return None


def _redirection(found: re.Match[str]) -> Redirect:
    target = found["target"]
    return Redirect(_STREAMS[found["source"] or "1"], _STREAMS[target] if target else None, found["append"] is not None)


def _backtick(r: Reader, start: int) -> Token | None:
    text = r.text
    following = text[start + 1 : start + 3] if start + 1 < r.end else ""
    if following[:1] in ("\r", "\n"):
        r.pos = start + (3 if following == "\r\n" else 2)
        r.tokens.append(Token("LineContinuation", start, r.pos))
        return None
    if not following:
        r.error("IncompleteString", r.end, r.end, incomplete=True)
        r.pos = r.end
        return None
    if following[0].isspace():
        r.pos = start + 2
        return None
    return words.generic(r, start)


def _at(r: Reader, start: int) -> Token:
    text = r.text
    following = text[start + 1 : start + 2] if start + 1 < r.end else ""
    if following and (following in SINGLE_QUOTES or following in DOUBLE_QUOTES):
        return strings.here_string(r, start)
    found = r.patterns.splat(text, start, r.end)
    if found is None:
        r.error("UnrecognizedToken", start, start + 1)
        r.pos = start + 1
        return Token("Unknown", start, start + 1)
    r.pos = found.end()
    if found[0][-1] == ":":
        check_drive(r, start, r.pos)
    return Token("SplattedVariable", start, r.pos, found[0][1:])


def _only_in_commands(r: Reader, start: int) -> Token:
    text = r.text
    char = text[start]
    if char == "$":
        return _command_variable(r, start)
    if char in DASHES:
        return _command_dash(r, start)
    if "0" <= char <= "9" or (char == "." and "0" <= text[start + 1 : start + 2] <= "9"):
        return number_tokens.number_token(r, start)
    if char in "=!*/%+.":
        return _command_operator(r, start)
    if char == ":" and text[start + 1:start + 2] != ":":
        return _label(r, start)
    if char == ":":
        return _command_operator(r, start)
    if char == "]":
        r.pos = start + 1
        return Token("RBracket", start, start + 1)
    if char == "[" and r.patterns.is_force(text, start + 1, r.end):
        r.pos = start + 1
        return Token("LBracket", start, start + 1)
    return words.generic(r, start)


def _command_operator(r: Reader, start: int) -> Token:
    """An operator only when the word ends behind it; a dot also before a quote."""
    if r.text[start] == "." and r.text[start + 1:start + 2] in ("'", '"', "$"):
        r.pos = start + 1
        return Token("Dot", start, r.pos)
    for width in (2, 1):
        kind = _OPERATORS.get(r.text[start : start + width])
        if kind is not None and start + width <= r.end and r.patterns.is_force(r.text, start + width, r.end):
            r.pos = start + width
            return Token(kind, start, r.pos)
    return words.generic(r, start)


def _label(r: Reader, start: int) -> Token:
    """`:name` before a loop."""
    found = r.patterns.identifier(r.text, start + 1, r.end)
    if found is None or not r.patterns.is_force(r.text, found.end(), r.end):
        return words.generic(r, start)
    r.pos = found.end()
    return Token("Label", start, r.pos, found[0])


def _command_variable(r: Reader, start: int) -> Token:
    """A variable, unless it is the beginning of a longer word."""
    text = r.text
    if text.startswith("${", start, r.end):
        token = expansions.braced_variable(r, start, "Variable")
    else:
        found = r.patterns.variable(text, start, r.end)
        if found is None:
            if text.startswith("$(", start, r.end):
                r.pos = start + 2
                return Token("DollarParen", start, r.pos)
            return words.generic(r, start)
        token = Token("Variable", start, found.end(), found[0][1:])
    end = token.end
    if end < r.end and not r.patterns.is_force(text, end, r.end):
        following = text[end]
        if following not in ".[=" and not text.startswith("::", end, r.end) and not text.startswith(("?.", "?["), end, r.end):
            return words.generic(r, start)
    if text[end - 1] == ":":
        check_drive(r, start, end)
    r.pos = end
    return token


def check_drive(r: Reader, start: int, end: int) -> None:
    """A name must follow the colon of a scope or a drive."""
    r.error("InvalidVariableReference", start, end)


def _command_dash(r: Reader, start: int) -> Token:
    text, stop = r.text, r.end
    following = text[start + 1 : start + 2] if start + 1 < stop else ""
    if following and following in DASHES:
        if r.patterns.is_force(text, start + 2, stop):
            r.pos = start + 2
            return Token("MinusMinus", start, r.pos)
        return words.generic(r, start)
    found = r.patterns.parameter(text, start, stop)
    if found is not None:
        end = found.end()
        if end < stop and (text[end] in SINGLE_QUOTES or text[end] in DOUBLE_QUOTES):
            return words.generic(r, start)
        return _parameter(r, start, end)
    return _command_operator(r, start)


def _parameter(r: Reader, start: int, end: int) -> Token:
    colon = r.mode == 0 and end < r.end and r.text[end] == ":"
    r.pos = end + colon
    return Token("Parameter", start, r.pos, r.text[start + 1 : end])


def parameter_token(r: Reader, start: int) -> Token:
    """`-name` that is no operator, in expression mode."""
    return _parameter(r, start, r.patterns.dash_word(r.text, start, r.end).end())  # type: ignore[union-attr]


def _only_in_expressions(r: Reader, start: int) -> Token:
    text = r.text
    char = text[start]
    if char == "$":
        return _expression_variable(r, start)
    if "0" <= char <= "9" or char == ".":
        return number_tokens.number_token(r, start)
    if char == "+" or char in DASHES:
        return _expression_sign(r, start)
    return words.generic(r, start)


def _expression_variable(r: Reader, start: int) -> Token:
    if r.text.startswith("${", start, r.end):
        token = expansions.braced_variable(r, start, "Variable")
        r.pos = token.end
        return token
    return words.generic(r, start)


def _expression_sign(r: Reader, start: int) -> Token:
    """`+` or a dash, before a digit perhaps."""
    text = r.text
    following = text[start + 1 : start + 2] if start + 1 < r.end else ""
    dash = text[start] != "+"
    if dash and following and following in DASHES:
        r.pos = start + 2
        return Token("MinusMinus", start, r.pos)
    if dash and following == "=":
        r.pos = start + 2
        return Token("MinusEquals", start, r.pos)
    if dash:
        found = r.patterns.dash_word(text, start, r.end)
        if found is not None:
            kind = DASH_OPERATORS.get(found[0][1:].lower())
            if kind is not None:
                r.pos = found.end()
                return Token(kind, start, r.pos)
            return _parameter(r, start, found.end())
    r.pos = start + 1
    return Token("Minus" if dash else "Plus", start, r.pos)
