"""Pipelines, commands, assignments and redirections."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from .base import (
    CommandBaseAst,
    CommandElementAst,
    PipelineBaseAst,
    RedirectionAst,
    StatementAst,
)
from .expressions import StringConstantExpressionAst

if TYPE_CHECKING:
    from .base import ExpressionAst


class PipelineAst(PipelineBaseAst):
    """Commands with `|` between them."""

    __slots__ = ("background", "pipeline_elements")
    kind: ClassVar[str] = "Pipeline"
    _fields: ClassVar[tuple[str, ...]] = ("pipeline_elements",)

    def __init__(self, start: int, end: int, pipeline_elements: list[CommandBaseAst], background: bool) -> None:
        self.start = start
        self.end = end
        self.pipeline_elements = pipeline_elements
        self.background = background


class PipelineChainAst(PipelineBaseAst):
    """`left && right` or `left || right`; `operator` is the token kind."""

    __slots__ = ("background", "lhs_pipeline_chain", "operator", "rhs_pipeline")
    kind: ClassVar[str] = "PipelineChain"
    _fields: ClassVar[tuple[str, ...]] = ("lhs_pipeline_chain", "rhs_pipeline")

    def __init__(
        self, start: int, end: int,
        lhs_pipeline_chain: PipelineBaseAst,
        rhs_pipeline: PipelineAst,
        operator: str,
        background: bool,
    ) -> None:
        self.start = start
        self.end = end
        self.lhs_pipeline_chain = lhs_pipeline_chain
        self.rhs_pipeline = rhs_pipeline
        self.operator = operator
        self.background = background


class AssignmentStatementAst(PipelineBaseAst):
    """`left = right`; `operator` is the token kind.

    `error_position` is where the operator stands.
    """

    __slots__ = ("error_position", "left", "operator", "right")
    kind: ClassVar[str] = "AssignmentStatement"
    _fields: ClassVar[tuple[str, ...]] = ("left", "right")

    def __init__(
        self, start: int, end: int,
        left: ExpressionAst,
        operator: str,
        right: StatementAst,
        error_position: tuple[int, int],
    ) -> None:
        self.start = start
        self.end = end
        self.left = left
        self.operator = operator
        self.right = right
        self.error_position = error_position


class CommandAst(CommandBaseAst):
    """A command with its arguments; the first element is its name.

    `invocation_operator`: `Unknown` (none), `Ampersand` or `Dot`.
    """

    __slots__ = ("command_elements", "invocation_operator", "redirections")
    kind: ClassVar[str] = "Command"
    _fields: ClassVar[tuple[str, ...]] = ("command_elements", "redirections")

    def __init__(
        self, start: int, end: int,
        command_elements: list[CommandElementAst],
        invocation_operator: str,
        redirections: list[RedirectionAst],
    ) -> None:
        self.start = start
        self.end = end
        self.command_elements = command_elements
        self.invocation_operator = invocation_operator
        self.redirections = redirections

    def command_name(self) -> str | None:
        """The name as its value reads, None when it is only known at run time."""
        first = self.command_elements[0]
        return first.value if isinstance(first, StringConstantExpressionAst) else None


class CommandExpressionAst(CommandBaseAst):
    """An expression as an element of a pipeline."""

    __slots__ = ("expression", "redirections")
    kind: ClassVar[str] = "CommandExpression"
    _fields: ClassVar[tuple[str, ...]] = ("expression", "redirections")

    def __init__(self, start: int, end: int, expression: ExpressionAst, redirections: list[RedirectionAst]) -> None:
        self.start = start
        self.end = end
        self.expression = expression
        self.redirections = redirections


class CommandParameterAst(CommandElementAst):
    """`-Name` or `-Name:argument`.

    `error_position` is the parameter without its argument.
    """

    __slots__ = ("argument", "error_position", "parameter_name")
    kind: ClassVar[str] = "CommandParameter"
    _fields: ClassVar[tuple[str, ...]] = ("argument",)

    def __init__(self, start: int, end: int, parameter_name: str, argument: ExpressionAst | None, error_position: tuple[int, int]) -> None:
        self.start = start
        self.end = end
        self.parameter_name = parameter_name
        self.argument = argument
        self.error_position = error_position


class MergingRedirectionAst(RedirectionAst):
    """`2>&1`; the streams by their names."""

    __slots__ = ("from_stream", "to_stream")
    kind: ClassVar[str] = "MergingRedirection"

    def __init__(self, start: int, end: int, from_stream: str, to_stream: str) -> None:
        self.start = start
        self.end = end
        self.from_stream = from_stream
        self.to_stream = to_stream


class FileRedirectionAst(RedirectionAst):
    """`2> file`."""

    __slots__ = ("append", "from_stream", "location")
    kind: ClassVar[str] = "FileRedirection"
    _fields: ClassVar[tuple[str, ...]] = ("location",)

    def __init__(self, start: int, end: int, from_stream: str, location: ExpressionAst, append: bool) -> None:
        self.start = start
        self.end = end
        self.from_stream = from_stream
        self.location = location
        self.append = append


class DynamicKeywordStatementAst(StatementAst):
    """A resource or another keyword of a configuration."""

    __slots__ = ("command_elements",)
    kind: ClassVar[str] = "DynamicKeywordStatement"
    _fields: ClassVar[tuple[str, ...]] = ("command_elements",)

    def __init__(self, start: int, end: int, command_elements: list[CommandElementAst]) -> None:
        self.start = start
        self.end = end
        self.command_elements = command_elements
