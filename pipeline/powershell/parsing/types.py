"""Classes and enums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.powershell.nodes import (
    Ast,
    AttributeAst,
    AttributeBaseAst,
    ExpressionAst,
    MemberAst,
    PropertyMemberAst,
    StringConstantExpressionAst,
    TypeConstraintAst,
    TypeDefinitionAst,
)

from . import class_members, expressions, primary, type_names
from .conditionals import failed
from .reader import COMMAND, EXPRESSION, SIGNATURE

if TYPE_CHECKING:
    from pipeline.powershell.nodes import StatementAst
    from pipeline.powershell.tokens import Token

    from .reader import Reader


def definition(r: Reader, keyword: Token, found: list[AttributeBaseAst]) -> StatementAst:
    """`class name : bases { members }` or `enum name : type { labels }`."""
    mode = r.mode
    name = _name(r, keyword)
    if name is None:
        r.missing("MissingNameAfterKeyword", keyword.end, r.text[keyword.start:keyword.end])
        return failed(keyword.start, keyword.end, keyword)
    r.set_mode(SIGNATURE)
    bases = _bases(r)
    end = bases[-1].end if bases else name.end
    opening = r.peek()
    if opening.kind != "LCurly":
        r.missing("MissingTypeBody", end, r.text[keyword.start:keyword.end])
        r.set_mode(mode)
        return failed(keyword.start, end, keyword)
    r.ahead = None
    members: list[MemberAst] = []
    failures: list[Ast] = []
    end = _members(r, keyword, name.value, members, failures)
    end = max(end, opening.end)
    closing = r.peek()
    if closing.kind == "RCurly":
        r.ahead = None
        end = closing.end
    else:
        r.error("MissingEndCurlyBrace", opening.end, opening.end, incomplete=closing.kind == "EndOfInput")
    r.set_mode(mode)
    attributes = [a for a in found if isinstance(a, AttributeAst)]
    for constraint in found:
        if isinstance(constraint, TypeConstraintAst):
            r.error("TypeNotAllowedBeforeClass", constraint.start, constraint.end, constraint.type_name.full_name)
    start = found[0].start if found else keyword.start
    if failures:
        return failed(start, end, keyword, *failures)
    result = TypeDefinitionAst(start, end, name.value, "Class" if keyword.kind == "Class" else "Enum", attributes, bases, members)
    if keyword.kind == "Class":
        r.suspects.append(result)
    return result


def _name(r: Reader, keyword: Token) -> StringConstantExpressionAst | None:
    r.skip_newlines()
    r.set_mode(EXPRESSION)
    token = r.peek()
    name = primary.simple_name(r)
    if name is not None and keyword.kind == "Class":
        token.flags = "T"
    if name is not None:
        r.skip_newlines()
    return name


def _bases(r: Reader) -> list[TypeConstraintAst]:
    bases: list[TypeConstraintAst] = []
    separator = r.peek()
    if separator.kind != "Colon":
        return bases
    while True:
        r.ahead = None
        r.skip_newlines()
        found = type_names.type_name(r, assembly=False)
        if found is None:
            r.missing("TypeNameExpected", separator.end)
            return bases
        bases.append(TypeConstraintAst(found[0].start, found[0].end, found[0]))
        r.skip_newlines()
        separator = r.peek()
        if separator.kind != "Comma":
            return bases


def _members(r: Reader, keyword: Token, class_name: str, members: list[MemberAst], failures: list[Ast]) -> int:
    """Read the members; where the last one ends."""
    end = 0
    while True:
        failed_before = len(failures)
        member = class_members.member(r, class_name, failures) if keyword.kind == "Class" else _label(r)
        if member is not None:
            members.append(member)
            end = member.end
        elif len(failures) == failed_before:
            return end
        else:
            end = max(end, failures[-1].end)


def _label(r: Reader) -> PropertyMemberAst | None:
    """`name` or `name = value` in an enum."""
    r.skip_newlines_and_semicolons()
    r.set_mode(EXPRESSION)
    name = primary.simple_name(r)
    if name is None:
        r.set_mode(SIGNATURE)
        return None
    value: ExpressionAst | None = None
    end = name.end
    r.set_mode(COMMAND)
    r.set_mode(EXPRESSION)
    following = r.peek()
    if following.kind == "Equals":
        r.ahead = None
        r.skip_newlines()
        value = expressions.expression(r)
        end = value.end if value else following.end
        if value is None:
            r.missing("ExpectedValueExpression", following.end, "=")
    r.set_mode(SIGNATURE)
    class_members.terminator(r, end)
    return PropertyMemberAst(name.start, end, name.value, "Public, Static, Literal", None, [], value)
