"""Pipelines, chains of them, and assignments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..nodes import (
    AssignmentStatementAst,
    CommandBaseAst,
    CommandExpressionAst,
    ErrorExpressionAst,
    ErrorStatementAst,
    ExpressionAst,
    IndexExpressionAst,
    MemberExpressionAst,
    PipelineAst,
    PipelineBaseAst,
    PipelineChainAst,
    VariableExpressionAst,
)
from ..tokens import ASSIGNMENT_OPERATORS
from . import commands, expressions, statements
from .reader import EXPRESSION, MAX_DEPTH, Reader, TooDeep

if TYPE_CHECKING:
    from ..nodes import RedirectionAst
    from ..tokens import Token

_CONTINUED = re.compile(r"(?:[^\S\r\n]|[\r\n]|#[^\r\n]*|<#(?s:.*?)#>)*+(?:\||&&)")
_TARGETS = frozenset({VariableExpressionAst, MemberExpressionAst, IndexExpressionAst})
_ENDS = frozenset({"Semi", "NewLine", "EndOfInput", "RParen", "RCurly"})


def pipeline_chain(r: Reader, *, background: bool = True) -> PipelineBaseAst | None:
    """Pipelines with `&&` and `||` between them."""
    first = pipeline(r)
    if first is None:
        return None
    operator = r.ahead or r.peek()
    kind = operator.kind
    if kind in ("NewLine", "EndOfInput", "Semi", "RParen", "RCurly"):
        return first
    result: PipelineBaseAst = first
    while operator.kind == "AndAnd" or operator.kind == "OrOr":
        r.ahead = None
        r.skip_newlines()
        right = pipeline(r)
        if right is None:
            r.missing("EmptyPipelineChainElement", operator.end, r.text[operator.start:operator.end])
            right = _nothing(operator.end)
        result = PipelineChainAst(result.start, right.end, result, right, operator.kind, False)  # type: ignore[arg-type]
        operator = r.peek()
    if operator.kind == "Ampersand" and background:
        r.ahead = None
        if isinstance(result, PipelineAst | PipelineChainAst):
            result.background = True
    return result


def _nothing(at: int) -> PipelineAst:
    element = CommandExpressionAst(at, at, ErrorExpressionAst(at, at, []), [])
    return PipelineAst(at, at, [element], False)


def pipeline(r: Reader, start: ExpressionAst | None = None) -> PipelineBaseAst | None:
    """Elements with `|` between them, or an assignment; None when nothing stands here."""
    elements: list[CommandBaseAst] = []
    pipe: Token | None = None
    while True:
        mode = r.set_mode(EXPRESSION)
        expression = start if start is not None else expressions.expression(r)
        start = None
        if expression is not None:
            operator = r.peek()
            if operator.kind in ASSIGNMENT_OPERATORS and not elements:
                r.ahead = None
                r.mode = mode
                return _assignment(r, expression, operator)
        r.set_mode(mode)
        element: CommandBaseAst | None
        if expression is not None:
            element = _expression_element(r, expression, first=not elements)
        else:
            element = commands.command(r)
        if element is not None:
            elements.append(element)
        elif pipe is not None:
            r.missing("EmptyPipeElement", pipe.end)
        elif r.peek().kind == "Pipe":
            pipe = r.peek()
            r.error("EmptyPipeElement", pipe.start, pipe.end)
        token = r.peek()
        if token.kind == "NewLine" and _CONTINUED.match(r.text, token.end, r.end):
            r.skip_newlines()
            token = r.peek()
        if token.kind == "Pipe":
            r.ahead = None
            r.skip_newlines()
            pipe = token
            if r.peek().kind == "EndOfInput":
                r.missing("EmptyPipeElement", token.end)
                break
            continue
        if token.kind not in _ENDS and token.kind not in ("AndAnd", "OrOr", "Ampersand"):
            r.error("UnexpectedToken", token.start, token.end, r.text[token.start:token.end])
        break
    if not elements:
        return None
    return PipelineAst(elements[0].start, elements[-1].end, elements, False)


def _expression_element(r: Reader, expression: ExpressionAst, *, first: bool) -> CommandExpressionAst:
    if not first:
        r.error("ExpressionsMustBeFirstInPipeline", expression.start, expression.end)
    end = expression.end
    redirections: list[RedirectionAst] = []
    while (token := r.peek()).kind in ("Redirection", "RedirectInStd"):
        r.ahead = None
        end = commands.redirection(r, token, redirections)
    return CommandExpressionAst(expression.start, end, expression, redirections)


def _assignment(r: Reader, left: ExpressionAst, operator: Token) -> AssignmentStatementAst:
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeep
    r.skip_newlines()
    right = statements.statement(r)
    if right is None:
        r.missing("ExpectedValueExpression", operator.end, r.text[operator.start:operator.end])
        right = ErrorStatementAst(operator.end, operator.end, None, [], [], [], [])
    r.depth -= 1
    if right.__class__ is PipelineAst and len(right.pipeline_elements) == 1 and not right.background:
        only = right.pipeline_elements[0]
        if only.__class__ is CommandExpressionAst:
            # An expression alone is not wrapped in a pipeline, but for this the tree would say it twice.
            right = only
    assignment = AssignmentStatementAst(left.start, right.end, left, operator.kind, right, (operator.start, operator.end))
    if left.__class__ not in _TARGETS:
        r.suspects.append(assignment)
    return assignment


def of_expression(expression: ExpressionAst) -> PipelineAst:
    """A pipeline of nothing but an expression."""
    element = CommandExpressionAst(expression.start, expression.end, expression, [])
    return PipelineAst(expression.start, expression.end, [element], False)
