"""What is nested in an expandable string: read only when the parser takes the string."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import primary, shifting
from .reader import COMMAND, Reader, TooDeepError

if TYPE_CHECKING:
    from pipeline.powershell.nodes import ExpressionAst
    from pipeline.powershell.tokens import Token

_MAX_NESTED_STRINGS = 40
"""Strings in subexpressions in strings: each level is looked through again, so their number is bounded."""


def nested_expressions(r: Reader, token: Token) -> list[ExpressionAst]:
    """The variables and subexpressions of a string; its token's `nested` becomes all the tokens in it."""
    tokens: list[Token] = []
    result: list[ExpressionAst] = []
    for part in token.nested or ():
        if part.kind == "Variable":
            tokens.append(part)
            result.append(primary.variable(r, part))
        else:
            result.append(_sub_expression(r, part, tokens))
    token.nested = tokens
    return result


def _sub_expression(r: Reader, part: Token, tokens: list[Token]) -> ExpressionAst:
    if r.strings >= _MAX_NESTED_STRINGS:
        raise TooDeepError
    if r.strings:
        r.again(part.end - part.start)
    if part.value:
        return shifting.sub_expression(r, part, tokens)
    saved = r.pos, r.end, r.tokens, r.ahead, r.mode, r.end_of_input
    r.pos, r.end, r.tokens, r.ahead, r.mode = part.start, part.end, tokens, None, COMMAND
    # PowerShell places the end of a subexpression one character behind its bracket.
    r.end_of_input = part.end + 1
    r.strings += 1
    opening = r.next()
    result = primary.sub_expression(r, opening)
    r.strings -= 1
    r.pos, r.end, r.tokens, r.ahead, r.mode, r.end_of_input = saved
    return result
