"""Subexpressions whose quotes are doubled: read from a text of their own, then moved to where they really stand."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline.powershell.nodes import (
    AnyTypeName,
    ArrayTypeName,
    AssignmentStatementAst,
    Ast,
    AttributeAst,
    BinaryExpressionAst,
    CommandParameterAst,
    ExpressionAst,
    FunctionDefinitionAst,
    GenericTypeName,
    TypeConstraintAst,
    TypeExpressionAst,
)
from pipeline.powershell.walk import walk

from . import primary, reader

if TYPE_CHECKING:
    from pipeline.powershell.tokens import Token

    from .reader import Reader

_WITH_OPERATOR = (AssignmentStatementAst, BinaryExpressionAst, CommandParameterAst)
_WITH_TYPE = (AttributeAst, TypeConstraintAst, TypeExpressionAst)


def sub_expression(r: Reader, part: Token, tokens: list[Token]) -> ExpressionAst:
    """Read `part` without the characters whose offsets its value lists."""
    skipped = part.value
    assert isinstance(skipped, list)  # noqa: S101 - the lexer's promise
    inner = reader.Reader(_without(r.text, part.start, part.end, skipped))
    inner.patterns, inner.depth, inner.strings = r.patterns, r.depth, r.strings + 1
    result = primary.sub_expression(inner, inner.next())
    shift = _Shift(part.start, skipped)
    for token in inner.tokens:
        shift.token(token)
    for node in walk(result):
        shift.node(node)
    tokens += inner.tokens
    r.suspects += inner.suspects
    for error_id, start, end, details, incomplete in inner.errors:
        r.error(error_id, shift.at(start), shift.at(end), *details, incomplete=incomplete)
    return result


def _without(text: str, start: int, end: int, skipped: list[int]) -> str:
    pieces, at = [], start
    for offset in skipped:
        pieces.append(text[at:offset])
        at = offset + 1
    pieces.append(text[at:end])
    return "".join(pieces)


class _Shift:
    """Offsets in the shortened text to offsets in the whole one."""

    def __init__(self, base: int, skipped: list[int]) -> None:
        self._base = base
        # How far each skipped character lies from the base in the shortened text.
        self._skipped = [offset - base - n for n, offset in enumerate(skipped)]

    def at(self, offset: int) -> int:
        return self._base + offset + bisect_right(self._skipped, offset - 1)

    def token(self, token: Token) -> None:
        token.start, token.end = self.at(token.start), self.at(token.end)
        for inner in token.nested or ():
            self.token(inner)

    def node(self, node: Ast) -> None:
        node.start, node.end = self.at(node.start), self.at(node.end)
        if isinstance(node, _WITH_OPERATOR):
            node.error_position = self.at(node.error_position[0]), self.at(node.error_position[1])
        elif isinstance(node, FunctionDefinitionAst):
            node.name_start, node.name_end = self.at(node.name_start), self.at(node.name_end)
        elif isinstance(node, _WITH_TYPE):
            self.type_name(node.type_name)

    def type_name(self, name: AnyTypeName) -> None:
        name.start, name.end = self.at(name.start), self.at(name.end)
        if isinstance(name, ArrayTypeName):
            self.type_name(name.element_type)
        elif isinstance(name, GenericTypeName):
            self.type_name(name.type_name)
            for argument in name.generic_arguments:
                self.type_name(argument)
