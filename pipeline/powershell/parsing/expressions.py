"""Operators: ternary, binary, lists with commas, unary, casts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.nodes import (
    ArrayLiteralAst,
    AttributeAst,
    AttributedExpressionAst,
    BinaryExpressionAst,
    CommandParameterAst,
    ConvertExpressionAst,
    ErrorExpressionAst,
    ExpressionAst,
    TernaryExpressionAst,
    TypeConstraintAst,
    TypeExpressionAst,
    UnaryExpressionAst,
    VariableExpressionAst,
)
from pipeline.powershell.tokens import BINARY_PRECEDENCE, UNARY_OPERATORS, Token

from . import attributes, members, number_tokens, primary
from .reader import MAX_DEPTH, Reader, TooDeepError

if TYPE_CHECKING:
    from pipeline.powershell.nodes import AttributeBaseAst

_SIGNS = ("Minus", "Plus")
_NO_OPERATOR = frozenset({"NewLine", "RParen", "RCurly", "Equals", "Semi", "Pipe", "EndOfInput", "RBracket"})
_POSTFIX = {"PlusPlus": "PostfixPlusPlus", "MinusMinus": "PostfixMinusMinus"}


def expression(r: Reader) -> ExpressionAst | None:
    """Any expression, in expression mode."""
    first = unary(r)
    # Most expressions are one operand: what follows says so at once.
    if first is None or (r.ahead or r.peek()).kind in _NO_OPERATOR:
        return first
    condition = _binary(r, _array_literal(r, first))
    if r.peek().kind != "QuestionMark":
        return condition
    return _ternary(r, condition)


def _ternary(r: Reader, condition: ExpressionAst) -> ExpressionAst:
    question = r.next()
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    r.skip_newlines()
    before, r.number_stops_at_colon = r.number_stops_at_colon, True
    if_true = expression(r) or _missing_operand(r, question)
    r.number_stops_at_colon = before
    r.skip_newlines()
    colon = r.peek()
    if colon.kind == "Colon":
        r.next()
        r.skip_newlines()
        if_false = expression(r) or _missing_operand(r, colon)
    else:
        if not isinstance(if_true, ErrorExpressionAst):
            r.missing("MissingColonInTernaryExpression", if_true.end)
        if_false = ErrorExpressionAst(if_true.end, if_true.end, [])
    r.depth -= 1
    return TernaryExpressionAst(condition.start, if_false.end, condition, if_true, if_false)


def _missing_operand(r: Reader, operator: Token) -> ErrorExpressionAst:
    r.missing("MissingExpressionAfterOperator", operator.end, r.text[operator.start:operator.end])
    return ErrorExpressionAst(operator.start, operator.end, [])


def _missing_value(r: Reader, operator: Token) -> ErrorExpressionAst:
    r.missing("ExpectedValueExpression", operator.end, r.text[operator.start:operator.end])
    return ErrorExpressionAst(operator.end, operator.end, [])


def _binary(r: Reader, left: ExpressionAst) -> ExpressionAst:
    """Operands with binary operators between them, by precedence; equal ones bind to the left."""
    operator = r.ahead or r.peek()
    precedence = BINARY_PRECEDENCE.get(operator.kind)
    if precedence is None:
        return left if operator.kind != "Parameter" else _no_operator(r, left)
    operands = [left]
    operators: list[tuple[int, Token]] = []
    while precedence is not None:
        r.ahead = None
        r.skip_newlines()
        first = unary(r)
        right = _missing_value(r, operator) if first is None else _array_literal(r, first)
        while operators and operators[-1][0] >= precedence:
            _reduce(operands, operators)
        operators.append((precedence, operator))
        operands.append(right)
        operator = r.ahead or r.peek()
        precedence = BINARY_PRECEDENCE.get(operator.kind)
    while operators:
        _reduce(operands, operators)
    return operands[0] if operator.kind != "Parameter" else _no_operator(r, operands[0])


def _no_operator(r: Reader, left: ExpressionAst) -> ErrorExpressionAst:
    """`-name` behind an operand: perhaps an operator with a slip in it."""
    token = r.next()
    r.error("UnexpectedToken", token.start, token.end, r.text[token.start:token.end])
    parameter = CommandParameterAst(token.start, token.end, str(token.value), None, (token.start, token.end))
    return ErrorExpressionAst(left.start, token.end, [left, parameter])


def _reduce(operands: list[ExpressionAst], operators: list[tuple[int, Token]]) -> None:
    right = operands.pop()
    left = operands[-1]
    operator = operators.pop()[1]
    operands[-1] = BinaryExpressionAst(left.start, right.end, left, operator.kind, right, (operator.start, operator.end))


def _array_literal(r: Reader, first: ExpressionAst) -> ExpressionAst:
    """The operand alone, or with more behind commas."""
    comma = r.ahead or r.peek()
    if comma.kind != "Comma" or not r.commas:
        return first
    elements = [first]
    while comma.kind == "Comma":
        r.ahead = None
        r.skip_newlines()
        element = unary(r)
        if element is None:
            r.missing("MissingExpressionAfterToken", comma.end, ",")
            elements.append(ErrorExpressionAst(comma.start, comma.end, []))
            break
        elements.append(element)
        comma = r.ahead or r.peek()
    return ArrayLiteralAst(first.start, elements[-1].end, elements)


def unary(r: Reader) -> ExpressionAst | None:
    """An operand with what stands before and behind it."""
    token = r.ahead or r.peek()
    kind = token.kind
    operand: ExpressionAst | None
    if kind == "Variable" and ":" not in token.value:  # type: ignore[operator]
        r.ahead = None
        operand = VariableExpressionAst(token.start, token.end, token.value, False)  # type: ignore[arg-type]
    elif kind == "LBracket":
        operand = _bracketed(r, token)
        if operand is None or operand.__class__ is ErrorExpressionAst:
            return operand
    elif kind in UNARY_OPERATORS and not (kind in _SIGNS and number_tokens.signed_number(r, token)):
        operand = _prefixed(r, token)
        if operand is None or operand.__class__ is ErrorExpressionAst:
            return operand
    else:
        operand = primary.bare(r)
        if operand is None:
            return None
    if r.ahead is None and r.pos < r.end and r.text[r.pos] in ".[:?<":
        operator = members.member_operator(r, brackets=True)
        if operator is not None:
            operand = members.postfix(r, operand, operator)
    postfix = _POSTFIX.get((r.ahead or r.peek()).kind)
    if postfix is not None:
        operand = _increment(r, UnaryExpressionAst(operand.start, r.next().end, postfix, operand))
    return operand


def _increment(r: Reader, node: UnaryExpressionAst) -> UnaryExpressionAst:
    if node.child.__class__ is not VariableExpressionAst:
        r.suspects.append(node)
    return node


def _prefixed(r: Reader, operator: Token) -> ExpressionAst | None:
    if operator.kind == "Comma" and not r.commas:
        return None
    r.next()
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    r.skip_newlines()
    child = unary(r)
    r.depth -= 1
    if child is None:
        return _missing_operand(r, operator)
    if operator.kind == "Comma":
        return ArrayLiteralAst(operator.start, child.end, [child])
    node = UnaryExpressionAst(operator.start, child.end, operator.kind, child)
    return _increment(r, node) if operator.kind in _POSTFIX else node


def _bracketed(r: Reader, bracket: Token) -> ExpressionAst | None:
    """Casts, attributes before an expression, or a type."""
    found = attributes.attribute_list(r, in_expression=True)
    if not found:
        return None
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    last = found.pop()
    if isinstance(last, AttributeAst):
        result = _attributed(r, bracket, last, found)
        if isinstance(result, ErrorExpressionAst):
            r.depth -= 1
            return result
    else:
        result = _typed(r, last)
    while found:
        result = _apply(r, found.pop(), result)
    r.depth -= 1
    return result


def _attributed(r: Reader, bracket: Token, attribute: AttributeAst, before: list[AttributeBaseAst]) -> ExpressionAst:
    r.skip_newlines()
    child = unary(r)
    if child is None:
        r.unfinished("UnexpectedAttribute", attribute.start, attribute.end, attribute.type_name.full_name)
        return ErrorExpressionAst(bracket.start, attribute.end, [*before, attribute])
    return _suspect(r, AttributedExpressionAst(attribute.start, child.end, attribute, child))


def _suspect(r: Reader, node: AttributedExpressionAst) -> AttributedExpressionAst:
    r.suspects.append(node)
    return node


def _typed(r: Reader, constraint: AttributeBaseAst) -> ExpressionAst:
    assert isinstance(constraint, TypeConstraintAst)  # noqa: S101 - the only other kind of attribute
    if r.ahead is None:
        operator = members.member_operator(r, brackets=False)
        if operator is not None:
            return members.postfix(r, TypeExpressionAst(constraint.start, constraint.end, constraint.type_name), operator)
    following = r.peek()
    if following.kind not in {"NewLine", "Comma"}:
        child = unary(r)
        if child is not None:
            return _convert(r, constraint, child)
    return TypeExpressionAst(constraint.start, constraint.end, constraint.type_name)


def _apply(r: Reader, attribute: AttributeBaseAst, child: ExpressionAst) -> ExpressionAst:
    if isinstance(attribute, TypeConstraintAst):
        return _convert(r, attribute, child)
    return _suspect(r, AttributedExpressionAst(attribute.start, child.end, attribute, child))


def _convert(r: Reader, constraint: TypeConstraintAst, child: ExpressionAst) -> ConvertExpressionAst:
    node = ConvertExpressionAst(constraint.start, child.end, constraint, child)
    if constraint.type_name.name.lower() == "ordered":
        r.suspects.append(node)
    return node
