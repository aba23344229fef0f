"""Statements: what a block puts out, and what it does to variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipeline.powershell import nodes as ast

from . import control, functions, operators, pipeline
from .arrays import assign_element
from .convert import to_text
from .flow import Break, Continue, Exit, Return
from .objects import assign_member
from .outcome import PowerShellError, Unknown, fail
from .values import NOTHING, UNKNOWN, Array, CustomObject, Hashtable, ScriptBlock
from .variables import split_path, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from .evaluate import Evaluator

_OPERATORS: Final = {
    "PlusEquals": "Plus", "MinusEquals": "Minus", "MultiplyEquals": "Multiply", "DivideEquals": "Divide", "RemainderEquals": "Rem",
}


def outputs(evaluator: Evaluator, block: ast.StatementBlockAst | ast.NamedBlockAst) -> list[object]:
    """All that the statements of a block put out."""
    out: list[object] = []
    run_block(evaluator, block, out)
    return out


def run_block(evaluator: Evaluator, block: ast.StatementBlockAst | ast.NamedBlockAst, out: list[object]) -> None:
    """Run the statements of a block one by one, adding what they put out."""
    if block.traps:
        raise Unknown("a trap")
    for statement in block.statements:
        evaluator.run_statement(statement, out)


def run(evaluator: Evaluator, statement: ast.Ast, out: list[object]) -> None:
    """Run one statement."""
    evaluator.budget.spend()
    before = len(out)
    handler = _HANDLERS.get(statement.__class__)
    if handler is not None:
        handler(evaluator, statement, out)
    elif isinstance(statement, ast.PipelineAst):
        out += _pipeline_outputs(evaluator, statement)
    elif isinstance(statement, ast.CommandExpressionAst):
        out += enumerated(evaluator.evaluate(statement.expression))
    elif isinstance(statement, ast.AssignmentStatementAst):
        assignment(evaluator, statement)
    else:
        raise Unknown(f"a {statement.kind}")
    evaluator.budget.fits(len(out))
    for item in out[before:]:
        evaluator.budget.keep(item)
        evaluator.progress += item is not UNKNOWN


def _pipeline_outputs(evaluator: Evaluator, statement: ast.PipelineAst) -> list[object]:
    only = pipeline.lone_expression(statement)
    if only is None:
        return pipeline.run(evaluator, statement)
    result = evaluator.evaluate(only)
    if isinstance(only, ast.UnaryExpressionAst) and only.token_kind in _STEPS:
        return []
    return enumerated(result)


def enumerated(value: object) -> list[object]:
    """What a pipeline hands on of a value."""
    if isinstance(value, Array):
        return value.items
    return [] if value is NOTHING else [value]


def as_value(items: list[object]) -> object:
    """What a variable gets that collects outputs: nothing, the only one, or an array."""
    if len(items) == 1:
        return items[0]
    return Array(items) if items else NOTHING


def pipeline_value(evaluator: Evaluator, node: ast.PipelineBaseAst) -> object:
    """A pipeline where a value is wanted: a lone expression keeps its type."""
    if isinstance(node, ast.AssignmentStatementAst):
        return assignment(evaluator, node)
    if not isinstance(node, ast.PipelineAst):
        raise Unknown(f"a {node.kind}")
    only = pipeline.lone_expression(node)
    return evaluator.evaluate(only) if only is not None else as_value(pipeline.run(evaluator, node))


def statement_value(evaluator: Evaluator, node: ast.StatementAst) -> object:
    """The right side of an assignment, which may be any statement."""
    result: object
    if isinstance(node, ast.CommandExpressionAst) and not node.redirections:
        result = evaluator.evaluate(node.expression)
    elif isinstance(node, ast.PipelineBaseAst):
        result = pipeline_value(evaluator, node)
    else:
        out: list[object] = []
        run(evaluator, node, out)
        result = as_value(out)
    return None if result is NOTHING else result


def assignment(evaluator: Evaluator, node: ast.AssignmentStatementAst) -> object:
    """Assign, and give the value assigned."""
    if node.operator == "QuestionQuestionEquals":
        value = evaluator.value(node.left)
        if value is not None:
            return value
    value = statement_value(evaluator, node.right)
    if node.operator in _OPERATORS:
        value = _combined(evaluator, node, value)
    assign(evaluator, node.left, value)
    return value


def _combined(evaluator: Evaluator, node: ast.AssignmentStatementAst, value: object) -> object:
    target = node.left
    while isinstance(target, ast.AttributedExpressionAst):
        target = target.child
    return operators.binary(evaluator, _OPERATORS[node.operator], evaluator.value(target), value)


def assign(evaluator: Evaluator, target: ast.Ast, value: object) -> None:
    """Put a value where an expression says."""
    if isinstance(target, ast.VariableExpressionAst):
        _assign_variable(evaluator, target.user_path, value)
    elif isinstance(target, ast.ConvertExpressionAst) and isinstance(target.attribute, ast.TypeConstraintAst):
        name = evaluator.resolve(target.attribute.type_name)
        if isinstance(target.child, ast.VariableExpressionAst):
            evaluator.scope.types[split_path(target.child.user_path)[1]] = name
        assign(evaluator, target.child, evaluator.cast(value, name))
    elif isinstance(target, ast.ArrayLiteralAst):
        _assign_several(evaluator, target, value)
    elif isinstance(target, ast.IndexExpressionAst):
        evaluator.progress += 1
        evaluator.budget.keep(value)
        assign_element(evaluator.value(target.target), evaluator.value(target.index), value)
    elif isinstance(target, ast.MemberExpressionAst) and not target.static:
        _assign_member(evaluator, target, value)
    else:
        raise Unknown("an assignment to something else")


def _assign_variable(evaluator: Evaluator, path: str, value: object) -> None:
    wanted = evaluator.scope.types.get(split_path(path)[1])
    write(evaluator, path, evaluator.cast(value, wanted) if wanted else value)


def _assign_several(evaluator: Evaluator, target: ast.ArrayLiteralAst, value: object) -> None:
    """`$a, $b = 1, 2, 3`: the last one takes the rest."""
    values = value.items if isinstance(value, Array) else [value]
    last = len(target.elements) - 1
    for at, element in enumerate(target.elements):
        if at < last:
            assign(evaluator, element, values[at] if at < len(values) else None)
        else:
            rest = values[at:]
            assign(evaluator, element, Array(rest) if len(rest) > 1 else rest[0] if rest else None)


def _assign_member(evaluator: Evaluator, target: ast.MemberExpressionAst, value: object) -> None:
    evaluator.progress += 1
    owner = evaluator.value(target.expression)
    name = to_text(evaluator.value(target.member))
    if isinstance(owner, Hashtable):
        owner.set(name, value)
    elif isinstance(owner, CustomObject) and "ToString" in owner.properties:
        raise Unknown("a property of such an object")
    else:
        assign_member(owner, name.lower(), value)


_STEPS: Final = ("PlusPlus", "MinusMinus", "PostfixPlusPlus", "PostfixMinusMinus")


def step(evaluator: Evaluator, node: ast.UnaryExpressionAst) -> object:
    """`$i++` and its relatives: the value before, or after for the prefix forms."""
    before = evaluator.value(node.child)
    after = operators.binary(evaluator, "Plus" if "Plus" in node.token_kind else "Minus", 0 if before is None else before, 1)
    assign(evaluator, node.child, after)
    return (0 if before is None else before) if node.token_kind.startswith("Postfix") else after


def call_block(evaluator: Evaluator, block: ScriptBlock, item: object, arguments: tuple[object, ...]) -> list[object]:
    """Run a script block in the caller's scope, with `$_` and `$args`."""
    scope = evaluator.scope
    kept = {name: scope.values.get(name, NotImplemented) for name in ("_", "args")}
    scope.values |= {"_": item, "args": Array(arguments)}
    try:
        return functions.run_body(evaluator, block.ast, block.text, list(arguments))
    finally:
        for name, value in kept.items():
            if value is NotImplemented:
                scope.values.pop(name, None)
            else:
                scope.values[name] = value


