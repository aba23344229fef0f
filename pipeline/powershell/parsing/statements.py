"""Statements: lists of them, and which rule reads which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pipeline.powershell.nodes import BlockStatementAst, ErrorStatementAst, StatementAst, StatementBlockAst, TrapStatementAst
from pipeline.powershell.tokens import NO_ATTRIBUTES, Token

from . import attributes, conditionals, configurations, definitions, exceptions, loops, pipelines, switches, types, usings
from .reader import COMMAND, MAX_DEPTH, Reader, TooDeepError

_CLOSING: Final = frozenset({"RParen", "RCurly", "EndOfInput"})
_BEGINS_EXPRESSION: Final = frozenset("$'\"(@{0123456789+-!,")
Rule = Callable[[Reader, Token], StatementAst | None]


def statement_list(r: Reader, body: list[StatementAst], traps: list[TrapStatementAst]) -> tuple[int, int] | None:
    """Statements up to a closing bracket; from where to where they stand."""
    first: StatementAst | None = None
    last: StatementAst | None = None
    while True:
        char = r.skip_newlines_and_semicolons()
        if r.ahead is None:
            if not char or char in ")}":
                break
        elif r.ahead.kind in _CLOSING:
            break
        one = statement(r, char)
        if one is None:
            break
        if one.__class__ is TrapStatementAst:
            traps.append(one)
        else:
            body.append(one)
        if first is None:
            first = one
        last = one
        kind = (r.ahead or r.peek()).kind
        if kind in {"RParen", "RCurly"}:
            break
    if first is None or last is None:
        return None
    return first.start, last.end


def statement(r: Reader, char: str = "") -> StatementAst | None:
    """One statement, whose first character may be known; None when none stands here."""
    if char in _BEGINS_EXPRESSION and r.ahead is None:
        # No need to look for a keyword first.
        return pipelines.pipeline_chain(r)
    token = r.peek()
    rule = _RULES.get(token.kind)
    if rule is not None:
        r.ahead = None
        return rule(r, token)
    if token.kind == "Generic" and r.text[token.start] == "[":
        return _after_attributes(r, token)
    if r.configurations and token.kind in {"Identifier", "Generic"}:
        found = configurations.resource(r, token)
        if found is not None:
            return found
    return pipelines.pipeline_chain(r)


def _after_attributes(r: Reader, first: Token) -> StatementAst | None:
    """A class or an enum with attributes, or an expression that begins with a type."""
    r.resync(first.start)
    found = attributes.attribute_list(r, in_expression=False)
    token = r.peek()
    if found and token.kind in ("Class", "Enum"):
        r.ahead = None
        return types.definition(r, token, found)
    if found and token.kind == "Configuration":
        r.ahead = None
        return configurations.configuration(r, token, found)
    if found and token.kind in NO_ATTRIBUTES and not any(a.kind == "TypeConstraint" for a in found):
        for a in found:
            r.error("UnexpectedAttribute", a.start, a.end)
        return statement(r)
    r.resync(first.start)
    return pipelines.pipeline_chain(r)


def statement_block(r: Reader) -> StatementBlockAst | None:
    """`{ statements }`; None when no brace stands here."""
    opening = r.peek()
    if opening.kind != "LCurly":
        return None
    r.ahead = None
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    mode, commas = r.set_mode(COMMAND), r.commas
    r.commas = True
    body: list[StatementAst] = []
    traps: list[TrapStatementAst] = []
    extent = statement_list(r, body, traps)
    closing = r.peek()
    if closing.kind == "RCurly":
        r.ahead = None
        end = closing.end
    else:
        end = extent[1] if extent else opening.end
        r.error("MissingEndCurlyBrace", opening.start, opening.end, incomplete=closing.kind == "EndOfInput")
    r.commas = commas
    r.set_mode(mode)
    r.depth -= 1
    return StatementBlockAst(opening.start, end, body, traps)


def _labeled(r: Reader, label: Token) -> StatementAst | None:
    """`:name` before a loop or a switch."""
    r.skip_newlines()
    token = r.peek()
    rule = _LABELED.get(token.kind)
    if rule is None:
        r.resync(label.start)
        return pipelines.pipeline_chain(r)
    r.ahead = None
    return rule(r, token, label)


def _block_statement(r: Reader, keyword: Token) -> StatementAst | None:
    """`parallel { }`, `sequence { }`."""
    r.skip_newlines()
    body = statement_block(r)
    if body is None:
        r.missing("MissingStatementAfterKeyword", keyword.end, r.text[keyword.start:keyword.end])
        return ErrorStatementAst(keyword.start, keyword.end, keyword.kind, [], [], [], [])
    return BlockStatementAst(keyword.start, body.end, keyword.kind, body)


def _orphan(r: Reader, keyword: Token) -> StatementAst | None:
    """The continuation of a statement that is not there: behind an error it is passed over, it was reported already."""
    if not r.errors:
        r.ahead = keyword
        return pipelines.pipeline_chain(r)
    r.skip_newlines()
    return statement(r)


def _reserved(r: Reader, keyword: Token) -> StatementAst | None:
    """Words that are kept for later versions of the language."""
    r.error("ReservedKeywordNotAllowed", keyword.start, keyword.end, r.text[keyword.start:keyword.end])
    return ErrorStatementAst(keyword.start, keyword.end, keyword.kind, [], [], [], [])


_LABELED: Final[dict[str, Callable[[Reader, Token, Token | None], StatementAst | None]]] = {
    "Foreach": loops.foreach, "For": loops.for_, "While": loops.while_, "Do": loops.do, "Switch": switches.switch,
}

_RULES: Final[dict[str, Rule]] = {
    "If": conditionals.if_,
    "Foreach": lambda r, t: loops.foreach(r, t, None),
    "For": lambda r, t: loops.for_(r, t, None),
    "While": lambda r, t: loops.while_(r, t, None),
    "Do": lambda r, t: loops.do(r, t, None),
    "Switch": lambda r, t: switches.switch(r, t, None),
    "Function": definitions.function,
    "Filter": definitions.function,
    "Workflow": definitions.function,
    "Return": exceptions.return_,
    "Throw": exceptions.throw,
    "Exit": exceptions.exit_,
    "Break": exceptions.break_,
    "Continue": exceptions.continue_,
    "Trap": exceptions.trap,
    "Try": exceptions.try_,
    "Data": definitions.data,
    "Configuration": configurations.configuration,
    "Class": lambda r, t: types.definition(r, t, []),
    "Enum": lambda r, t: types.definition(r, t, []),
    "Using": usings.misplaced,
    "Label": _labeled,
    "Parallel": _block_statement,
    "Sequence": _block_statement,
    **dict.fromkeys(("Catch", "Else", "ElseIf", "Until"), _orphan),
    "Define": _reserved,
    "From": _reserved,
    "Var": _reserved,
}
