"""Loops."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .base import LoopStatementAst

if TYPE_CHECKING:
    from .base import ExpressionAst, PipelineBaseAst
    from .expressions import VariableExpressionAst
    from .statements import StatementBlockAst


class ForEachStatementAst(LoopStatementAst):
    """`foreach ($variable in condition) { }`."""

    __slots__ = ("body", "condition", "flags", "throttle_limit", "variable")
    kind: ClassVar[str] = "ForEachStatement"
    _fields: ClassVar[tuple[str, ...]] = ("throttle_limit", "variable", "condition", "body")

    def __init__(
        self, start: int, end: int,
        label: str | None,
        flags: str,
        throttle_limit: ExpressionAst | None,
        variable: VariableExpressionAst,
        condition: PipelineBaseAst,
        body: StatementBlockAst,
    ) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.flags = flags
        self.throttle_limit = throttle_limit
        self.variable = variable
        self.condition = condition
        self.body = body


class ForStatementAst(LoopStatementAst):
    """`for (initializer; condition; iterator) { }`."""

    __slots__ = ("body", "condition", "initializer", "iterator")
    kind: ClassVar[str] = "ForStatement"
    _fields: ClassVar[tuple[str, ...]] = ("initializer", "condition", "iterator", "body")

    def __init__(
        self, start: int, end: int,
        label: str | None,
        initializer: PipelineBaseAst | None,
        condition: PipelineBaseAst | None,
        iterator: PipelineBaseAst | None,
        body: StatementBlockAst,
    ) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.initializer = initializer
        self.condition = condition
        self.iterator = iterator
        self.body = body


class WhileStatementAst(LoopStatementAst):
    """`while (condition) { }`."""

    __slots__ = ("body", "condition")
    kind: ClassVar[str] = "WhileStatement"
    _fields: ClassVar[tuple[str, ...]] = ("condition", "body")

    def __init__(self, start: int, end: int, label: str | None, condition: PipelineBaseAst, body: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.condition = condition
        self.body = body


class DoWhileStatementAst(LoopStatementAst):
    """`do { } while (condition)`."""

    __slots__ = ("body", "condition")
    kind: ClassVar[str] = "DoWhileStatement"
    _fields: ClassVar[tuple[str, ...]] = ("condition", "body")

    def __init__(self, start: int, end: int, label: str | None, condition: PipelineBaseAst, body: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.condition = condition
        self.body = body


class DoUntilStatementAst(LoopStatementAst):
    """`do { } until (condition)`."""

    __slots__ = ("body", "condition")
    kind: ClassVar[str] = "DoUntilStatement"
    _fields: ClassVar[tuple[str, ...]] = ("condition", "body")

    def __init__(self, start: int, end: int, label: str | None, condition: PipelineBaseAst, body: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.condition = condition
        self.body = body
