"""Which statements leave a block: what must not happen in `finally`, and what must in every path of a method."""

from __future__ import annotations

from pipeline.powershell.nodes import (
    Ast,
    BreakStatementAst,
    ContinueStatementAst,
    DoUntilStatementAst,
    DoWhileStatementAst,
    ExitStatementAst,
    FunctionDefinitionAst,
    IfStatementAst,
    LabeledStatementAst,
    LoopStatementAst,
    ReturnStatementAst,
    ScriptBlockExpressionAst,
    StatementAst,
    StatementBlockAst,
    SwitchStatementAst,
    ThrowStatementAst,
    TryStatementAst,
    TypeDefinitionAst,
    children,
)

_LOOPS = (LoopStatementAst, SwitchStatementAst)


def out_of(block: StatementBlockAst) -> list[StatementAst]:
    """The `return`, `break` and `continue` that would carry control out of a block."""
    found: list[StatementAst] = []
    stack: list[tuple[Ast, bool, frozenset[str]]] = [(block, False, frozenset())]
    while stack:
        node, in_loop, labels = stack.pop()
        if isinstance(node, ReturnStatementAst) or (isinstance(node, BreakStatementAst | ContinueStatementAst) and _leaves(node, in_loop, labels)):
            found.append(node)
        if isinstance(node, ScriptBlockExpressionAst | FunctionDefinitionAst | TypeDefinitionAst):
            continue
        if isinstance(node, LabeledStatementAst):
            in_loop = True
            labels = labels | {node.label.lower()} if node.label else labels
        stack += [(child, in_loop, labels) for child in reversed(children(node))]
    return found


def _leaves(node: BreakStatementAst | ContinueStatementAst, in_loop: bool, labels: frozenset[str]) -> bool:
    if node.label is None:
        return not in_loop
    label = getattr(node.label, "value", None)
    return isinstance(label, str) and label.lower() not in labels


def always(statements: list[StatementAst]) -> bool:
    """Whether every path through the statements ends in `return`, `throw` or `exit`."""
    return any(_always(statement) for statement in statements)


def _always(statement: StatementAst) -> bool:
    match statement:
        case ReturnStatementAst() | ThrowStatementAst() | ExitStatementAst():
            return True
        case IfStatementAst():
            return statement.else_clause is not None and always(statement.else_clause.statements) and all(
                always(body.statements) for _, body in statement.clauses
            )
        case SwitchStatementAst():
            return statement.default is not None and always(statement.default.statements) and all(
                always(body.statements) for _, body in statement.clauses
            )
        case TryStatementAst():
            if statement.finally_block is not None and always(statement.finally_block.statements):
                return True
            return always(statement.body.statements) and all(always(clause.body.statements) for clause in statement.catch_clauses)
        case DoWhileStatementAst() | DoUntilStatementAst():
            return always(statement.body.statements)
    return False
