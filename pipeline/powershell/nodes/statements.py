"""Statements of control flow, error handling and `using`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .base import Ast, LabeledStatementAst, PipelineBaseAst, StatementAst

if TYPE_CHECKING:
    from .base import ExpressionAst
    from .blocks import TypeConstraintAst
    from .expressions import HashtableAst, StringConstantExpressionAst


class BlockStatementAst(StatementAst):
    """`parallel { }` or `sequence { }`; `keyword` is the token kind."""

    __slots__ = ("body", "keyword")
    kind: ClassVar[str] = "BlockStatement"
    _fields: ClassVar[tuple[str, ...]] = ("body",)

    def __init__(self, start: int, end: int, keyword: str, body: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.keyword = keyword
        self.body = body


class StatementBlockAst(Ast):
    """Statements in braces, or those of `$( )` and `@( )`."""

    __slots__ = ("statements", "traps")
    kind: ClassVar[str] = "StatementBlock"
    _fields: ClassVar[tuple[str, ...]] = ("statements", "traps")

    def __init__(self, start: int, end: int, statements: list[StatementAst], traps: list[TrapStatementAst]) -> None:
        self.start = start
        self.end = end
        self.statements = statements
        self.traps = traps


class IfStatementAst(StatementAst):
    """`if`, `elseif`, `else`."""

    __slots__ = ("clauses", "else_clause")
    kind: ClassVar[str] = "IfStatement"
    _fields: ClassVar[tuple[str, ...]] = ("clauses", "else_clause")

    def __init__(
        self, start: int, end: int,
        clauses: list[tuple[PipelineBaseAst, StatementBlockAst]],
        else_clause: StatementBlockAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.clauses = clauses
        self.else_clause = else_clause


class SwitchStatementAst(LabeledStatementAst):
    """`switch`.

    `flags` is as .NET prints it: `None`, or such as `File, Regex`.
    """

    __slots__ = ("clauses", "condition", "default", "flags")
    kind: ClassVar[str] = "SwitchStatement"
    _fields: ClassVar[tuple[str, ...]] = ("condition", "clauses", "default")

    def __init__(
        self, start: int, end: int,
        label: str | None,
        condition: PipelineBaseAst,
        flags: str,
        clauses: list[tuple[ExpressionAst, StatementBlockAst]],
        default: StatementBlockAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.condition = condition
        self.flags = flags
        self.clauses = clauses
        self.default = default


class DataStatementAst(StatementAst):
    """`data name { }`."""

    __slots__ = ("body", "commands_allowed", "variable")
    kind: ClassVar[str] = "DataStatement"
    _fields: ClassVar[tuple[str, ...]] = ("commands_allowed", "body")

    def __init__(self, start: int, end: int, variable: str | None, commands_allowed: list[ExpressionAst], body: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.variable = variable
        self.commands_allowed = commands_allowed
        self.body = body


class TryStatementAst(StatementAst):
    """`try`, `catch`, `finally`."""

    __slots__ = ("body", "catch_clauses", "finally_block")
    kind: ClassVar[str] = "TryStatement"
    _fields: ClassVar[tuple[str, ...]] = ("body", "catch_clauses", "finally_block")

    def __init__(
        self, start: int, end: int,
        body: StatementBlockAst,
        catch_clauses: list[CatchClauseAst],
        finally_block: StatementBlockAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.body = body
        self.catch_clauses = catch_clauses
        self.finally_block = finally_block


class CatchClauseAst(Ast):
    """One `catch`."""

    __slots__ = ("body", "catch_types")
    kind: ClassVar[str] = "CatchClause"
    _fields: ClassVar[tuple[str, ...]] = ("catch_types", "body")

    def __init__(self, start: int, end: int, catch_types: list[TypeConstraintAst], body: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.catch_types = catch_types
        self.body = body

    @property
    def is_catch_all(self) -> bool:
        """No type is named."""
        return not self.catch_types


class TrapStatementAst(StatementAst):
    """`trap`."""

    __slots__ = ("body", "trap_type")
    kind: ClassVar[str] = "TrapStatement"
    _fields: ClassVar[tuple[str, ...]] = ("trap_type", "body")

    def __init__(self, start: int, end: int, trap_type: TypeConstraintAst | None, body: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.trap_type = trap_type
        self.body = body


class BreakStatementAst(StatementAst):
    """`break`."""

    __slots__ = ("label",)
    kind: ClassVar[str] = "BreakStatement"
    _fields: ClassVar[tuple[str, ...]] = ("label",)

    def __init__(self, start: int, end: int, label: ExpressionAst | None) -> None:
        self.start = start
        self.end = end
        self.label = label


class ContinueStatementAst(StatementAst):
    """`continue`."""

    __slots__ = ("label",)
    kind: ClassVar[str] = "ContinueStatement"
    _fields: ClassVar[tuple[str, ...]] = ("label",)

    def __init__(self, start: int, end: int, label: ExpressionAst | None) -> None:
        self.start = start
        self.end = end
        self.label = label


class ReturnStatementAst(StatementAst):
    """`return`."""

    __slots__ = ("pipeline",)
    kind: ClassVar[str] = "ReturnStatement"
    _fields: ClassVar[tuple[str, ...]] = ("pipeline",)

    def __init__(self, start: int, end: int, pipeline: PipelineBaseAst | None) -> None:
        self.start = start
        self.end = end
        self.pipeline = pipeline


class ExitStatementAst(StatementAst):
    """`exit`."""

    __slots__ = ("pipeline",)
    kind: ClassVar[str] = "ExitStatement"
    _fields: ClassVar[tuple[str, ...]] = ("pipeline",)

    def __init__(self, start: int, end: int, pipeline: PipelineBaseAst | None) -> None:
        self.start = start
        self.end = end
        self.pipeline = pipeline


class ThrowStatementAst(StatementAst):
    """`throw`."""

    __slots__ = ("pipeline",)
    kind: ClassVar[str] = "ThrowStatement"
    _fields: ClassVar[tuple[str, ...]] = ("pipeline",)

    def __init__(self, start: int, end: int, pipeline: PipelineBaseAst | None) -> None:
        self.start = start
        self.end = end
        self.pipeline = pipeline


class UsingStatementAst(StatementAst):
    """`using namespace | module | assembly ...`; the kind is capitalised."""

    __slots__ = ("alias", "module_specification", "name", "using_statement_kind")
    kind: ClassVar[str] = "UsingStatement"
    _fields: ClassVar[tuple[str, ...]] = ("name", "alias", "module_specification")

    def __init__(
        self, start: int, end: int,
        using_statement_kind: str,
        name: StringConstantExpressionAst | None,
        alias: StringConstantExpressionAst | None,
        module_specification: HashtableAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.using_statement_kind = using_statement_kind
        self.name = name
        self.alias = alias
        self.module_specification = module_specification


class ErrorStatementAst(PipelineBaseAst):
    """What could not be read where a statement was expected."""

    __slots__ = ("bodies", "conditions", "flags", "keyword", "nested_ast")
    kind: ClassVar[str] = "ErrorStatement"
    _fields: ClassVar[tuple[str, ...]] = ("conditions", "bodies", "nested_ast")

    def __init__(
        self, start: int, end: int,
        keyword: str | None,
        flags: list[tuple[str, Ast | None]],
        conditions: list[Ast],
        bodies: list[Ast],
        nested_ast: list[Ast],
    ) -> None:
        self.start = start
        self.end = end
        self.keyword = keyword
        self.flags = flags
        self.conditions = conditions
        self.bodies = bodies
        self.nested_ast = nested_ast
