"""`if`, and the brackets with a condition that other statements share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.nodes import ErrorStatementAst, IfStatementAst, PipelineBaseAst, StatementBlockAst

from . import pipelines, statements

if TYPE_CHECKING:
    from pipeline.powershell.nodes import Ast, StatementAst
    from pipeline.powershell.tokens import Token

    from .reader import Reader


def failed(start: int, end: int, keyword: Token | None, *nested: Ast | None) -> ErrorStatementAst:
    """What is left of a statement that could not be read."""
    return ErrorStatementAst(start, end, keyword.kind if keyword else None, [], [], [], [node for node in nested if node is not None])


def if_(r: Reader, first: Token) -> StatementAst:
    """`if`, its `elseif`s and its `else`."""
    clauses: list[tuple[PipelineBaseAst, StatementBlockAst]] = []
    parts: list[Ast] = []
    keyword = first
    while True:
        failure = _clause(r, first, keyword, clauses, parts)
        if failure is not None:
            return failure
        following = _next_keyword(r)
        if following is None:
            return IfStatementAst(first.start, parts[-1].end, clauses, None)
        if following.kind == "ElseIf":
            keyword = following
            continue
        r.skip_newlines()
        otherwise = statements.statement_block(r)
        if otherwise is None:
            r.missing("MissingStatementBlockAfterElse", following.end)
            return failed(first.start, following.end, first, *parts)
        return IfStatementAst(first.start, otherwise.end, clauses, otherwise)


def _next_keyword(r: Reader) -> Token | None:
    """`elseif` or `else`, perhaps on a later line; otherwise the line ends stay."""
    restore = r.pos if r.ahead is None else r.ahead.start
    r.skip_newlines()
    token = r.peek()
    if token.kind in {"ElseIf", "Else"}:
        r.ahead = None
        return token
    r.resync(restore)
    return None


def _clause(
    r: Reader, first: Token, keyword: Token, clauses: list[tuple[PipelineBaseAst, StatementBlockAst]], parts: list[Ast],
) -> ErrorStatementAst | None:
    r.skip_newlines()
    opening = r.peek()
    if opening.kind != "LParen":
        r.missing("MissingOpenParenthesisInIfStatement", keyword.end, r.text[keyword.start:keyword.end])
        return failed(first.start, keyword.end, first, *parts)
    r.ahead = None
    r.skip_newlines()
    condition = pipelines.pipeline_chain(r)
    if condition is None:
        r.missing("IfStatementMissingCondition", opening.end, r.text[keyword.start:keyword.end])
        condition = ErrorStatementAst(opening.start, opening.end, None, [], [], [], [])
    parts.append(condition)
    r.skip_newlines()
    closing = r.peek()
    if closing.kind != "RParen":
        if condition.__class__ is not ErrorStatementAst:
            r.expected("MissingEndParenthesisAfterStatement", closing, r.text[keyword.start:keyword.end])
        return failed(first.start, r.before(closing), first, *parts)
    r.ahead = None
    r.skip_newlines()
    body = statements.statement_block(r)
    if body is None:
        r.unfinished("MissingStatementBlock", closing.start, closing.end, r.text[keyword.start : keyword.end])
        return failed(first.start, closing.end, first, *parts)
    parts.append(body)
    clauses.append((condition, body))
    return None
