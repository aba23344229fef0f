"""Attributes and type constraints in square brackets."""

from __future__ import annotations

from pipeline.powershell.nodes import (
    AnyTypeName,
    AttributeAst,
    AttributeBaseAst,
    ConstantExpressionAst,
    ErrorExpressionAst,
    ExpressionAst,
    NamedAttributeArgumentAst,
    ScriptBlockExpressionAst,
    StringConstantExpressionAst,
    TypeConstraintAst,
    TypeExpressionAst,
)
from pipeline.powershell.tokens import Token

from . import expressions, primary, recovery, type_names
from .reader import EXPRESSION, MAX_DEPTH, Reader, TooDeepError

_CONSTANTS = frozenset({ConstantExpressionAst, StringConstantExpressionAst, ScriptBlockExpressionAst, TypeExpressionAst})


def attribute_list(r: Reader, *, in_expression: bool) -> list[AttributeBaseAst]:
    """All attributes and types here; between those of an expression no line may end."""
    found: list[AttributeBaseAst] = []
    while (one := attribute(r)) is not None:
        found.append(one)
        if not in_expression or one.__class__ is AttributeAst:
            r.skip_newlines()
    return found


def attribute(r: Reader) -> AttributeBaseAst | None:
    """One attribute or type."""
    ahead = r.ahead
    if ahead is None:
        at = r.patterns.space(r.text, r.pos, r.end).end()  # type: ignore[union-attr]
        if at < r.end and r.text[at] not in "[`<#":
            return None
    elif ahead.kind == "Generic" and r.text[ahead.start] == "[":
        r.resync(ahead.start)
    elif ahead.kind != "LBracket":
        return None
    mode = r.set_mode(EXPRESSION)
    bracket = r.peek()
    if bracket.kind != "LBracket":
        r.set_mode(mode)
        return None
    r.ahead = None
    r.skip_newlines()
    found = type_names.type_name(r, assembly=True)
    if found is None:
        r.resync(bracket.start)
        r.missing("MissingTypename", bracket.end)
        r.set_mode(mode)
        return None
    name, first = found
    following = r.peek()
    if following.kind == "LParen":
        r.ahead = None
        first.flags = "TA"
        result: AttributeBaseAst = _with_arguments(r, bracket, name, following)
    else:
        end = name.end
        if following.kind == "RBracket":
            r.ahead = None
            end = following.end
        else:
            r.error("EndSquareBracketExpectedAtEndOfAttribute", r.before(following), r.before(following))
        result = TypeConstraintAst(bracket.start, end, name)
    r.set_mode(mode)
    return result


def _with_arguments(r: Reader, bracket: Token, name: AnyTypeName, opening: Token) -> AttributeAst:
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    positional: list[ExpressionAst] = []
    named: list[NamedAttributeArgumentAst] = []
    commas, r.commas = r.commas, False
    end = _arguments(r, positional, named, opening.end)
    r.commas = commas
    closing = r.peek()
    closed = closing.kind == "RParen"
    if closed:
        r.ahead = None
        end = closing.end
    else:
        r.missing("MissingEndParenthesisInExpression", end)
    r.skip_newlines()
    last = r.peek()
    if last.kind == "RBracket":
        r.ahead = None
        end = last.end
    elif closed:
        r.missing("EndSquareBracketExpectedAtEndOfAttribute", end)
    r.depth -= 1
    result = AttributeAst(bracket.start, end, name, positional, named)
    if not all(one.__class__ in _CONSTANTS for one in positional) or not all(one.argument.__class__ in _CONSTANTS for one in named):
        r.suspects.append(result)
    return result


def _arguments(r: Reader, positional: list[ExpressionAst], named: list[NamedAttributeArgumentAst], end: int) -> int:
    """The arguments, and where the last of them ends."""
    comma: Token | None = None
    seen: set[str] = set()
    while True:
        r.skip_newlines()
        name = primary.simple_name(r)
        if name is not None:
            argument = _named(r, name.start, name.end, name.value)
            if name.value.lower() in seen:
                r.error("DuplicateNamedArgument", name.start, name.end, name.value)
            else:
                named.append(argument)
            seen.add(name.value.lower())
            if not argument.expression_omitted:
                end = argument.end
        else:
            value = expressions.expression(r)
            if value is not None:
                positional.append(value)
                end = value.end
            elif comma is not None:
                r.missing("MissingExpressionAfterToken", comma.end, ",")
                positional.append(ErrorExpressionAst(comma.end, comma.end, []))
                end = comma.end
        r.skip_newlines()
        token = r.peek()
        if token.kind != "Comma":
            return end
        r.ahead = None
        comma = token
        end = comma.end


def _named(r: Reader, start: int, end: int, name: str) -> NamedAttributeArgumentAst:
    equals = r.peek()
    if equals.kind != "Equals":
        return NamedAttributeArgumentAst(start, end, name, ConstantExpressionAst(start, end, True, "Boolean"), True)
    r.ahead = None
    r.skip_newlines()
    value = expressions.expression(r)
    if value is None:
        r.missing("MissingExpressionInNamedArgument", equals.end)
        value = ErrorExpressionAst(equals.end, equals.end, [])
        recovery.sync(r, "Comma", "RParen", "RBracket", "NewLine", take=True)
    return NamedAttributeArgumentAst(start, value.end, name, value, False)
