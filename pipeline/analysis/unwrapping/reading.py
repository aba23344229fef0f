"""Going through a script as PowerShell would, statement by statement, as far as it is known: what is not is forgotten, not guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast
from pipeline.powershell.folding import UNKNOWN, Evaluator, LimitReached, PowerShellError, Unknown
from pipeline.powershell.folding import pipeline as pipelines
from pipeline.powershell.folding.flow import Exit, Leave, Return
from pipeline.powershell.folding.scope import Scope
from pipeline.powershell.folding.statements import statement_value
from pipeline.powershell.folding.values import code_points
from pipeline.powershell.script import Script, parse
from pipeline.powershell.walk import walk

from . import sinks
from .backticks import without_backticks
from .candidates import Plan, targets
from .host import WindowsValues
from .inplace import put_together
from .result import Layer
from .runner import Runner
from .state import MOST_DEPTH, STEPS_A_STATEMENT
from .techniques import techniques

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .host import Windows
    from .state import State

_MOST_BLIND_ROUNDS: Final = 16
"""Rounds of a loop in which something was not known."""
_SMALL: Final = 100_000
"""Characters of a layer that is read whole."""
_AUTOMATIC: Final = frozenset({"_", "args", "input", "this", "matches", "error", "myinvocation", "psboundparameters", "host", "pwd"})
_MOST_NESTED: Final = 40
"""Statements within each other."""
_MOST_NODES: Final = 4_000
"""Nodes of one statement that are looked through for what it may have changed."""


class Reading(Runner):
    """An evaluator that goes on behind what it does not know.

    `parent` is the index of the layer that is read, None for the script itself.
    """

    def __init__(self, script: Script, state: State, host: Windows, *, scope: Scope | None = None, depth: int = 0, parent: int | None = None) -> None:
        super().__init__(script.text, scope, state.budget, host)
        self.use(script.root)
        self.script = script
        self.state = state
        self.windows = host
        self.plan = Plan(script)
        self.depth = depth
        self.parent = parent
        self.all = False
        self._visited: set[int] = set()
        self._current: ast.Ast = script.root
        self._blind = 0
        self._rounds = 0
        self._nested = 0

    # -- the whole text --------------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Find every layer of this text."""
        self.all = self._reads_whole()
        if not self.plan.candidates and not self.all:
            return
        self.plan.slice()
        self._set_defaults()
        body = self.script.root
        for block in (body.begin_block, body.process_block, body.end_block):
            if block is not None:
                self._run_all(block.statements)
        self._look_into_blocks()

    def _reads_whole(self) -> bool:
        """A layer may set what the text around it uses, and use what that sets: then every statement counts."""
        return len(self.text) < _SMALL and (self.parent is not None or any(map(self.plan.runs_text, self.plan.candidates)))

    def _set_defaults(self) -> None:
        """Parameters of the script have their defaults where it is run without arguments."""
        block = self.script.root.param_block
        for parameter in block.parameters if block is not None else ():
            if parameter.default_value is not None:
                try:
                    self.scope.set(parameter.name.user_path.lower(), self.value(parameter.default_value))
                except (Unknown, PowerShellError):
                    self.scope.set(parameter.name.user_path.lower(), UNKNOWN)

    def _run_all(self, statements: list[ast.StatementAst]) -> None:
        for statement in statements:
            try:
                self.run_statement(statement, [])
            except (Leave, Return):
                continue
            except (Exit, PowerShellError):  # what was thrown ends the block
                return

    def _look_into_blocks(self) -> None:
        """Functions that nobody called with something known, and script blocks that are kept for later."""
        for node in self.plan.candidates:
            body = None if id(node) in self._visited else _block_around(node)
            if body is None or id(body) in self._visited:
                continue
            self._visited.add(id(body))
            function = body.parent
            declared = function.parameters if isinstance(function, ast.FunctionDefinitionAst) else None
            if declared is None:
                declared = body.param_block.parameters if body.param_block else []
            self._in_branch(body, unknown=["_", "args", *(each.name.user_path.lower() for each in declared)])

    # -- statements ------------------------------------------------------------------------------------------------------------------

    def run_statement(self, statement: ast.Ast, out: list[object]) -> None:
        """Run a statement that matters; forget what one changes that is not known."""
        if isinstance(statement, ast.FunctionDefinitionAst | ast.ThrowStatementAst):
            super().run_statement(statement, out)
            return
        if not self._matters(statement):
            return
        if self._nested > _MOST_NESTED:
            self._limit("depth")
            return
        self._nested += 1
        kept, self._current = self._current, statement
        saved, self.budget.steps = self.budget.steps, min(self.budget.steps, STEPS_A_STATEMENT)
        before = self.budget.steps
        try:
            super().run_statement(statement, out)
        except LimitReached as limit:
            self._limit(str(limit))
            self._fail(statement, out)
        except PowerShellError:
            if self.trying:
                raise
            self._fail(statement, out)
        except Unknown:
            self._fail(statement, out)
        finally:
            self._current = kept
            self._nested -= 1
            self.budget.steps = saved - (before - self.budget.steps)

    def _matters(self, statement: ast.Ast) -> bool:
        return self.all or id(statement) in self.plan.whole or id(statement) in self.plan.around or self.text is not self.script.text

    def _limit(self, name: str) -> None:
        self.state.limit({"steps": "steps", "depth": "nesting"}.get(name, "size"))

    def unset_variable(self, name: str) -> object:
        """What a script reads before it sets it is nothing; what it never sets may come from outside."""
        if name in self.plan.assigned and name in self.plan.writers and name not in _AUTOMATIC:
            return None
        return super().unset_variable(name)

    def after_round(self) -> None:
        """End a loop that goes on blindly."""
        if self._blind:
            self._blind = 0
            self._rounds += 1
            if self._rounds > _MOST_BLIND_ROUNDS:
                raise Unknown("a loop whose body is not known")

    def _fail(self, statement: ast.Ast, out: list[object]) -> None:
        """Go on behind a statement that could not be run: forget what it may have changed, look into its parts."""
        self._blind += 1
        self.budget.steps -= 20
        self.forget(statement)
        if not isinstance(statement, ast.AssignmentStatementAst):
            out.append(UNKNOWN)
        if self.budget.steps > 0:
            self._explore(statement)
            self.forget(statement)

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

    def _parts(self, statement: ast.Ast) -> Iterator[ast.Ast]:
        """The nodes of a statement, paid for: what fails over and over again costs, too."""
        for count, node in enumerate(walk(statement)):
            if count > _MOST_NODES:
                break
            self.budget.steps -= 2
            yield node

    def _forget_variable(self, target: ast.Ast) -> None:
        if isinstance(target, ast.VariableExpressionAst):
            self.scope.set(target.name.lower(), UNKNOWN)

    def _forget_content(self, target: ast.Ast) -> None:
        """A call may change what its target and arguments hold, unless that never changes."""
        if isinstance(target, ast.VariableExpressionAst):
            value = self.scope.values.get(target.name.lower())
            if value is not None and not isinstance(value, str | int | float | bool):
                self.scope.set(target.name.lower(), UNKNOWN)

    # -- the parts of what could not be run -------------------------------------------------------------------------------------------

    def _explore(self, statement: ast.Ast) -> None:
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
                self._in_branch(body)
        self._try_candidates(statement)

    def _explore_parts(self, statement: ast.Ast) -> None:
        """Script blocks in a statement, and calls in it that can be understood by themselves."""
        self._try_candidates(statement)
        for node in self._parts(statement):
            if isinstance(node, ast.ScriptBlockExpressionAst) and id(node) in self.plan.around:
                self._in_branch(node.script_block, unknown=["_"])

    def _in_branch(self, body: ast.StatementBlockAst | ast.ScriptBlockAst, unknown: list[str] | None = None) -> None:
        """Read statements that may or may not run: what they assign stays among them."""
        outer, trying = self.scope, self.trying
        self.scope = Scope(outer)
        self.trying = 0
        for name in unknown or ():
            self.scope.set(name, UNKNOWN)
        try:
            if isinstance(body, ast.StatementBlockAst):
                self._run_all(body.statements)
            else:
                for block in (body.begin_block, body.process_block, body.end_block):
                    if block is not None:
                        self._run_all(block.statements)
        finally:
            self.scope, self.trying = outer, trying

    def _try_candidates(self, statement: ast.Ast) -> None:
        """Calls that could not be reached: their texts may be known all the same."""
        for node in self.plan.candidates_in(statement):
            if id(node) in self._visited or _block_between(node, statement):
                continue
            self._visited.add(id(node))
            try:
                if isinstance(node, ast.CommandAst):
                    pipelines.run_command(self, node, self._piped_into(node))
                else:
                    self.value(node)
            except LimitReached as limit:
                self._limit(str(limit))
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

    # -- layers ----------------------------------------------------------------------------------------------------------------------

    def run_layer(self, text: str, how: str, node: ast.Ast | None) -> list[object]:
        """See `Runner`: a text is read where it is run, so that what it sets is there for what follows."""
        at = node or self._current
        self._visited.add(id(at))
        self.budget.steps -= 100
        text = code_points(text)
        if not text.strip() or text == self.script.text:
            return [UNKNOWN]
        means = "" if self.state.knows(text) else techniques(self.plan.sources(at))
        if self.state.runs >= MOST_DEPTH:
            self.state.limit("depth")
            return [UNKNOWN]
        index = self.state.add(Layer(text, f"{how}: {means}" if means else how, self.depth + 1, self.parent, at.start))
        if index is None:
            return [UNKNOWN]
        self.state.runs += 1
        try:
            read_text(parse(text), self.state, self.windows, scope=self.scope, depth=self.depth + 1, parent=index)
        finally:
            self.state.runs -= 1
        return [UNKNOWN]

    def within(self, text: str) -> Evaluator:
        """An evaluator for another text with the same variables."""
        return Evaluator(text, self.scope, self.budget, WindowsValues())


