"""`foreach`, `for`, `while`, `do`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.nodes import (
    Ast,
    DoUntilStatementAst,
    DoWhileStatementAst,
    ErrorExpressionAst,
    ExpressionAst,
    ForEachStatementAst,
    ForStatementAst,
    PipelineBaseAst,
    VariableExpressionAst,
    WhileStatementAst,
)

from . import commands, pipelines, statements
from .conditionals import failed

if TYPE_CHECKING:
    from pipeline.powershell.nodes import StatementAst
    from pipeline.powershell.tokens import Token

    from .reader import Reader


def _label(label: Token | None) -> str | None:
    value = label.value if label else None
    return value if isinstance(value, str) else None


def foreach(r: Reader, keyword: Token, label: Token | None) -> StatementAst:
    """`foreach ($variable in pipeline) { }`, perhaps with `-parallel`."""
    start = label.start if label else keyword.start
    flags, throttle = _foreach_options(r)
    r.skip_newlines()
    opening = r.peek()
    if opening.kind != "LParen":
        r.missing("MissingOpenParenthesisAfterKeyword", keyword.end, r.text[keyword.start:keyword.end])
        return failed(start, keyword.end, keyword)
    r.ahead = None
    r.skip_newlines()
    token = r.peek()
    if token.kind not in {"Variable", "SplattedVariable"}:
        r.missing("MissingVariableNameAfterForeach", opening.end)
        return failed(start, opening.end, keyword)
    r.ahead = None
    assert isinstance(token.value, str)  # noqa: S101 - the lexer's promise
    variable = VariableExpressionAst(token.start, token.end, token.value, token.kind == "SplattedVariable")
    r.skip_newlines()
    word = r.peek()
    if word.kind != "In":
        r.missing("MissingInInForeach", variable.end)
        return failed(start, variable.end, keyword, variable)
    r.ahead = None
    r.skip_newlines()
    pipeline = pipelines.pipeline_chain(r, background=False)
    if pipeline is None:
        r.missing("MissingForeachExpression", word.end)
        return failed(start, word.end, keyword, variable)
    r.skip_newlines()
    closing = r.peek()
    if closing.kind != "RParen":
        r.missing("MissingEndParenthesisAfterForeach", pipeline.end)
        return failed(start, pipeline.end, keyword, variable, pipeline)
    r.ahead = None
    r.skip_newlines()
    body = statements.statement_block(r)
    if body is None:
        r.missing("MissingForeachStatement", closing.end)
        return failed(start, closing.end, keyword, variable, pipeline)
    statement = ForEachStatementAst(start, body.end, _label(label), flags, throttle, variable, pipeline, body)
    if flags != "None":
        r.suspects.append(statement)
    return statement


def _foreach_options(r: Reader) -> tuple[str, ExpressionAst | None]:
    flags, throttle = "None", None
    while True:
        r.skip_newlines()
        token = r.peek()
        name = token.value if token.kind == "Parameter" else None
        if not isinstance(name, str):
            return flags, throttle
        r.ahead = None
        if name and "parallel".startswith(name.lower()):
            flags = "Parallel"
        elif name and "throttlelimit".startswith(name.lower()):
            throttle = commands.single_argument(r)
            if throttle is None:
                r.missing("MissingThrottleLimit", token.end)
                throttle = ErrorExpressionAst(token.end, token.end, [])
        else:
            r.error("InvalidForeachFlag", token.start, token.end, r.text[token.start:token.end])


def for_(r: Reader, keyword: Token, label: Token | None) -> StatementAst:
    """`for (initializer; condition; iterator) { }`; each part may be missing."""
    start = label.start if label else keyword.start
    r.skip_newlines()
    opening = r.peek()
    if opening.kind != "LParen":
        r.missing("MissingOpenParenthesisAfterKeyword", keyword.end, r.text[keyword.start:keyword.end])
        return failed(start, keyword.end, keyword)
    r.ahead = None
    parts: list[PipelineBaseAst | None] = [None, None, None]
    end = opening.end
    for n in range(3):
        r.skip_newlines()
        part = parts[n] = pipelines.pipeline_chain(r, background=False)
        if part is not None:
            end = part.end
        separator = r.peek()
        if n < 2 and separator.kind in ("Semi", "NewLine"):
            r.ahead = None
            end = max(end, separator.end) if separator.kind == "Semi" else end
    r.skip_newlines()
    closing = r.peek()
    if closing.kind != "RParen":
        r.missing("MissingEndParenthesisAfterStatement", end, r.text[keyword.start:keyword.end])
        return failed(start, end, keyword, *parts)
    r.ahead = None
    r.skip_newlines()
    body = statements.statement_block(r)
    if body is None:
        r.missing("MissingLoopStatement", closing.end, r.text[keyword.start:keyword.end])
        return failed(start, closing.end, keyword, *parts)
    return ForStatementAst(start, body.end, _label(label), parts[0], parts[1], parts[2], body)


def while_(r: Reader, keyword: Token, label: Token | None) -> StatementAst:
    """`while (condition) { }`."""
    start = label.start if label else keyword.start
    condition = _condition(r, start, keyword, [])
    if not isinstance(condition, tuple):
        return condition
    pipeline, end = condition
    r.skip_newlines()
    body = statements.statement_block(r)
    if body is None:
        r.missing("MissingLoopStatement", end, r.text[keyword.start:keyword.end])
        return failed(start, end, keyword, pipeline)
    return WhileStatementAst(start, body.end, _label(label), pipeline, body)


def do(r: Reader, keyword: Token, label: Token | None) -> StatementAst:
    """`do { } while (condition)` or `until`."""
    start = label.start if label else keyword.start
    r.skip_newlines()
    body = statements.statement_block(r)
    if body is None:
        r.missing("MissingLoopStatement", keyword.end, r.text[keyword.start:keyword.end])
        return failed(start, keyword.end, keyword)
    r.skip_newlines()
    word = r.peek()
    if word.kind not in {"While", "Until"}:
        r.missing("MissingWhileOrUntilInDoWhile", body.end)
        return failed(start, body.end, keyword, body)
    r.ahead = None
    condition = _condition(r, start, word, [body])
    if not isinstance(condition, tuple):
        return condition
    pipeline, end = condition
    if word.kind == "While":
        return DoWhileStatementAst(start, end, _label(label), pipeline, body)
    return DoUntilStatementAst(start, end, _label(label), pipeline, body)


def _condition(r: Reader, start: int, keyword: Token, before: list[Ast]) -> tuple[PipelineBaseAst, int] | StatementAst:
    """`( pipeline )` and where it ends, or what is left of the statement."""
    r.skip_newlines()
    opening = r.peek()
    if opening.kind != "LParen":
        r.missing("MissingOpenParenthesisAfterKeyword", keyword.end, r.text[keyword.start:keyword.end])
        return failed(start, keyword.end, keyword, *before)
    r.ahead = None
    r.skip_newlines()
    pipeline = pipelines.pipeline_chain(r, background=False)
    if pipeline is None:
        r.missing("MissingExpressionAfterKeyword", opening.end, r.text[keyword.start:keyword.end])
    r.skip_newlines()
    closing = r.peek()
    if closing.kind != "RParen":
        end = pipeline.end if pipeline else opening.end
        if pipeline is not None:
            r.missing("MissingEndParenthesisAfterStatement", end, r.text[keyword.start:keyword.end])
        return failed(start, end, keyword, *before, pipeline)
    r.ahead = None
    if pipeline is None:
        return failed(start, closing.end, keyword, *before)
    return pipeline, closing.end

