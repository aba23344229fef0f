"""Operators: ternary, binary, lists with commas, unary, casts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..nodes import (
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
from ..tokens import BINARY_PRECEDENCE, UNARY_OPERATORS, Token
from . import attributes, members, primary
from .reader import MAX_DEPTH, Reader, TooDeep

if TYPE_CHECKING:
    from ..nodes import AttributeBaseAst

_POSTFIX = {"PlusPlus": "PostfixPlusPlus", "MinusMinus": "PostfixMinusMinus"}


def expression(r: Reader) -> ExpressionAst | None:
    """Any expression, in expression mode."""
    condition = binary(r)
    if condition is None or r.peek().kind != "QuestionMark":
        return condition
    return _ternary(r, condition)


def _ternary(r: Reader, condition: ExpressionAst) -> ExpressionAst:
    question = r.next()
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeep
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


def binary(r: Reader) -> ExpressionAst | None:
    """Operands with binary operators between them, by precedence; equal ones bind to the left."""
    left = array_literal(r)
    if left is None:
        return None
    operator = r.ahead or r.peek()
    precedence = BINARY_PRECEDENCE.get(operator.kind)
    if precedence is None:
        return left if operator.kind != "Parameter" else _no_operator(r, left)
    operands = [left]
    operators: list[tuple[int, Token]] = []
    while precedence is not None:
        r.ahead = None
        r.skip_newlines()
        right = array_literal(r) or _missing_value(r, operator)
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


def array_literal(r: Reader) -> ExpressionAst | None:
    """One operand, or several with commas."""
    first = unary(r)
    if first is None or not r.commas:
        return first
    comma = r.ahead or r.peek()
    if comma.kind != "Comma":
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
    """An operand with what stands before it."""
    ahead = r.ahead
    if ahead is not None and ahead.kind == "Minus":
        r.resync(ahead.start)
    before, r.signed = r.signed, True
    token = r.peek()
    r.signed = before
    result: ExpressionAst | None
    if token.kind in UNARY_OPERATORS:
        result = _prefixed(r, token)
    elif token.kind == "LBracket":
        result = _bracketed(r, token)
    else:
        result = primary.primary(r)
    if result is None or isinstance(result, ErrorExpressionAst):
        return result
    postfix = _POSTFIX.get((r.ahead or r.peek()).kind)
    if postfix is not None:
        result = _increment(r, UnaryExpressionAst(result.start, r.next().end, postfix, result))
    return result


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
        raise TooDeep
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
        raise TooDeep
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
        r.error("UnexpectedAttribute", attribute.start, attribute.end, attribute.type_name.full_name)
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
    if following.kind != "NewLine" and following.kind != "Comma":
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