def _return(evaluator: Evaluator, node: ast.ReturnStatementAst, out: list[object]) -> None:
    if node.pipeline is not None:
        out += enumerated(pipeline_value(evaluator, node.pipeline))
    raise Return


def _break(evaluator: Evaluator, node: ast.BreakStatementAst, out: list[object]) -> None:
    del out
    raise Break(_label(evaluator, node.label))


def _continue(evaluator: Evaluator, node: ast.ContinueStatementAst, out: list[object]) -> None:
    del out
    raise Continue(_label(evaluator, node.label))


def _label(evaluator: Evaluator, label: ast.ExpressionAst | None) -> str | None:
    return None if label is None else to_text(evaluator.value(label)).lower()


def _exit(evaluator: Evaluator, node: ast.ExitStatementAst, out: list[object]) -> None:
    del evaluator, node, out
    raise Exit


def _throw(evaluator: Evaluator, node: ast.ThrowStatementAst, out: list[object]) -> None:
    del evaluator, out
    fail("ScriptHalted" if node.pipeline is None else "thrown")


def _function(evaluator: Evaluator, node: ast.FunctionDefinitionAst, out: list[object]) -> None:
    del out
    evaluator.scope.functions[node.name.lower().rpartition(":")[2]] = (node, evaluator.text)


def _try(evaluator: Evaluator, node: ast.TryStatementAst, out: list[object]) -> None:
    evaluator.trying += 1
    try:
        run_block(evaluator, node.body, out)
        failed = False
    except PowerShellError:
        failed = True
    finally:
        evaluator.trying -= 1
    if failed:
        _catch(evaluator, node, out)
    if node.finally_block is not None:
        run_block(evaluator, node.finally_block, out)


def _catch(evaluator: Evaluator, node: ast.TryStatementAst, out: list[object]) -> None:
    clause = next((clause for clause in node.catch_clauses if clause.is_catch_all), None)
    if clause is None or len(node.catch_clauses) > 1:
        raise Unknown("which catch fits")
    run_block(evaluator, clause.body, out)


_HANDLERS: Final[dict[type[ast.Ast], Callable[[Evaluator, Any, list[object]], None]]] = {
    ast.ReturnStatementAst: _return, ast.BreakStatementAst: _break, ast.ContinueStatementAst: _continue, ast.ExitStatementAst: _exit,
    ast.ThrowStatementAst: _throw, ast.FunctionDefinitionAst: _function, ast.TryStatementAst: _try,
    **control.HANDLERS,
}

