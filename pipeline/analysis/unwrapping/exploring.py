"""What an evaluation of a text looks into where it could not run it: branches, script blocks, single calls."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast
from pipeline.powershell.folding import UNKNOWN, LimitReached, PowerShellError, Unknown
from pipeline.powershell.folding import pipeline as pipelines
from pipeline.powershell.folding.flow import Exit, Leave, Return
from pipeline.powershell.folding.scope import Scope
from pipeline.powershell.folding.statements import statement_value
from pipeline.powershell.walk import walk

from . import sinks
from .candidates import Plan, targets
from .runner import Runner

if TYPE_CHECKING:
    from pipeline.powershell.script import Script
    from pipeline.powershell.tokens import Token

    from .host import Windows
    from .state import State

_MOST_NODES: Final = 4_000
"""Nodes of one statement that are looked through for what it may have changed."""
_TELLING: Final = (
    ast.AssignmentStatementAst, ast.ForEachStatementAst, ast.UnaryExpressionAst, ast.InvokeMemberExpressionAst, ast.ScriptBlockExpressionAst,
)
"""Nodes that change something, or that hold statements."""


class Explorer(Runner):
    """An evaluator that knows what to do about a statement that could not be run.

    `depth` counts the layers around the text, `parent` is the index of the one that it is, None for the script itself; `all` says that every
    statement counts, not only those that the plan marked.
    """

    def __init__(self, script: Script, state: State, host: Windows, *, scope: Scope, depth: int, parent: int | None) -> None:
        super().__init__(script.text, scope, state.budget, host)
        self.use(script.root)
        self.script = script
        self.state = state
        self.windows = host
        self.plan = Plan(script)
        self.depth = depth
        self.parent = parent
        self.all = False
        self.visited: set[int] = set()
        self._known_parts: dict[int, tuple[ast.Ast, list[ast.Ast], int]] = {}

    def forget(self, statement: ast.Ast) -> None:
        """Mark the variables that a statement may have changed as unknown."""
        for node in self._parts(statement):
            if isinstance(node, ast.AssignmentStatementAst):
                for target in targets(node):
                    self._forget_variable(target)
            elif isinstance(node, ast.ForEachStatementAst):
                self._forget_variable(node.variable)
            elif isinstance(node, ast.UnaryExpressionAst) and ("PlusPlus" in node.token_kind or "MinusMinus" in node.token_kind):
                self._forget_variable(node.child)
            elif isinstance(node, ast.InvokeMemberExpressionAst):
                for each in (node.expression, *node.arguments):
                    self._forget_content(each)

    def _parts(self, statement: ast.Ast) -> list[ast.Ast]:
        """The nodes of a statement that tell something, all paid for: what fails over and over again costs, too."""
        known = self._known_parts.get(id(statement))
        if known is None:
            # The statement is kept beside its parts, so that no other takes its id.
            known = self._known_parts[id(statement)] = statement, *self._found_parts(statement)
        self.budget.steps -= 2 * known[2]
        return known[1]

    def _found_parts(self, statement: ast.Ast) -> tuple[list[ast.Ast], int]:
        """Its telling nodes, and how many nodes it has; a function of another text is walked through, the script's own parts are looked up."""
        if self.text is not self.script.text:
            nodes = list(islice(walk(statement), _MOST_NODES + 1))
            return [node for node in nodes if isinstance(node, _TELLING)], len(nodes)
        first = bisect_left(self.telling, statement.start, key=_start)
        tokens = self.script.tokens
        begin = bisect_left(tokens, statement.start, key=_start)
        # About as many nodes as tokens: what is charged for, and where too long a statement is cut off.
        count = min(bisect_left(tokens, statement.end, key=_start) - begin, _MOST_NODES)
        end = tokens[begin + count].start if begin + count < len(tokens) else statement.end
        return self.telling[first:bisect_left(self.telling, min(statement.end, end), key=_start)], count + 1

    @cached_property
    def telling(self) -> list[ast.Ast]:
        """All telling nodes of the script, by where they begin."""
        classes = (*_TELLING, ast.BaseCtorInvokeMemberExpressionAst)
        return sorted((node for each in classes for node in self.script.nodes.get(each, ())), key=_start)

    def _forget_variable(self, target: ast.Ast) -> None:
        if isinstance(target, ast.VariableExpressionAst):
            self.scope.set(target.name.lower(), UNKNOWN)

    def _forget_content(self, target: ast.Ast) -> None:
        """A call may change what its target and arguments hold, unless that never changes."""
        if isinstance(target, ast.VariableExpressionAst):
            value = self.scope.values.get(target.name.lower())
            if value is not None and not isinstance(value, str | int | float | bool):
                self.scope.set(target.name.lower(), UNKNOWN)

    def explore(self, statement: ast.Ast) -> None:
        if isinstance(statement, ast.IfStatementAst):
            bodies = [body for _, body in statement.clauses] + ([statement.else_clause] if statement.else_clause else [])
        elif isinstance(statement, ast.SwitchStatementAst):
            bodies = [body for _, body in statement.clauses] + ([statement.default] if statement.default else [])
        elif isinstance(statement, ast.LoopStatementAst):
            bodies = [statement.body]  # type: ignore[attr-defined]
        elif isinstance(statement, ast.AssignmentStatementAst) and statement in self.plan.candidates_in(statement):
            self._try_candidates(statement)
            self._explore_parts(statement)
            return
        elif isinstance(statement, ast.TryStatementAst):
            bodies = [statement.body, *(clause.body for clause in statement.catch_clauses)]
            bodies += [statement.finally_block] if statement.finally_block else []
        else:
            self._explore_parts(statement)
            return
        for body in bodies:
            if id(body) in self.plan.around or self.all:
                self.in_branch(body)
        self._try_candidates(statement)

    def _explore_parts(self, statement: ast.Ast) -> None:
        """Script blocks in a statement, and calls in it that can be understood by themselves."""
        self._try_candidates(statement)
        for node in self._parts(statement):
            if isinstance(node, ast.ScriptBlockExpressionAst) and id(node) in self.plan.around:
                self.in_branch(node.script_block, unknown=["_"])

    def in_branch(self, body: ast.StatementBlockAst | ast.ScriptBlockAst, unknown: list[str] | None = None) -> None:
        """Read statements that may or may not run: what they assign stays among them."""
        outer, trying = self.scope, self.trying
        self.scope = Scope(outer)
        self.trying = 0
        for name in unknown or ():
            self.scope.set(name, UNKNOWN)
        try:
            if isinstance(body, ast.StatementBlockAst):
                self.run_all(body.statements)
            else:
                for block in (body.begin_block, body.process_block, body.end_block):
                    if block is not None:
                        self.run_all(block.statements)
        finally:
            self.scope, self.trying = outer, trying

    def _try_candidates(self, statement: ast.Ast) -> None:
        """Calls that could not be reached: their texts may be known all the same."""
        for node in self.plan.candidates_in(statement):
            if id(node) in self.visited or _block_between(node, statement):
                continue
            self.visited.add(id(node))
            try:
                if isinstance(node, ast.CommandAst):
                    pipelines.run_command(self, node, self._piped_into(node))
                else:
                    self.value(node)
            except LimitReached as limit:
                self.limit(str(limit))
            except (Unknown, PowerShellError, Leave, Return, Exit):
                if not self._try_arguments(node):
                    self._tell_unknown(node)

    def _try_arguments(self, node: ast.Ast) -> bool:
        """Of a call on something unknown, look at the arguments alone; of an assignment, at what is assigned."""
        if isinstance(node, ast.AssignmentStatementAst):
            given: list[ast.Ast] = [node.right]
        elif isinstance(node, ast.InvokeMemberExpressionAst):
            given = [*node.arguments]
        else:
            return False
        values = []
        for each in given:
            try:
                values.append(statement_value(self, each) if isinstance(each, ast.StatementAst) else self.value(each))
            except (Unknown, PowerShellError):
                continue
        if isinstance(node, ast.AssignmentStatementAst):
            return sinks.arguments_assigned(self, values, node)
        name = node.member.value.lower() if isinstance(node.member, ast.StringConstantExpressionAst) else ""
        return sinks.called(self, name, values)

    def _piped_into(self, node: ast.CommandAst) -> list[object] | None:
        """What the elements before a command in its pipeline put out."""
        pipeline = node.parent
        if not isinstance(pipeline, ast.PipelineAst) or pipeline.pipeline_elements[0] is node:
            return None
        before = pipeline.pipeline_elements[:pipeline.pipeline_elements.index(node)]
        return pipelines.run(self, ast.PipelineAst(pipeline.start, before[-1].end, before, background=False))

    def _tell_unknown(self, node: ast.Ast) -> None:
        """Say why the text of a call is not known, where the reason is the network."""
        if self.plan.runs_text(node) and self.plan.comes_from_afar(node):
            line = self.script.position(node.start)[0]
            where = "" if self.parent is None else f" of layer {self.parent + 1}"
            self.state.note(f"What line {line}{where} runs depends on the network: it is not in the script.")

    def run_all(self, statements: list[ast.StatementAst]) -> None:
        for statement in statements:
            try:
                self.run_statement(statement, [])
            except (Leave, Return, Exit, PowerShellError):  # the block ends here, or what was thrown ends it
                return

    def limit(self, name: str) -> None:
        self.state.limit({"steps": "steps", "depth": "nesting"}.get(name, "size"))


def _start(node: ast.Ast | Token) -> int:
    return node.start


def _block_between(node: ast.Ast, statement: ast.Ast) -> bool:
    """Whether a script block or a block of statements stands between a node and a statement around it."""
    above = None if node is statement else node.parent
    while above is not None and above is not statement:
        if isinstance(above, ast.ScriptBlockAst) or (isinstance(above, ast.StatementBlockAst) and isinstance(above.parent, ast.StatementAst)):
            return True
        above = above.parent
    return False

