"""Variables: scopes that see the ones around them, and the host that knows what is beyond the script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .outcome import Unknown
from .values import UNKNOWN

if TYPE_CHECKING:
    from pipeline.powershell.nodes import CommandAst, FunctionDefinitionAst

    from .evaluate import Evaluator

class Scope:
    """Names in lower case; a function sees its caller's variables and assigns its own.

    `types` are those that a variable was declared with, which every later value is cast to; aliases are shared by all scopes.
    """

    __slots__ = ("aliases", "functions", "parent", "types", "values")

    def __init__(self, parent: Scope | None = None) -> None:
        self.values: dict[str, object] = {}
        self.functions: dict[str, tuple[FunctionDefinitionAst, str]] = {}
        self.aliases: dict[str, str] = parent.aliases if parent else {}
        self.types: dict[str, str] = {}
        self.parent = parent

    def find(self, name: str) -> object:
        """The value of a variable; NotImplemented when no scope has it.

        Raises Unknown when what it holds is not known.
        """
        scope: Scope | None = self
        while scope is not None:
            if name in scope.values:
                value = scope.values[name]
                if value is UNKNOWN:
                    raise Unknown(f"${name}")
                return value
            scope = scope.parent
        return NotImplemented

    def function(self, name: str) -> tuple[FunctionDefinitionAst, str] | None:
        """A function of the script and the text that it stands in."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.functions:
                return scope.functions[name]
            scope = scope.parent
        return None

    def set(self, name: str, value: object) -> None:
        """Assign in this scope."""
        self.values[name] = value

    def outermost(self) -> Scope:
        """The scope of the script."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


class Host:
    """What lies beyond the text: nothing, unless somebody knows better."""

    desktop = False
    newline = "\n"

    def variable(self, name: str) -> object:
        """A variable that the script did not assign."""
        raise Unknown(f"${name}")

    def environment(self, name: str) -> object:
        """`$env:name`."""
        raise Unknown(f"$env:{name}")

    def command(self, evaluator: Evaluator, name: str, node: CommandAst, piped: list[object] | None) -> list[object]:
        """Run a command that is not among the pure ones; `name` is resolved and in lower case."""
        del evaluator, node, piped
        raise Unknown(f"the command {name}")

    def method(self, evaluator: Evaluator, target: object, name: str, args: list[object]) -> object:
        """Call a method that is not among the pure ones."""
        del evaluator, target, args
        raise Unknown(f"the method {name}")

    def member(self, evaluator: Evaluator, target: object, name: str) -> object:
        """Read a property that is not among the known ones."""
        del evaluator, target
        raise Unknown(f"the property {name}")
