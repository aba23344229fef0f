"""Pipelines, chains of them, and assignments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.powershell.nodes import (
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
from pipeline.powershell.tokens import ASSIGNMENT_OPERATORS

from . import commands, expressions, statements
from .reader import COMMAND, EXPRESSION, MAX_DEPTH, Reader, TooDeepError

if TYPE_CHECKING:
    from pipeline.powershell.nodes import RedirectionAst
    from pipeline.powershell.tokens import Token

_PERHAPS_CONTINUED = re.compile(r"\s*+[|&#<]").match
_CONTINUED = re.compile(r"(?:\s|#[^\r\n]*+|<#[^#]*+(?:#(?!>)[^#]*+)*#>)*(?:\||&&)").match
_BEGINS_COMMAND = frozenset("_%?&\\~")
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
    while operator.kind in {"AndAnd", "OrOr"}:
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


def pipeline(r: Reader) -> PipelineBaseAst | None:
    """Elements with `|` between them, or an assignment; None when nothing stands here."""
    elements: list[CommandBaseAst] = []
    pipe: Token | None = None
    while True:
        expression = None
        if not _begins_command(r):
            mode = r.set_mode(EXPRESSION)
            expression = expressions.expression(r)
            if expression is not None:
                operator = r.ahead or r.peek()
                if operator.kind in ASSIGNMENT_OPERATORS and not elements:
                    r.ahead = None
                    r.mode = mode
                    return _assignment(r, expression, operator)
            r.set_mode(mode)
        element = commands.command(r) if expression is None else _expression_element(r, expression, first=not elements)
        if element is not None:
            elements.append(element)
        elif pipe is not None:
            r.missing("EmptyPipeElement", pipe.end)
        elif r.peek().kind == "Pipe":
            pipe = r.peek()
            r.error("EmptyPipeElement", pipe.start, pipe.end)
        token = r.ahead or r.peek()
        kind = token.kind
        if kind == "NewLine":
            if not _PERHAPS_CONTINUED(r.text, token.end, r.end) or not _CONTINUED(r.text, token.end, r.end):
                break
            r.skip_newlines()
            token = r.peek()
            kind = token.kind
        if kind == "Pipe":
            r.ahead = None
            r.skip_newlines()
            pipe = token
            if r.ahead is None and r.pos < r.end:
                continue
            if r.peek().kind == "EndOfInput":
                r.missing("EmptyPipeElement", token.end)
                break
            continue
        if kind not in _ENDS and kind not in ("AndAnd", "OrOr", "Ampersand"):
            r.error("UnexpectedToken", token.start, token.end, r.text[token.start : token.end])
        break
    if not elements:
        return None
    return PipelineAst(elements[0].start, elements[-1].end, elements, False)


def _begins_command(r: Reader) -> bool:
    """Whether what stands here cannot be an operand, so that it need not be read as one first."""
    if r.mode != COMMAND:
        return False
    ahead = r.ahead
    if ahead is not None:
        char = r.text[ahead.start] if ahead.start < r.end else ""
    else:
        at = r.patterns.space(r.text, r.pos, r.end).end()  # type: ignore[union-attr]
        char = r.text[at] if at < r.end else ""
    return char.isalpha() or char in _BEGINS_COMMAND


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
        raise TooDeepError
    right = statements.statement(r, r.skip_newlines())
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
