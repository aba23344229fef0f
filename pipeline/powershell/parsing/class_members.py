"""Members of classes: properties, methods, constructors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.nodes import (
    Ast,
    AttributeAst,
    BaseCtorInvokeMemberExpressionAst,
    CommandExpressionAst,
    ExpressionAst,
    FunctionDefinitionAst,
    FunctionMemberAst,
    MemberAst,
    PropertyMemberAst,
    StringConstantExpressionAst,
    TypeConstraintAst,
    VariableExpressionAst,
)
from pipeline.powershell.tokens import KEYWORD_KINDS

from . import attributes, blocks, expressions, members, parameter_lists, recovery
from .reader import EXPRESSION, SIGNATURE

if TYPE_CHECKING:
    from pipeline.powershell.tokens import Token

    from .reader import Reader


class _Head:
    """What stands before a member's name."""

    __slots__ = ("attributes", "constraint", "end", "hidden", "start", "static")

    def __init__(self) -> None:
        self.attributes: list[AttributeAst] = []
        self.constraint: TypeConstraintAst | None = None
        self.static: Token | None = None
        self.hidden: Token | None = None
        self.start: int | None = None
        self.end: int | None = None

    def seen(self, start: int, end: int) -> None:
        if self.start is None:
            self.start = start
        self.end = end

    def read(self) -> list[Ast]:
        return [*self.attributes, *([self.constraint] if self.constraint else [])]

    def flags(self) -> str:
        return ", ".join(["Public", *(["Static"] if self.static else []), *(["Hidden"] if self.hidden else [])])


def member(r: Reader, class_name: str, failures: list[Ast]) -> MemberAst | None:
    """The next member; None when none stands here. What was read of one that is broken goes to `failures`."""
    r.skip_newlines_and_semicolons()
    head = _head(r)
    token = r.peek()
    if token.kind == "Variable":
        r.ahead = None
        return _property(r, head, token)
    if token.kind == "Identifier" or token.kind in KEYWORD_KINDS:
        r.ahead = None
        method = _method(r, head, token, class_name)
        if method is None:
            failures += head.read()
        return method
    if head.end is not None:
        r.missing("IncompleteMemberDefinition", head.end)
        failures += head.read()
    return None


def _head(r: Reader) -> _Head:
    head = _Head()
    while True:
        r.skip_newlines()
        attribute = attributes.attribute(r)
        if attribute is not None:
            head.seen(attribute.start, attribute.end)
            if isinstance(attribute, AttributeAst):
                head.attributes.append(attribute)
            elif head.constraint is None and isinstance(attribute, TypeConstraintAst):
                head.constraint = attribute
            else:
                r.error("TooManyTypes", attribute.start, attribute.end)
            continue
        token = r.peek()
        if token.kind not in ("Static", "Hidden"):
            return head
        r.ahead = None
        head.seen(token.start, token.end)
        before = head.static if token.kind == "Static" else head.hidden
        if before is not None:
            r.error("DuplicateQualifier", token.start, token.end, r.text[token.start:token.end])
        if token.kind == "Static":
            head.static = token
        else:
            head.hidden = token


def _property(r: Reader, head: _Head, token: Token) -> PropertyMemberAst:
    assert isinstance(token.value, str)  # noqa: S101 - the lexer's promise
    value: ExpressionAst | None = None
    end = token.end
    mode = r.set_mode(EXPRESSION)
    equals = r.peek()
    if equals.kind == "Equals":
        r.ahead = None
        r.skip_newlines()
        value = expressions.expression(r)
        end = value.end if value else equals.end
        if value is None:
            r.missing("ExpectedValueExpression", equals.end, "=")
    r.set_mode(mode)
    terminator(r, end)
    start = token.start if head.start is None else head.start
    return PropertyMemberAst(start, end, token.value, head.flags(), head.constraint, head.attributes, value)


def terminator(r: Reader, end: int) -> None:
    """A member ends with its line, a semicolon or the closing brace."""
    token = r.peek()
    if token.kind not in ("NewLine", "Semi", "RCurly"):
        r.missing("MissingPropertyTerminator", end)


def _method(r: Reader, head: _Head, name: Token, class_name: str) -> FunctionMemberAst | None:
    text = r.text[name.start:name.end]
    start = name.start if head.start is None else head.start
    opening = r.peek()
    if opening.kind != "LParen":
        r.missing("MissingMethodParameterList", name.end)
        recovery.sync(r, "RCurly")
        return None
    r.ahead = None
    mode = r.set_mode(SIGNATURE)
    parameters = parameter_lists.parameter_list(r)
    r.skip_newlines()
    closing = r.peek()
    end = closing.end
    broken = closing.kind != "RParen"
    if broken:
        end = parameters[-1].end if parameters else opening.end
        r.missing("MissingEndParenthesisInFunctionParameterList", end)
    else:
        r.ahead = None
    base: CommandExpressionAst | None = None
    if text.lower() == class_name.lower() and head.static is None and not broken:
        base = _base_call(r)
    r.skip_newlines()
    brace = r.peek()
    if brace.kind != "LCurly" or broken:
        if not broken:
            r.missing("MissingFunctionBody", end)
        recovery.sync(r, "RCurly")
        r.set_mode(mode)
        return None
    r.ahead = None
    body = blocks.method_body(r, brace, base)
    function = FunctionDefinitionAst(name.start, body.end, False, False, text, name.start, name.end, parameters, body)
    r.set_mode(mode)
    return FunctionMemberAst(start, body.end, function, head.flags(), head.constraint, head.attributes)


def _base_call(r: Reader) -> CommandExpressionAst:
    """`: base(arguments)`; without it one without arguments, which stands nowhere."""
    mode = r.set_mode(SIGNATURE)
    start = end = 0
    arguments: list[ExpressionAst] = []
    r.skip_newlines()
    colon = r.peek()
    if colon.kind == "Colon":
        r.ahead = None
        r.skip_newlines()
        keyword = r.peek()
        if keyword.kind == "Base":
            r.ahead = None
            r.skip_newlines()
            opening = r.peek()
            if opening.kind == "LParen":
                r.ahead = None
                arguments, end = members.invocation_arguments(r, opening)
                start = keyword.start
            else:
                r.missing("MissingMethodParameterList", keyword.end)
        else:
            r.missing("MissingBaseCtorCall", colon.end)
    r.set_mode(mode)
    this = VariableExpressionAst(start, start, "this", False)
    name = StringConstantExpressionAst(start, start, "BareWord", ".ctor")
    call = BaseCtorInvokeMemberExpressionAst(start, end, this, name, False, False, arguments, [])
    return CommandExpressionAst(start, end, call, [])
