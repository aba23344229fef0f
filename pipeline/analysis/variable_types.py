"""Types of variables in one function, as far as PSScriptAnalyzer's rules know them.

A variable has a type where every way to it assigned the same one, and where nothing that is known to be assigned to it anywhere in the
function is of another. What is assigned in `{ }` blocks inside is not followed, a cast on the left side does not count, and another variable
on the right makes the type undetermined everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pipeline.powershell.nodes import (
    AssignmentStatementAst,
    Ast,
    BlockStatementAst,
    BreakStatementAst,
    ContinueStatementAst,
    DoUntilStatementAst,
    DoWhileStatementAst,
    ExitStatementAst,
    ForEachStatementAst,
    ForStatementAst,
    FunctionDefinitionAst,
    IfStatementAst,
    NamedBlockAst,
    ReturnStatementAst,
    ScriptBlockAst,
    ScriptBlockExpressionAst,
    StatementBlockAst,
    SwitchStatementAst,
    ThrowStatementAst,
    TrapStatementAst,
    TryStatementAst,
    TypeDefinitionAst,
    VariableExpressionAst,
    WhileStatementAst,
    children,
)
from pipeline.powershell.parameters import declarations
from pipeline.powershell.types import constrained_type
from pipeline.powershell.variables import targets

from .inference import type_of

UNDETERMINED = "?"
"""The type of a variable that is given different types, or that is not given any on some way."""

_DEEP = 16
"""Ways inside so many ways are taken one behind the other: nobody writes that, and it would take time."""

_APART = (ScriptBlockExpressionAst, FunctionDefinitionAst, TypeDefinitionAst)


class VariableTypes:
    """The types of the variables that a function, or the script outside of its functions, reads."""

    def __init__(self, where: FunctionDefinitionAst | ScriptBlockAst, namespaces: tuple[str, ...] = ()) -> None:
        self._namespaces = namespaces
        self._anywhere: dict[str, str] = {}
        self._reads: dict[VariableExpressionAst, str] = {}
        self._now: dict[str, str] = {}
        self._log: list[tuple[str, str | None]] = []
        self._gone = False
        self._depth = 0
        for parameter in declarations(where):
            self._give(parameter.name, constrained_type(parameter.attributes, namespaces))
        block = where.body if isinstance(where, FunctionDefinitionAst) else where
        for named in (block.dynamic_param_block, block.begin_block, block.process_block, block.end_block, block.clean_block):
            if named is not None:
                self._gone = False
                self._block(named)

    def type_of(self, variable: VariableExpressionAst) -> str | None:
        """The full name of a variable's type where it is read, or `UNDETERMINED`; None if nothing is known of it."""
        name = variable.user_path.lower()
        kind = self._reads.get(variable)
        if kind is None:
            return UNDETERMINED if name in self._anywhere else None
        return kind if self._anywhere.get(name, kind) == kind else UNDETERMINED

    def _give(self, variable: VariableExpressionAst, kind: str | None, *, keeps: bool = False) -> None:
        """Assign something; `keeps`: if nothing is known of it, the variable stays what it was, as with `$text += <something>`."""
        name = variable.user_path.lower()
        if kind is not None and self._anywhere.setdefault(name, kind) != kind:
            self._anywhere[name] = UNDETERMINED
        if not keeps or name not in self._now:
            self._set(name, kind or UNDETERMINED)
        elif kind is not None and kind != self._now[name]:
            self._set(name, UNDETERMINED)

    def _set(self, name: str, kind: str) -> None:
        if not self._gone:
            self._log.append((name, self._now.get(name)))
            self._now[name] = kind

    # -- one statement after the other -----------------------------------------------------------------------------------------------

    def _block(self, block: NamedBlockAst | StatementBlockAst) -> None:
        for statement in block.statements:
            self._statement(statement)
        for trap in block.traps:
            self._statement(trap)

    def _statement(self, node: Ast) -> None:
        _RULES.get(node.__class__, VariableTypes._evaluate)(self, node)

    def _evaluate(self, node: Ast | None) -> None:
        """Go through what is no statement of control flow, in the order in which it runs."""
        if node is None:
            return
        for found in _in_order(node):
            if isinstance(found, VariableExpressionAst):
                kind = self._now.get(found.user_path.lower())
                if kind is not None and not self._gone:
                    self._reads[found] = kind
            elif isinstance(found, AssignmentStatementAst):
                self._assign(found)
            elif found is not node:
                self._statement(found)

    def _assign(self, node: AssignmentStatementAst) -> None:
        written = list(targets(node.left))
        kind = type_of(node.right, lambda _: UNDETERMINED, self._namespaces) if len(written) == 1 else UNDETERMINED
        for variable in written:
            self._give(variable, kind, keeps=node.operator != "Equals")

    # -- ways that part and meet -----------------------------------------------------------------------------------------------------

    def _ways(self, bodies: Iterable[Callable[[], None]], *, or_none: bool) -> None:
        """Go each way from here, and on from where they meet; `or_none`: perhaps none is gone. A way that leaves does not meet the others."""
        was_gone = self._gone
        if self._depth == _DEEP:
            for body in bodies:
                body()
                self._gone = was_gone
            return
        self._depth += 1
        ends: list[dict[str, str]] = [{}] if or_none else []
        for body in bodies:
            begin = len(self._log)
            body()
            if not self._gone:
                ends.append({name: self._now[name] for name, _ in self._log[begin:]})
            self._go_back(begin)
            self._gone = was_gone
        self._depth -= 1
        if ends:
            self._meet(ends)
        else:
            self._gone = True

    def _go_back(self, begin: int) -> None:
        """Undo what was set since: ways are many, and what each sets is little against all that is set."""
        while len(self._log) > begin:
            name, kind = self._log.pop()
            if kind is None:
                del self._now[name]
            else:
                self._now[name] = kind

    def _meet(self, ends: list[dict[str, str]]) -> None:
        """A type that differs between the ways, or that not all of them give, is undetermined."""
        kinds: dict[str, list[str]] = {}
        for end in ends:
            for name, kind in end.items():
                kinds.setdefault(name, []).append(kind)
        for name, given in kinds.items():
            before = self._now.get(name) if len(given) < len(ends) else given[0]
            self._set(name, given[0] if set(given) == {before} else UNDETERMINED)

    def _bodies(self, *bodies: StatementBlockAst | None, or_none: bool = True) -> None:
        def way(body: StatementBlockAst) -> Callable[[], None]:
            return lambda: self._block(body)

        self._ways([way(body) for body in bodies if body is not None], or_none=or_none)

    def _if(self, node: IfStatementAst) -> None:
        for condition, _ in node.clauses:
            self._evaluate(condition)
        self._bodies(*(body for _, body in node.clauses), node.else_clause, or_none=node.else_clause is None)

    def _switch(self, node: SwitchStatementAst) -> None:
        self._evaluate(node.condition)
        for condition, _ in node.clauses:
            self._evaluate(condition)
        self._bodies(*(body for _, body in node.clauses), node.default)

    def _for(self, node: ForStatementAst) -> None:
        self._evaluate(node.initializer)
        self._evaluate(node.condition)
        self._bodies(node.body)
        self._ways([lambda: self._evaluate(node.iterator)], or_none=True)

    def _foreach(self, node: ForEachStatementAst) -> None:
        def once() -> None:
            self._give(node.variable, None)
            self._block(node.body)

        self._evaluate(node.condition)
        self._ways([once], or_none=True)

    def _while(self, node: WhileStatementAst) -> None:
        self._evaluate(node.condition)
        self._bodies(node.body)

    def _do(self, node: DoWhileStatementAst | DoUntilStatementAst) -> None:
        was_gone = self._gone
        self._block(node.body)
        self._gone = was_gone  # a `break` or `continue` led here
        self._evaluate(node.condition)

    def _try(self, node: TryStatementAst) -> None:
        self._bodies(node.body, *(clause.body for clause in node.catch_clauses), or_none=not node.catch_clauses)
        if node.finally_block is not None:
            self._block(node.finally_block)

    def _leave(self, node: Ast) -> None:
        for child in children(node):
            self._evaluate(child)
        self._gone = True


