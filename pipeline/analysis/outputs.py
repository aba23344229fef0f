"""What a function hands on: the statements whose value nobody takes, and the type of each as far as it is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.powershell.nodes import (
    Ast,
    BlockStatementAst,
    CommandAst,
    CommandExpressionAst,
    DoUntilStatementAst,
    DoWhileStatementAst,
    ForEachStatementAst,
    ForStatementAst,
    FunctionDefinitionAst,
    IfStatementAst,
    NamedBlockAst,
    PipelineAst,
    ReturnStatementAst,
    StatementAst,
    StatementBlockAst,
    SwitchStatementAst,
    TryStatementAst,
    VariableExpressionAst,
    WhileStatementAst,
)

from .inference import Lookup, type_of
from .variable_types import UNDETERMINED, VariableTypes


class Output(NamedTuple):
    """A statement that hands something on; `type` is None where it is not known."""

    type: str | None
    statement: StatementAst


def outputs(function: FunctionDefinitionAst, namespaces: tuple[str, ...] = ()) -> list[Output]:
    """The outputs of a function in order; commands are left out, since what they hand on is not known."""
    types: VariableTypes | None = None

    def lookup(variable: VariableExpressionAst) -> str | None:
        """Most functions hand on no variable: then there is no need to follow what is assigned."""
        nonlocal types
        types = types or VariableTypes(function, namespaces)
        return types.type_of(variable)

    return [Output(_type(statement, lookup, namespaces), statement) for statement in _handing_on(function)]


def _type(statement: StatementAst, lookup: Lookup, namespaces: tuple[str, ...]) -> str | None:
    value: Ast | None = statement.pipeline if isinstance(statement, ReturnStatementAst) else statement
    kind = type_of(value, lookup, namespaces) if value is not None else None
    return None if kind == UNDETERMINED else kind


def _handing_on(function: FunctionDefinitionAst) -> Iterator[StatementAst]:
    body = function.body
    stack: list[Ast] = [b for b in (body.clean_block, body.end_block, body.process_block, body.begin_block) if b]
    while stack:
        node = stack.pop()
        if isinstance(node, (NamedBlockAst, StatementBlockAst)):
            stack += reversed(node.statements)
        elif isinstance(node, ReturnStatementAst) or _is_value(node):
            yield node  # type: ignore[misc]
        else:
            stack += reversed(list(_blocks(node)))


def _is_value(node: Ast) -> bool:
    """An expression, perhaps piped into nothing further."""
    return isinstance(node, PipelineAst) and isinstance(node.pipeline_elements[-1], (CommandExpressionAst, CommandAst))


def _blocks(node: Ast) -> Iterator[StatementBlockAst]:
    """The bodies of a statement of control flow: their values are the function's, too."""
    match node:
        case IfStatementAst():
            yield from (body for _, body in node.clauses)
            if node.else_clause:
                yield node.else_clause
        case SwitchStatementAst():
            yield from (body for _, body in node.clauses)
            if node.default:
                yield node.default
        case ForEachStatementAst() | ForStatementAst() | WhileStatementAst() | DoWhileStatementAst() | DoUntilStatementAst() | BlockStatementAst():
            yield node.body
        case TryStatementAst():
            yield node.body
            yield from (clause.body for clause in node.catch_clauses)
            if node.finally_block:
                yield node.finally_block
