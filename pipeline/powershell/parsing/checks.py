"""What is grammatical and still not allowed. The parser notes suspects on the way, so that nothing here walks the whole tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from pipeline.powershell.nodes import (
    ArrayLiteralAst,
    AssignmentStatementAst,
    Ast,
    AttributeAst,
    AttributedExpressionAst,
    CommandExpressionAst,
    ConstantExpressionAst,
    ConvertExpressionAst,
    ExpressionAst,
    ForEachStatementAst,
    FunctionDefinitionAst,
    HashtableAst,
    IndexExpressionAst,
    MemberExpressionAst,
    ParenExpressionAst,
    PipelineAst,
    PipelineBaseAst,
    StringConstantExpressionAst,
    SwitchStatementAst,
    TryStatementAst,
    TypeDefinitionAst,
    UnaryExpressionAst,
    VariableExpressionAst,
)

from . import class_checks, constants, leaving

if TYPE_CHECKING:
    from .reader import Reader


def run(r: Reader) -> None:
    """Report what is wrong with the suspects, an outer one before what is in it."""
    for node in sorted(r.suspects, key=_order):
        _CHECKS[node.__class__](r, node)


def _order(node: Ast) -> tuple[int, int]:
    return node.start, -node.end


def _assignment(r: Reader, node: AssignmentStatementAst) -> None:
    for wrong in _wrong_targets(node.left, simple=node.operator == "Equals"):
        r.error("InvalidLeftHandSide", wrong.start, wrong.end)


def _wrong_targets(target: ExpressionAst, *, simple: bool) -> list[Ast]:
    """The parts of an assignment's left side that nothing can be assigned to."""
    if isinstance(target, ArrayLiteralAst):
        if not simple:
            return [target]
        return [wrong for element in target.elements for wrong in _wrong_targets(element, simple=True)]
    if isinstance(target, ParenExpressionAst):
        inner = _pure_expression(target.pipeline)
        return [target.pipeline] if inner is None else _wrong_targets(inner, simple=simple)
    if isinstance(target, AttributedExpressionAst):
        child: ExpressionAst = target
        while isinstance(child, AttributedExpressionAst):
            child = child.child
        return _wrong_targets(child, simple=simple)
    return [] if isinstance(target, VariableExpressionAst | MemberExpressionAst | IndexExpressionAst) else [target]


def _pure_expression(pipeline: PipelineBaseAst) -> ExpressionAst | None:
    if not isinstance(pipeline, PipelineAst) or len(pipeline.pipeline_elements) != 1:
        return None
    only = pipeline.pipeline_elements[0]
    return only.expression if isinstance(only, CommandExpressionAst) and not only.redirections else None


def _increment(r: Reader, node: UnaryExpressionAst) -> None:
    for wrong in _wrong_targets(node.child, simple=False):
        r.error("OperatorRequiresVariableOrProperty", wrong.start, wrong.end)


def _splatted(r: Reader, node: VariableExpressionAst) -> None:
    r.error("SplattingNotPermitted", node.start, node.end, node.user_path)


def _attributed(r: Reader, node: AttributedExpressionAst) -> None:
    """Attributes may stand before variables only."""
    child: ExpressionAst = node
    while isinstance(child, AttributedExpressionAst):
        child = child.child
        if isinstance(child, VariableExpressionAst):
            return
    assert isinstance(node.attribute, AttributeAst)  # noqa: S101 - noted for nothing else
    r.error("UnexpectedAttribute", node.attribute.start, node.attribute.end, node.attribute.type_name.full_name)


def _attribute(r: Reader, node: AttributeAst) -> None:
    for argument in (*node.positional_arguments, *(named.argument for named in node.named_arguments)):
        if not constants.is_constant(argument):
            r.error("ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock", argument.start, argument.end)


def _convert(r: Reader, node: ConvertExpressionAst) -> None:
    if not isinstance(node.child, HashtableAst):
        r.error("OrderedAttributeOnlyOnHashLiteralNode", node.start, node.end)


def _hashtable(r: Reader, node: HashtableAst) -> None:
    seen: set[object] = set()
    for key, _ in node.key_value_pairs:
        if isinstance(key, StringConstantExpressionAst | ConstantExpressionAst):
            name = key.value.lower() if isinstance(key.value, str) else key.value
            if name in seen:
                r.error("DuplicateKeyInHashLiteral", key.start, key.end, str(key.value))
            seen.add(name)


def _function(r: Reader, node: FunctionDefinitionAst) -> None:
    block = node.body.param_block
    if block is not None and node.parameters:
        r.error("OnlyOneParameterListAllowed", block.start, block.end)
    seen: set[str] = set()
    for parameter in node.parameters or (block.parameters if block else []):
        name = parameter.name.user_path.lower()
        if name in seen:
            r.error("DuplicateFormalParameter", parameter.name.start, parameter.name.end, parameter.name.user_path)
        seen.add(name)


def _foreach(r: Reader, node: ForEachStatementAst) -> None:
    r.error("ParallelNotSupported", node.start, node.end)


def _switch(r: Reader, node: SwitchStatementAst) -> None:
    r.error("ParallelNotSupported", node.start, node.end)


def _try(r: Reader, node: TryStatementAst) -> None:
    seen: set[str] = set()
    for n, clause in enumerate(node.catch_clauses):
        if clause.is_catch_all and n + 1 < len(node.catch_clauses):
            r.error("EmptyCatchNotLast", clause.start, clause.end)
        for constraint in clause.catch_types:
            name = constraint.type_name.full_name.lower()
            if name in seen:
                r.error("ExceptionTypeAlreadyCaught", constraint.start, constraint.end, constraint.type_name.full_name)
            seen.add(name)
    if node.finally_block is not None:
        for statement in leaving.out_of(node.finally_block):
            r.error("ControlLeavingFinally", statement.start, statement.end)


_CHECKS: Final[dict[type[Ast], Callable[[Reader, Any], None]]] = {
    AssignmentStatementAst: _assignment,
    UnaryExpressionAst: _increment,
    VariableExpressionAst: _splatted,
    AttributedExpressionAst: _attributed,
    AttributeAst: _attribute,
    ConvertExpressionAst: _convert,
    HashtableAst: _hashtable,
    FunctionDefinitionAst: _function,
    ForEachStatementAst: _foreach,
    SwitchStatementAst: _switch,
    TryStatementAst: _try,
    TypeDefinitionAst: class_checks.check,
}
