"""Which expressions may be arguments of an attribute."""

from __future__ import annotations

from pipeline.powershell.nodes import (
    ArrayExpressionAst,
    ArrayLiteralAst,
    Ast,
    BinaryExpressionAst,
    CommandExpressionAst,
    ConstantExpressionAst,
    ConvertExpressionAst,
    ExpressionAst,
    HashtableAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    ParenExpressionAst,
    PipelineAst,
    ScriptBlockExpressionAst,
    StringConstantExpressionAst,
    TernaryExpressionAst,
    TypeExpressionAst,
    UnaryExpressionAst,
    VariableExpressionAst,
)

_PLAIN = (ConstantExpressionAst, StringConstantExpressionAst, TypeExpressionAst)
_CONSTANTS = frozenset({"true", "false", "null"})


def is_constant(expression: Ast) -> bool:
    """Known when the script is read, or a script block. Static members are taken for constants: types cannot be looked up here."""
    if isinstance(expression, ScriptBlockExpressionAst):
        return True
    stack: list[Ast] = [expression]
    while stack:
        node = stack.pop()
        if isinstance(node, _PLAIN):
            continue
        below = parts(node)
        if below is None:
            return False
        stack += below
    return True


def parts(node: Ast) -> list[ExpressionAst] | None:
    """What must be constant for this to be; None when it never is."""
    match node:
        case VariableExpressionAst():
            return [] if node.user_path.lower() in _CONSTANTS else None
        case InvokeMemberExpressionAst():
            return None
        case MemberExpressionAst():
            return [] if node.static and isinstance(node.expression, TypeExpressionAst) else None
        case ArrayLiteralAst():
            return node.elements
        case BinaryExpressionAst():
            return [node.left, node.right]
        case UnaryExpressionAst() | ConvertExpressionAst():
            return [node.child]
        case TernaryExpressionAst():
            return [node.condition, node.if_true, node.if_false]
        case ParenExpressionAst():
            return of_pipeline(node.pipeline)
        case ArrayExpressionAst():
            return _of_statements(node)
        case HashtableAst():
            return []
    return None


def of_pipeline(pipeline: object) -> list[ExpressionAst] | None:
    """The expression that a pipeline consists of."""
    if not isinstance(pipeline, PipelineAst) or len(pipeline.pipeline_elements) != 1:
        return None
    only = pipeline.pipeline_elements[0]
    return [only.expression] if isinstance(only, CommandExpressionAst) else None


def _of_statements(node: ArrayExpressionAst) -> list[ExpressionAst] | None:
    found: list[ExpressionAst] = []
    for statement in node.sub_expression.statements:
        inner = of_pipeline(statement)
        if inner is None:
            return None
        found += inner
    return found
