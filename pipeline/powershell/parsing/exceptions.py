"""`try`, `trap`, and the statements that leave: `return`, `throw`, `exit`, `break`, `continue`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pipeline.powershell.nodes import (
    BreakStatementAst,
    CatchClauseAst,
    ContinueStatementAst,
    ExitStatementAst,
    ExpressionAst,
    ReturnStatementAst,
    StatementBlockAst,
    ThrowStatementAst,
    TrapStatementAst,
    TryStatementAst,
    TypeConstraintAst,
)

from . import attributes, pipelines, primary, statements
from .conditionals import failed
from .reader import EXPRESSION

if TYPE_CHECKING:
    from pipeline.powershell.nodes import Ast, StatementAst
    from pipeline.powershell.tokens import Token

    from .reader import Reader

Leaving = TypeVar("Leaving", ReturnStatementAst, ThrowStatementAst, ExitStatementAst)


def return_(r: Reader, keyword: Token) -> StatementAst:
    """`return pipeline`."""
    return _leave(r, keyword, ReturnStatementAst)


def throw(r: Reader, keyword: Token) -> StatementAst:
    """`throw pipeline`."""
    return _leave(r, keyword, ThrowStatementAst)


def exit_(r: Reader, keyword: Token) -> StatementAst:
    """`exit pipeline`."""
    return _leave(r, keyword, ExitStatementAst)


def _leave(r: Reader, keyword: Token, cls: type[Leaving]) -> Leaving:
    pipeline = pipelines.pipeline_chain(r)
    return cls(keyword.start, pipeline.end if pipeline else keyword.end, pipeline)


def break_(r: Reader, keyword: Token) -> StatementAst:
    """`break label`."""
    label = _jump_label(r)
    return BreakStatementAst(keyword.start, label.end if label else keyword.end, label)


def continue_(r: Reader, keyword: Token) -> StatementAst:
    """`continue label`."""
    label = _jump_label(r)
    return ContinueStatementAst(keyword.start, label.end if label else keyword.end, label)


def _jump_label(r: Reader) -> ExpressionAst | None:
    mode = r.set_mode(EXPRESSION)
    label = primary.label_or_key(r)
    r.set_mode(mode)
    return label


def trap(r: Reader, keyword: Token) -> StatementAst:
    """`trap [type] { }`."""
    r.skip_newlines()
    kind = attributes.attribute(r)
    r.skip_newlines()
    body = statements.statement_block(r)
    if body is None:
        at = kind.end if kind else keyword.end
        r.missing("MissingTrapStatement", at)
        return failed(keyword.start, at, keyword, kind)
    return TrapStatementAst(keyword.start, body.end, kind if isinstance(kind, TypeConstraintAst) else None, body)


def try_(r: Reader, keyword: Token) -> StatementAst:
    """`try { } catch { } finally { }`."""
    r.skip_newlines()
    body = statements.statement_block(r)
    if body is None:
        r.missing("MissingTryStatementBlock", keyword.end)
        return failed(keyword.start, keyword.end, keyword)
    clauses: list[CatchClauseAst] = []
    nested: list[Ast] = [body]
    end: int | None = None
    while True:
        r.skip_newlines()
        token = r.peek()
        if token.kind != "Catch":
            break
        r.ahead = None
        clause = _catch(r, token, nested)
        if not isinstance(clause, CatchClauseAst):
            end = clause
            break
        clauses.append(clause)
        nested.append(clause)
    finally_block: StatementBlockAst | None = None
    if token.kind == "Finally":
        r.ahead = None
        r.skip_newlines()
        finally_block = statements.statement_block(r)
        if finally_block is None:
            r.missing("MissingFinallyStatementBlock", token.end)
            end = token.end
    elif not clauses and end is None:
        r.missing("MissingCatchOrFinally", body.end)
        end = body.end
    if end is not None:
        return failed(keyword.start, end, keyword, *nested)
    last: Ast = finally_block or (clauses[-1] if clauses else body)
    statement = TryStatementAst(keyword.start, last.end, body, clauses, finally_block)
    if finally_block is not None or len(clauses) > 1:
        r.suspects.append(statement)
    return statement


def _catch(r: Reader, keyword: Token, nested: list[Ast]) -> CatchClauseAst | int:
    """One clause behind its keyword; without a block where it ends, its types going to `nested`."""
    types: list[TypeConstraintAst] = []
    end = keyword.end
    comma: Token | None = None
    while True:
        r.skip_newlines()
        kind = attributes.attribute(r)
        if kind is None:
            if comma is not None:
                r.missing("MissingTypeLiteralToken", comma.end)
            break
        if isinstance(kind, TypeConstraintAst):
            types.append(kind)
        end = kind.end
        r.skip_newlines()
        token = r.peek()
        if token.kind != "Comma":
            break
        r.ahead = None
        comma = token
        end = comma.end
    body = statements.statement_block(r)
    if body is None:
        r.missing("MissingCatchHandlerBlock", end)
        nested += types
        return end
    return CatchClauseAst(keyword.start, body.end, types, body)

