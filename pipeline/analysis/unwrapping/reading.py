"""Going through a script as PowerShell would, statement by statement, as far as it is known: what is not is forgotten, not guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell import nodes as ast
from pipeline.powershell.folding import UNKNOWN, Evaluator, LimitReached, PowerShellError, Unknown
from pipeline.powershell.folding.values import code_points

from .backticks import without_backticks
from .exploring import Explorer
from .host import WindowsValues
from .inplace import put_together
from .result import Layer
from .state import MOST_DEPTH, STEPS_A_STATEMENT
from .techniques import techniques

if TYPE_CHECKING:
    from pipeline.powershell.folding.scope import Scope
    from pipeline.powershell.script import Script

    from .host import Windows
    from .state import State

_MOST_BLIND_ROUNDS: Final = 16
"""Rounds of a loop in which something was not known."""
_SMALL: Final = 100_000
"""Characters of a layer that is read whole."""
_AUTOMATIC: Final = frozenset({"_", "args", "input", "this", "matches", "error", "myinvocation", "psboundparameters", "host", "pwd"})
_MOST_NESTED: Final = 40
"""Statements within each other."""


class Reading(Explorer):
    """An evaluator that goes on behind what it does not know."""

    def __init__(self, script: Script, state: State, host: Windows, *, scope: Scope, depth: int, parent: int | None) -> None:
        super().__init__(script, state, host, scope=scope, depth=depth, parent=parent)
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
                self.run_all(block.statements)
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

    def _look_into_blocks(self) -> None:
        """Functions that nobody called with something known, and script blocks that are kept for later."""
        for node in self.plan.candidates:
            body = None if id(node) in self.visited else _block_around(node)
            if body is None or id(body) in self.visited:
                continue
            self.visited.add(id(body))
            function = body.parent
            declared = function.parameters if isinstance(function, ast.FunctionDefinitionAst) else None
            if declared is None:
                declared = body.param_block.parameters if body.param_block else []
            self.in_branch(body, unknown=["_", "args", *(each.name.user_path.lower() for each in declared)])

    # -- statements ------------------------------------------------------------------------------------------------------------------

    def run_statement(self, statement: ast.Ast, out: list[object]) -> None:
        """Run a statement that matters; forget what one changes that is not known."""
        if isinstance(statement, ast.FunctionDefinitionAst | ast.ThrowStatementAst):
            super().run_statement(statement, out)
            return
        if not self._matters(statement):
            return
        if self._nested > _MOST_NESTED:
            self.limit("depth")
            return
        self._nested += 1
        kept, self._current = self._current, statement
        saved, self.budget.steps = self.budget.steps, min(self.budget.steps, STEPS_A_STATEMENT)
        before = self.budget.steps
        try:
            super().run_statement(statement, out)
        except LimitReached as limit:
            self.limit(str(limit))
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

    def unset_variable(self, name: str) -> object:
        """What a script reads before it sets it is nothing; what it never sets may come from outside."""
        if name in self.plan.writers and name in self.plan.assigned and name not in _AUTOMATIC:
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
            self.explore(statement)
            self.forget(statement)

    # -- layers ----------------------------------------------------------------------------------------------------------------------

    def run_layer(self, text: str, how: str, node: ast.Ast | None) -> list[object]:
        """See `Runner`: a text is read where it is run, so that what it sets is there for what follows."""
        at = node or self._current
        self.visited.add(id(at))
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
            read_text(self.state.read(text, index), self.state, self.windows, scope=self.scope, depth=self.depth + 1, parent=index)
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
            script, depth, parent = state.read(clean, index), depth + 1, index
    whole = put_together(script, state)
    if whole is not None:
        index = state.add(Layer(whole, "words put together", depth + 1, parent, 0))
        if index is not None:
            script, depth, parent = state.read(whole, index), depth + 1, index
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
