"""What follows an operand without a blank: members, calls and indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.nodes import (
    CommandElementAst,
    ErrorExpressionAst,
    ExpressionAst,
    IndexExpressionAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    StringConstantExpressionAst,
)
from pipeline.powershell.tokens import Token

from . import commands, comments, expressions, primary, type_names
from .reader import COMMAND, EXPRESSION, MAX_DEPTH, Reader, TooDeepError

if TYPE_CHECKING:
    from pipeline.powershell.nodes import AnyTypeName


def member_operator(r: Reader, *, brackets: bool) -> Token | None:
    """`.`, `::`, `?.`, and with `brackets` `[` and `?[`, right at the reader's place or behind block comments."""
    while r.text.startswith("<#", r.pos, r.end):
        comments.block_comment(r, r.pos)
    text, pos, stop = r.text, r.pos, r.end
    if pos >= stop:
        return None
    char = text[pos]
    following = text[pos + 1] if pos + 1 < stop else ""
    if char == ".":
        if following == "." or (r.mode == COMMAND and (not following or following.isspace())):
            return None
        return r.take("Dot", 1)
    if char == "[":
        return r.take("LBracket", 1) if brackets else None
    if char == ":":
        if following != ":" or (r.mode == COMMAND and text[pos + 2:pos + 3].isspace()):
            return None
        return r.take("ColonColon", 2)
    if char == "?":
        if following == "." and text[pos + 2:pos + 3] != ".":
            return r.take("QuestionDot", 2)
        if following == "[" and brackets:
            return r.take("QuestionLBracket", 2)
    return None


def postfix(r: Reader, operand: ExpressionAst, operator: Token | None) -> ExpressionAst:
    """All members, calls and indexes from `operator` on."""
    while operator is not None:
        suffix = _index if operator.kind in {"LBracket", "QuestionLBracket"} else _member
        operand = suffix(r, operand, operator)
        operator = member_operator(r, brackets=True) if r.ahead is None else None
    return operand


def _index(r: Reader, target: ExpressionAst, bracket: Token) -> IndexExpressionAst:
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    mode, commas = r.set_mode(EXPRESSION), r.commas
    r.commas = True
    r.skip_newlines()
    index = expressions.expression(r)
    missing = index is None
    if index is None:
        r.missing("MissingArrayIndexExpression", bracket.end)
        index = ErrorExpressionAst(bracket.start, bracket.end, [])
    r.skip_newlines()
    closing = r.peek()
    end = index.end
    if closing.kind == "RBracket":
        r.ahead = None
        end = closing.end
    elif not missing:
        r.missing("MissingEndSquareBracket", index.end)
    r.commas = commas
    r.set_mode(mode)
    r.depth -= 1
    return IndexExpressionAst(target.start, end, target, index, bracket.kind == "QuestionLBracket")


def _member(r: Reader, target: ExpressionAst, operator: Token) -> ExpressionAst:
    member = _member_name(r)
    static, conditional = operator.kind == "ColonColon", operator.kind == "QuestionDot"
    if member is None:
        r.missing("MissingPropertyName", operator.end)
        member = commands.single_argument(r) or ErrorExpressionAst(target.start, operator.end, [])
    elif r.ahead is None:
        generics = type_names.method_type_arguments(r)
        char = r.text[r.pos:r.pos + 1] if r.pos < r.end else ""
        if char == "(":
            return _invoke(r, target, member, r.take("LParen", 1), static, conditional, generics)
        if char == "{":
            block = primary.script_block(r, r.take("LCurly", 1))
            return InvokeMemberExpressionAst(target.start, block.end, target, member, static, conditional, [block], generics)
    return MemberExpressionAst(target.start, member.end, target, member, static, conditional)


def _member_name(r: Reader) -> CommandElementAst | None:
    if r.ahead is None:
        found = r.patterns.identifier(r.text, r.pos, r.end)
        if found is not None:
            start, r.pos = found.span()
            r.tokens.append(Token("Identifier", start, r.pos, found[0], "M"))
            return StringConstantExpressionAst(start, r.pos, "BareWord", found[0])
    mode = r.set_mode(EXPRESSION)
    r.skip_newlines()
    result = primary.simple_name(r) or primary.bare(r)
    r.set_mode(mode)
    return result


def _invoke(
    r: Reader, target: ExpressionAst, member: CommandElementAst, opening: Token, static: bool, conditional: bool,
    generics: list[AnyTypeName],
) -> InvokeMemberExpressionAst:
    arguments, end = invocation_arguments(r, opening)
    return InvokeMemberExpressionAst(target.start, end, target, member, static, conditional, arguments, generics)


def invocation_arguments(r: Reader, opening: Token) -> tuple[list[ExpressionAst], int]:
    """The arguments of a call behind its bracket, and where it ends."""
    r.depth += 1
    if r.depth > MAX_DEPTH:
        raise TooDeepError
    mode, commas = r.set_mode(EXPRESSION), r.commas
    r.commas = False
    arguments: list[ExpressionAst] = []
    end, reported = opening.end, False
    comma: Token | None = None
    while True:
        r.skip_newlines()
        argument = expressions.expression(r)
        if argument is None:
            if comma is not None:
                r.missing("MissingExpressionAfterToken", comma.end, ",")
                reported = True
            break
        arguments.append(argument)
        end = argument.end
        r.skip_newlines()
        token = r.peek()
        if token.kind != "Comma":
            break
        r.ahead = None
        comma = token
        end = comma.end
    closing = r.peek()
    if closing.kind == "RParen":
        r.ahead = None
        end = closing.end
    elif not reported:
        r.missing("MissingEndParenthesisInMethodCall", end)
    r.commas = commas
    r.set_mode(mode)
    r.depth -= 1
    return arguments, end
