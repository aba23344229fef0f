"""Operands: literals, variables, brackets, hashtables, script blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.nodes import (
    ArrayExpressionAst,
    ConstantExpressionAst,
    ErrorStatementAst,
    ExpandableStringExpressionAst,
    ExpressionAst,
    HashtableAst,
    ParenExpressionAst,
    ScriptBlockExpressionAst,
    StatementAst,
    StatementBlockAst,
    StringConstantExpressionAst,
    SubExpressionAst,
    UsingExpressionAst,
    VariableExpressionAst,
)

from . import blocks, expressions, members, nested, pipelines, recovery, statements
from .reader import COMMAND, EXPRESSION, MAX_DEPTH, Reader, TooDeepError

if TYPE_CHECKING:
    from pipeline.powershell.nodes import TrapStatementAst
    from pipeline.powershell.tokens import Token

_STRING_KINDS = {
    "StringLiteral": "SingleQuoted", "HereStringLiteral": "SingleQuotedHereString", "StringExpandable": "DoubleQuoted",
    "HereStringExpandable": "DoubleQuotedHereString", "Generic": "BareWord",
}


def primary(r: Reader) -> ExpressionAst | None:
    """An operand with its members, indexes and calls; None when no operand stands here."""
    operand = bare(r)
    if operand is None or r.ahead is not None:
        return operand
    operator = members.member_operator(r, brackets=True)
    return operand if operator is None else members.postfix(r, operand, operator)


def bare(r: Reader) -> ExpressionAst | None:
    """An operand without members."""
    token = r.next()
    kind = token.kind
    if kind in {"Variable", "SplattedVariable"}:
        return variable(r, token)
    if kind == "Number":
        value, type_name = token.value  # type: ignore[misc]
        return ConstantExpressionAst(token.start, token.end, value, type_name)  # type: ignore[has-type]
    if kind in _STRING_KINDS and kind != "Generic":
        return string(r, token)
    if kind == "LParen":
        return paren(r, token)
    if kind in {"DollarParen", "AtParen"}:
        return sub_expression(r, token)
    if kind == "AtCurly":
        return hashtable(r, token)
    if kind == "LCurly":
        return script_block(r, token)
    r.ahead = token
    return None


def variable(r: Reader, token: Token) -> ExpressionAst:
    """`$name`, `@name`, or `$using:name`."""
    path = token.value
    assert isinstance(path, str)  # noqa: S101 - the lexer's promise
    node = VariableExpressionAst(token.start, token.end, path, token.kind == "SplattedVariable")
    if token.kind == "SplattedVariable":
        r.suspects.append(node)
    if ":" in path and path[:6].lower() == "using:":
        node.user_path = path[6:]
        return UsingExpressionAst(token.start, token.end, node)
    return node


def string(r: Reader, token: Token) -> ExpressionAst:
    """A quoted string or a bare word; with nested expressions an expandable one."""
    value = token.value
    assert isinstance(value, str)  # noqa: S101 - the lexer's promise
    if token.nested is None:
        return StringConstantExpressionAst(token.start, token.end, _STRING_KINDS[token.kind], value)
    return ExpandableStringExpressionAst(token.start, token.end, _STRING_KINDS[token.kind], value, nested.nested_expressions(r, token))


def paren(r: Reader, opening: Token) -> ParenExpressionAst:
    """`( pipeline )`, behind the bracket."""
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    mode, commas = r.set_mode(COMMAND), r.commas
    r.commas = True
    r.skip_newlines()
    pipeline = pipelines.pipeline_chain(r)
    if pipeline is None:
        r.missing("ExpectedExpression", opening.end)
        pipeline = ErrorStatementAst(opening.end, opening.end, None, [], [], [], [])
    r.skip_newlines()
    end = pipeline.end
    closing = r.peek()
    if closing.kind == "RParen":
        r.ahead = None
        end = closing.end
    else:
        r.missing("MissingEndParenthesisInExpression", end)
    r.commas = commas
    r.set_mode(mode)
    r.depth -= 1
    return ParenExpressionAst(opening.start, end, pipeline)


def sub_expression(r: Reader, opening: Token) -> ExpressionAst:
    """`$( statements )` or `@( statements )`, behind the bracket."""
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    mode, commas = r.set_mode(COMMAND), r.commas
    r.commas = True
    body: list[StatementAst] = []
    traps: list[TrapStatementAst] = []
    extent = statements.statement_list(r, body, traps)
    closing = r.peek()
    if closing.kind == "RParen":
        r.ahead = None
        end = closing.end
    else:
        end = extent[1] if extent else opening.end
        r.expected("MissingEndParenthesisInSubexpression", closing)
    r.commas = commas
    r.set_mode(mode)
    r.depth -= 1
    start, stop = extent or (0, 0)
    block = StatementBlockAst(start, stop, body, traps)
    if opening.kind == "DollarParen":
        return SubExpressionAst(opening.start, end, block)
    return ArrayExpressionAst(opening.start, end, block)


def script_block(r: Reader, opening: Token) -> ScriptBlockExpressionAst:
    """`{ ... }`, behind the brace."""
    block = blocks.script_block(r, opening)
    return ScriptBlockExpressionAst(block.start, block.end, block)


def hashtable(r: Reader, opening: Token) -> HashtableAst:
    """`@{ key = statement; ... }`, behind the brace."""
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    mode, commas = r.set_mode(EXPRESSION), r.commas
    r.commas = False
    pairs: list[tuple[ExpressionAst, StatementAst]] = []
    r.skip_newlines()
    while (pair := _pair(r, mode)) is not None:
        pairs.append(pair)
        kind = r.peek().kind
        if kind not in {"NewLine", "Semi"}:
            break
        r.skip_newlines_and_semicolons()
    closing = r.peek()
    if closing.kind == "RCurly":
        r.ahead = None
        end = closing.end
    else:
        r.error("MissingEndCurlyBrace", opening.end, opening.end, incomplete=closing.kind == "EndOfInput")
        end = r.before(closing)
    r.commas = commas
    r.set_mode(mode)
    r.depth -= 1
    table = HashtableAst(opening.start, end, pairs)
    if len(pairs) > 1 and len({str(getattr(key, "value", key)).lower() for key, _ in pairs}) < len(pairs):
        r.suspects.append(table)
    return table


def _pair(r: Reader, outer: int) -> tuple[ExpressionAst, StatementAst] | None:
    key = label_or_key(r)
    if key is None:
        return None
    equals = r.peek()
    value: StatementAst | None
    if equals.kind != "Equals":
        r.error("MissingEqualsInHashLiteral", key.end, key.end)
        r.mode = outer
        recovery.sync(r, "RCurly", "Semi", "NewLine")
        r.mode = EXPRESSION
        return key, ErrorStatementAst(key.end, key.end, None, [], [], [], [])
    r.ahead = None
    r.mode = COMMAND
    r.commas = True
    value = statements.statement(r, r.skip_newlines())
    r.commas = False
    if value is None:
        r.missing("MissingStatementInHashLiteral", equals.end)
        value = ErrorStatementAst(equals.end, equals.end, None, [], [], [], [])
    r.set_mode(EXPRESSION)
    return key, value


def label_or_key(r: Reader) -> ExpressionAst | None:
    """A word that stands for itself, or an operand."""
    word = simple_name(r)
    return word if word is not None else expressions.unary(r)


def simple_name(r: Reader) -> StringConstantExpressionAst | None:
    """A bare identifier."""
    token = r.peek()
    if token.kind != "Identifier":
        return None
    r.ahead = None
    token.flags = "M"
    return StringConstantExpressionAst(token.start, token.end, "BareWord", r.text[token.start:token.end])
