"""Commands, their arguments and redirections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell.nodes import (
    ArrayLiteralAst,
    CommandAst,
    CommandElementAst,
    CommandParameterAst,
    ErrorExpressionAst,
    ExpressionAst,
    FileRedirectionAst,
    MergingRedirectionAst,
    RedirectionAst,
    StringConstantExpressionAst,
)
from pipeline.powershell.tokens import KEYWORD_KINDS, Token

from . import primary
from .rare_tokens import Redirect
from .reader import COMMAND, Reader

if TYPE_CHECKING:
    from pipeline.powershell.nodes import CommandBaseAst

_ENDS: Final = frozenset({"EndOfInput", "Pipe", "RCurly", "RParen", "NewLine", "Semi", "AndAnd", "OrOr", "Ampersand"})
_OPERANDS: Final = frozenset({
    "Variable", "SplattedVariable", "Number", "StringLiteral", "StringExpandable", "HereStringLiteral", "HereStringExpandable", "LParen",
    "AtParen", "DollarParen", "AtCurly", "LCurly",
})
_REDIRECTIONS: Final = frozenset({"Redirection", "RedirectInStd"})
_NO_ARGUMENT: Final = _ENDS | {"Comma"}
_RARE: Final = _REDIRECTIONS | {"Comma", "MinusMinus"}
_WORDS: Final = frozenset({"Identifier", "Generic"})
_VERBATIM: Final = "--%"


def command(r: Reader) -> CommandBaseAst | None:
    """A command with all its arguments, in command mode; None when none stands here."""
    first = r.peek()
    operator = "Unknown"
    end = first.end
    if first.kind in {"Dot", "Ampersand"}:
        operator = first.kind
        r.ahead = None
    elements: list[CommandElementAst] = []
    redirections: list[RedirectionAst] = []
    end = _elements(r, elements, redirections, end, operator=operator != "Unknown")
    if not elements:
        if operator != "Unknown":
            r.unfinished("MissingExpression", first.start, first.end)
        return None
    return CommandAst(first.start, end, elements, operator, redirections)


def _elements(r: Reader, elements: list[CommandElementAst], redirections: list[RedirectionAst], end: int, *, operator: bool) -> int:
    """Everything up to the end of the command; where that is."""
    dashes = False
    while True:
        token = r.ahead or r.peek()
        kind = token.kind
        if kind in _ENDS:
            return end
        if kind in _WORDS and elements and token.nested is None and token.value != _VERBATIM:
            r.ahead = None
            word = StringConstantExpressionAst(token.start, token.end, "BareWord", token.value)  # type: ignore[arg-type]
            element: CommandElementAst = _list(r, word) if r.peek().kind == "Comma" else word
        elif kind == "Parameter" and elements and not dashes:
            r.ahead = None
            element = _parameter(r, token)
        elif kind in _RARE and (elements or kind not in _REDIRECTIONS):
            r.ahead = None
            if kind == "MinusMinus":
                elements.append(_word(r, token) if dashes else CommandParameterAst(token.start, token.end, "-", None, (token.start, token.end)))
                dashes, end = True, token.end
            elif kind == "Comma":
                r.error("MissingArgument", token.start, token.end)
                r.skip_newlines()
                end = token.end
            else:
                end = redirection(r, token, redirections)
            continue
        else:
            found = argument(r, name=not elements, expand=operator)
            if found is None:
                return end
            element = found
            if kind == "SplattedVariable" and r.suspects and r.suspects[-1] is element:
                r.suspects.pop()
            if kind == "Generic" and token.value == _VERBATIM and elements:
                elements.append(element)
                return _verbatim(r, elements, element.end)
        elements.append(element)
        end = element.end


def _verbatim(r: Reader, elements: list[CommandElementAst], end: int) -> int:
    """Behind `--%` everything to the end of the line or a pipe is one argument."""
    if r.ahead is not None:
        r.resync(r.ahead.start)
    text, pos = r.text, r.pos
    quoted = False
    while pos < r.end:
        char = text[pos]
        if char in "\r\n" or (not quoted and (char == "|" or text.startswith("&&", pos, r.end))):
            break
        if char == '"':
            quoted = not quoted
        pos += 1
    start = r.patterns.space(text, r.pos, pos).end()  # type: ignore[union-attr]
    if start >= pos:
        return end
    r.pos = pos
    r.tokens.append(Token("Generic", start, pos, text[start:pos]))
    elements.append(StringConstantExpressionAst(start, pos, "BareWord", text[start:pos]))
    return pos


def _parameter(r: Reader, token: Token) -> CommandParameterAst:
    name = token.value
    assert isinstance(name, str)  # noqa: S101 - the lexer's promise
    place = token.start, token.end
    if token.end - token.start - 1 == len(name):
        return CommandParameterAst(token.start, token.end, name, None, place)
    if r.peek().kind == "Comma":
        r.error("MissingArgument", r.peek().start, r.peek().end)
        return CommandParameterAst(token.start, token.end, name, None, place)
    value = argument(r, name=False)
    if value is None:
        r.missing("ParameterRequiresArgument", token.end, r.text[token.start:token.end])
        return CommandParameterAst(token.start, token.end, name, None, place)
    assert isinstance(value, ExpressionAst)  # noqa: S101 - parameters are no arguments of others
    return CommandParameterAst(token.start, value.end, name, value, place)


def argument(r: Reader, *, name: bool, expand: bool = True) -> ExpressionAst | None:
    """The name of a command, or one argument, which may be a list with commas.

    The name of a command is only expanded behind `&` or `.` (`expand`).
    """
    first = one_argument(r, name=name, expand=expand)
    return first if first is None or name or (r.ahead or r.peek()).kind != "Comma" else _list(r, first)


def _list(r: Reader, first: ExpressionAst) -> ExpressionAst:
    """All elements of an argument before a comma."""
    elements = [first]
    while (comma := r.ahead or r.peek()).kind == "Comma":
        r.ahead = None
        r.skip_newlines()
        element = one_argument(r, name=False)
        if element is None:
            r.missing("MissingExpression", comma.end, ",")
            return ErrorExpressionAst(first.start, comma.end, list(elements))
        elements.append(element)
    return ArrayLiteralAst(first.start, elements[-1].end, elements)


def one_argument(r: Reader, *, name: bool, switch: bool = False, expand: bool = True) -> ExpressionAst | None:
    """One argument without commas; as the condition of a switch clause keywords stay what they are."""
    token = r.ahead or r.peek()
    kind = token.kind
    if kind in _OPERANDS:
        return primary.primary(r)
    if kind in {"Identifier", "Generic"}:
        r.ahead = None
        if name:
            token.flags = "C"
        if kind == "Generic" and token.nested is not None and (expand or not name):
            return primary.string(r, token)
        return StringConstantExpressionAst(token.start, token.end, "BareWord", token.value)  # type: ignore[arg-type]
    if kind in _NO_ARGUMENT or (kind in _REDIRECTIONS and not name):
        return None
    r.ahead = None
    if name:
        if kind not in _REDIRECTIONS:
            token.flags = "C"
    elif not (switch and kind in KEYWORD_KINDS):
        # Keywords and operators are nothing special among arguments.
        token.kind = "Generic"
    return _word(r, token)


def _word(r: Reader, token: Token) -> StringConstantExpressionAst:
    return StringConstantExpressionAst(token.start, token.end, "BareWord", r.text[token.start:token.end])


def single_argument(r: Reader, *, switch: bool = False) -> ExpressionAst | None:
    """One argument in command mode, wherever the reader is."""
    if r.ahead is not None and r.ahead.kind in _NO_ARGUMENT:
        return None
    mode = r.set_mode(COMMAND)
    result = one_argument(r, name=False, switch=switch)
    r.set_mode(mode)
    return result


def redirection(r: Reader, token: Token, redirections: list[RedirectionAst]) -> int:
    """`> file`, `2>&1`; where it ends."""
    if token.kind == "RedirectInStd":
        source = single_argument(r)
        r.error("RedirectionNotSupported", token.start, token.end, "<")
        return source.end if source else token.end
    redirect = token.value
    assert isinstance(redirect, Redirect)  # noqa: S101 - the lexer's promise
    if redirect.target is not None:
        redirections.append(MergingRedirectionAst(token.start, token.end, redirect.source, redirect.target))
        return token.end
    location = single_argument(r)
    if location is None:
        r.missing("MissingFileSpecification", token.end)
        location = ErrorExpressionAst(token.start, token.end, [])
    redirections.append(FileRedirectionAst(token.start, location.end, redirect.source, location, redirect.append))
    return location.end