def _in_order(node: Ast) -> Iterator[Ast]:
    """The nodes of an expression, an assignment behind its operands; blocks inside are left out, statements of control flow left whole."""
    stack: list[tuple[Ast, bool]] = [(node, False)]
    while stack:
        found, done = stack.pop()
        if done or not found._fields or (found is not node and found.__class__ in _RULES):
            yield found
            continue
        if isinstance(found, AssignmentStatementAst):
            stack.append((found, True))
        if not isinstance(found, _APART):
            stack += [(child, False) for child in reversed(children(found))]


_RULES: dict[type[Ast], Callable[..., None]] = {
    IfStatementAst: VariableTypes._if,  # noqa: SLF001 - the class's own table
    SwitchStatementAst: VariableTypes._switch,  # noqa: SLF001
    ForStatementAst: VariableTypes._for,  # noqa: SLF001
    ForEachStatementAst: VariableTypes._foreach,  # noqa: SLF001
    WhileStatementAst: VariableTypes._while,  # noqa: SLF001
    DoWhileStatementAst: VariableTypes._do,  # noqa: SLF001
    DoUntilStatementAst: VariableTypes._do,  # noqa: SLF001
    TryStatementAst: VariableTypes._try,  # noqa: SLF001
    TrapStatementAst: lambda types, node: types._bodies(node.body),  # noqa: SLF001
    BlockStatementAst: lambda types, node: types._block(node.body),  # noqa: SLF001
    StatementBlockAst: VariableTypes._block,  # noqa: SLF001
    **dict.fromkeys((ReturnStatementAst, ThrowStatementAst, ExitStatementAst, BreakStatementAst, ContinueStatementAst), VariableTypes._leave),  # noqa: SLF001
}
