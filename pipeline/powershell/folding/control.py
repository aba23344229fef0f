"""`if`, `switch` and loops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipeline.powershell import nodes as ast

from . import statements
from .comparison import equal
from .convert import item_text, to_bool, to_text
from .flow import Break, Leave
from .outcome import Unknown
from .pattern import admit, compile_pattern
from .replace import like
from .values import NOTHING, Array, ScriptBlock

if TYPE_CHECKING:
    from collections.abc import Callable

    from .evaluate import Evaluator


def _truth(evaluator: Evaluator, condition: ast.PipelineBaseAst | None) -> bool:
    if condition is None:
        return True
    value = statements.pipeline_value(evaluator, condition)
    return value is not NOTHING and to_bool(value)


def _if(evaluator: Evaluator, node: ast.IfStatementAst, out: list[object]) -> None:
    for condition, body in node.clauses:
        if _truth(evaluator, condition):
            statements.run_block(evaluator, body, out)
            return
    if node.else_clause is not None:
        statements.run_block(evaluator, node.else_clause, out)


def _round(evaluator: Evaluator, node: ast.LoopStatementAst, body: ast.StatementBlockAst, out: list[object]) -> bool:
    """Run the body once; whether the loop goes on."""
    evaluator.budget.spend()
    try:
        statements.run_block(evaluator, body, out)
    except Leave as leave:
        if leave.label is not None and leave.label != (node.label or "").lower():
            raise
        if isinstance(leave, Break):
            return False
    evaluator.after_round()
    return True


class _Rounds:
    """Tells a loop that never ends: from the end of one round to the end of the next nothing changed."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.last = -1

    def run(self, node: ast.LoopStatementAst, body: ast.StatementBlockAst, out: list[object]) -> bool:
        """Run the body once more; whether the loop goes on."""
        goes_on = _round(self.evaluator, node, body, out)
        if goes_on and self.evaluator.progress == self.last:
            raise Unknown("a loop that never ends")
        self.last = self.evaluator.progress
        return goes_on


def _for(evaluator: Evaluator, node: ast.ForStatementAst, out: list[object]) -> None:
    if node.initializer is not None:
        statements.pipeline_value(evaluator, node.initializer)
    rounds = _Rounds(evaluator)
    while _truth(evaluator, node.condition) and rounds.run(node, node.body, out):
        if node.iterator is not None:
            statements.pipeline_value(evaluator, node.iterator)


def _for_each(evaluator: Evaluator, node: ast.ForEachStatementAst, out: list[object]) -> None:
    value = statements.pipeline_value(evaluator, node.condition)
    if value is None:
        return
    for item in list(statements.enumerated(value)):
        statements.assign(evaluator, node.variable, item)
        if not _round(evaluator, node, node.body, out):
            return


def _while(evaluator: Evaluator, node: ast.WhileStatementAst, out: list[object]) -> None:
    rounds = _Rounds(evaluator)
    while _truth(evaluator, node.condition) and rounds.run(node, node.body, out):
        pass


def _do_while(evaluator: Evaluator, node: ast.DoWhileStatementAst, out: list[object]) -> None:
    rounds = _Rounds(evaluator)
    while rounds.run(node, node.body, out) and _truth(evaluator, node.condition):
        pass


def _do_until(evaluator: Evaluator, node: ast.DoUntilStatementAst, out: list[object]) -> None:
    rounds = _Rounds(evaluator)
    while rounds.run(node, node.body, out) and not _truth(evaluator, node.condition):
        pass


def _switch(evaluator: Evaluator, node: ast.SwitchStatementAst, out: list[object]) -> None:
    if "File" in node.flags or "Parallel" in node.flags:
        raise Unknown("a switch over a file")
    value = statements.pipeline_value(evaluator, node.condition)
    values = evaluator.scope.values
    kept = values.get("_", NotImplemented)
    try:
        for item in list(statements.enumerated(value)):
            values["_"] = item
            if not _choose(evaluator, node, item, out):
                return
    finally:
        if kept is NotImplemented:
            values.pop("_", None)
        else:
            values["_"] = kept


def _choose(evaluator: Evaluator, node: ast.SwitchStatementAst, item: object, out: list[object]) -> bool:
    """Run the clauses that fit one item; whether the switch goes on."""
    fitted = False
    try:
        for test, body in node.clauses:
            if _fits(evaluator, node.flags, item, evaluator.value(test)):
                fitted = True
                statements.run_block(evaluator, body, out)
        if not fitted and node.default is not None:
            statements.run_block(evaluator, node.default, out)
    except Leave as leave:
        if leave.label is not None and leave.label != (node.label or "").lower():
            raise
        return not isinstance(leave, Break)
    return True


def _fits(evaluator: Evaluator, flags: str, item: object, test: object) -> bool:
    ignore_case = "CaseSensitive" not in flags
    if isinstance(test, ScriptBlock):
        return to_bool(Array(evaluator.call(test, item)))
    if "Regex" in flags:
        text = to_text(item)
        return admit(compile_pattern(to_text(test), ignore_case), text, evaluator.budget).search(text) is not None
    if "Wildcard" in flags:
        return like(item_text(item), to_text(test), ignore_case, evaluator.budget)
    return equal(item_text(item) if isinstance(test, str) else item, test, ignore_case)


HANDLERS: Final[dict[type[ast.Ast], Callable[[Evaluator, Any, list[object]], None]]] = {
    ast.IfStatementAst: _if, ast.ForStatementAst: _for, ast.ForEachStatementAst: _for_each, ast.WhileStatementAst: _while,
    ast.DoWhileStatementAst: _do_while, ast.DoUntilStatementAst: _do_until, ast.SwitchStatementAst: _switch,
}