def read_text(script: Script, state: State, host: Windows, *, scope: Scope, depth: int, parent: int | None) -> None:
    """Find the layers of a script, freed of idle backticks first."""
    clean = without_backticks(script)
    if clean is not None:
        index = state.add(Layer(clean, "backticks", depth + 1, parent, 0))
        if index is not None:
            script, depth, parent = parse(clean), depth + 1, index
    whole = put_together(script, state)
    if whole is not None:
        index = state.add(Layer(whole, "words put together", depth + 1, parent, 0))
        if index is not None:
            script, depth, parent = parse(whole), depth + 1, index
    depth_of_calls, state.budget.depth = state.budget.depth, 0
    try:
        Reading(script, state, host, scope=scope, depth=depth, parent=parent).read()
    finally:
        state.budget.depth = depth_of_calls


def _block_around(node: ast.Ast) -> ast.ScriptBlockAst | None:
    """The innermost script block around a node that is not the script itself."""
    above = node.parent
    while above is not None and not isinstance(above, ast.ScriptBlockAst):
        above = above.parent
    return above if above is not None and above.parent is not None else None


def _block_between(node: ast.Ast, statement: ast.Ast) -> bool:
    """Whether a script block or a block of statements stands between a node and a statement around it."""
    above = None if node is statement else node.parent
    while above is not None and above is not statement:
        if isinstance(above, ast.ScriptBlockAst) or (isinstance(above, ast.StatementBlockAst) and isinstance(above.parent, ast.StatementAst)):
            return True
        above = above.parent
    return False

