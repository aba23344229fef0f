"""Functions, filters, workflows and data sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell.nodes import (
    DataStatementAst,
    ErrorExpressionAst,
    ExpressionAst,
    FunctionDefinitionAst,
    ParameterAst,
    StringConstantExpressionAst,
)
from pipeline.powershell.tokens import KEYWORD_KINDS

from . import blocks, commands, parameter_lists, statements
from .conditionals import failed

if TYPE_CHECKING:
    from pipeline.powershell.nodes import StatementAst
    from pipeline.powershell.tokens import Token

    from .reader import Reader

WORDS: Final = KEYWORD_KINDS | {"Identifier", "Generic"}


def function(r: Reader, keyword: Token) -> StatementAst:
    """`function name (parameters) { }`."""
    r.skip_newlines()
    name = function_name(r)
    if name is None:
        r.missing("MissingNameAfterKeyword", keyword.end, r.text[keyword.start:keyword.end])
        return failed(keyword.start, keyword.end, keyword)
    r.skip_newlines()
    parameters: list[ParameterAst] | None = None
    end = name.end
    opening = r.peek()
    broken = False
    if opening.kind == "LParen":
        r.ahead = None
        parameters = parameter_lists.parameter_list(r)
        r.skip_newlines()
        closing = r.peek()
        if closing.kind == "RParen":
            r.ahead = None
            end = closing.end
        else:
            end = parameters[-1].end if parameters else opening.end
            r.missing("MissingEndParenthesisInFunctionParameterList", end)
            broken = True
    r.skip_newlines()
    brace = r.peek()
    if brace.kind != "LCurly":
        if not broken:
            r.missing("MissingFunctionBody", end)
        broken = True
    if broken:
        return failed(keyword.start, end, keyword, *(parameters or []))
    r.ahead = None
    is_filter, is_workflow = keyword.kind == "Filter", keyword.kind == "Workflow"
    body = blocks.script_block(r, brace, is_filter=is_filter)
    if is_workflow:
        r.error("WorkflowNotSupportedInPowerShellCore", keyword.start, body.end)
    result = FunctionDefinitionAst(keyword.start, body.end, is_filter, is_workflow, name.value, name.start, name.end, parameters, body)
    if parameters is not None or (body.param_block is not None and len(body.param_block.parameters) > 1):
        r.suspects.append(result)
    return result


def function_name(r: Reader) -> StringConstantExpressionAst | None:
    """A word, in which nothing is expanded."""
    token = r.peek()
    if token.kind in WORDS:
        r.ahead = None
        return StringConstantExpressionAst(token.start, token.end, "BareWord", str(token.value))
    if token.kind in ("NewLine", "EndOfInput", "LParen", "LCurly"):
        return None
    found = commands.single_argument(r)
    if found is None:
        return None
    if isinstance(found, StringConstantExpressionAst):
        return found
    return StringConstantExpressionAst(found.start, found.end, "BareWord", r.text[found.start:found.end])


def data(r: Reader, keyword: Token) -> StatementAst:
    """`data name -supportedCommand names { }`."""
    r.skip_newlines()
    variable: str | None = None
    end = keyword.end
    token = r.peek()
    if token.kind in ("Identifier", "Generic"):
        r.ahead = None
        variable, end = str(token.value), token.end
    allowed: list[ExpressionAst] = []
    r.skip_newlines()
    token = r.peek()
    if token.kind == "Parameter" and isinstance(token.value, str) and token.value and "supportedcommand".startswith(token.value.lower()):
        r.ahead = None
        end = _allowed_commands(r, token, allowed)
    r.skip_newlines()
    body = statements.statement_block(r)
    if body is None:
        r.missing("MissingStatementBlockForDataSection", end)
        return failed(keyword.start, end, keyword, *allowed)
    return DataStatementAst(keyword.start, body.end, variable, allowed, body)


def _allowed_commands(r: Reader, option: Token, allowed: list[ExpressionAst]) -> int:
    comma: Token = option
    while True:
        r.skip_newlines()
        one = commands.single_argument(r)
        if one is None:
            r.missing("MissingValueForSupportedCommandInDataSection", comma.end)
            allowed.append(ErrorExpressionAst(comma.start, comma.end, []))
            return comma.end
        allowed.append(one)
        r.skip_newlines()
        token = r.peek()
        if token.kind != "Comma":
            return one.end
        r.ahead = None
        comma = token

