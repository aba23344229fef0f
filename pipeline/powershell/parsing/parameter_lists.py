"""`param ( ... )`, and the parameters of functions and methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.nodes import AttributeBaseAst, ParamBlockAst, ParameterAst, VariableExpressionAst

from . import attributes, expressions, recovery
from .reader import EXPRESSION

if TYPE_CHECKING:
    from pipeline.powershell.tokens import Token

    from .reader import Reader


def param_block(r: Reader) -> ParamBlockAst | None:
    """`[attributes] param ( ... )` at the beginning of a block; None, with nothing taken, when there is none."""
    r.skip_newlines_and_semicolons()
    token = r.peek()
    found: list[AttributeBaseAst] = []
    restore = token.start
    if token.kind == "Generic" and r.text[token.start] == "[":
        errors = len(r.errors)
        found = attributes.attribute_list(r, in_expression=False)
        token = r.peek()
        if token.kind != "Param":
            r.forget(restore, errors)
            return None
    elif token.kind != "Param":
        return None
    r.ahead = None
    r.skip_newlines()
    opening = r.peek()
    if opening.kind != "LParen":
        r.resync(restore)
        return None
    r.ahead = None
    parameters = parameter_list(r)
    r.skip_newlines()
    closing = r.peek()
    end = closing.end
    if closing.kind == "RParen":
        r.ahead = None
    else:
        r.missing("MissingEndParenthesisInFunctionParameterList", parameters[-1].end if parameters else opening.end)
        end = r.before(closing)
    return ParamBlockAst(token.start, end, found, parameters)


def parameter_list(r: Reader) -> list[ParameterAst]:
    """Parameters with commas between them, behind the bracket."""
    parameters: list[ParameterAst] = []
    comma: Token | None = None
    while True:
        parameter = _parameter(r)
        if parameter is None:
            if comma is not None:
                r.missing("MissingExpressionAfterToken", comma.end, ",")
            return parameters
        parameters.append(parameter)
        r.skip_newlines()
        token = r.peek()
        if token.kind != "Comma":
            return parameters
        r.ahead = None
        comma = token


def _parameter(r: Reader) -> ParameterAst | None:
    mode, commas = r.set_mode(EXPRESSION), r.commas
    r.commas = False
    r.skip_newlines()
    found = attributes.attribute_list(r, in_expression=False)
    token = r.peek()
    result = None
    if token.kind in {"Variable", "SplattedVariable"}:
        r.ahead = None
        result = _named_parameter(r, token, found)
    elif found:
        result = _unnamed_parameter(r, found)
    r.commas = commas
    r.set_mode(mode)
    return result


def _named_parameter(r: Reader, token: Token, found: list[AttributeBaseAst]) -> ParameterAst:
    assert isinstance(token.value, str)  # noqa: S101 - the lexer's promise
    name = VariableExpressionAst(token.start, token.end, token.value, token.kind == "SplattedVariable")
    if name.splatted:
        r.suspects.append(name)
    default, end = None, token.end
    r.skip_newlines()
    equals = r.peek()
    if equals.kind == "Equals":
        r.ahead = None
        r.skip_newlines()
        default = expressions.expression(r)
        if default is None:
            r.missing("MissingExpressionAfterToken", equals.end, "=")
        else:
            end = default.end
    return ParameterAst(found[0].start if found else token.start, end, name, found, default)


def _unnamed_parameter(r: Reader, found: list[AttributeBaseAst]) -> ParameterAst:
    """Attributes without a variable: the rest of the list is skipped."""
    start, end = found[0].start, found[-1].end
    r.missing("InvalidFunctionParameter", end)
    recovery.sync(r, "RParen", take=True)
    return ParameterAst(start, end, VariableExpressionAst(start, end, "__error__", False), found, None)
