"""Where a script decides: the conditions of `if`, `while` and `do`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pipeline.powershell.nodes import Ast, DoWhileStatementAst, IfStatementAst, PipelineBaseAst, ScriptBlockAst, WhileStatementAst, children

from .context import Context

Node = TypeVar("Node", bound=Ast)


def if_conditions(context: Context) -> Iterator[PipelineBaseAst]:
    """Those of `if` and `elseif`."""
    for statement in context.nodes(IfStatementAst):
        for condition, _ in statement.clauses:
            yield condition


def conditions(context: Context) -> Iterator[PipelineBaseAst]:
    """Those of `if`, `elseif`, `while` and `do ... while`."""
    yield from if_conditions(context)
    for loop in context.nodes(WhileStatementAst):
        yield loop.condition
    for do in context.nodes(DoWhileStatementAst):
        yield do.condition


def first(root: Ast, *classes: type[Node], inside_blocks: bool = False) -> Node | None:
    """The first node of one of the classes from `root` down, in the order of the text; script blocks are only entered on demand."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, classes):
            return node
        if node._fields and (inside_blocks or not isinstance(node, ScriptBlockAst)):
            below = children(node)
            below.reverse()
            stack += below
    return None


def in_brackets(context: Context, condition: PipelineBaseAst) -> bool:
    """Written with brackets of its own, which says that an assignment is meant."""
    return context.text.startswith("(", condition.start) and context.text.endswith(")", condition.start, condition.end)
