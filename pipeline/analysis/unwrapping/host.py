"""What lies beyond a script under unwrapping: Windows' values, commands that change nothing here, and what runs text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell.folding import Evaluator, Host, Unknown
from pipeline.powershell.folding.values import CustomObject, Type

from . import sinks
from .windows import ENVIRONMENT, PLACES, VARIABLES

if TYPE_CHECKING:
    from pipeline.powershell.nodes import CommandAst

_QUIET: Final = frozenset({
    "write-host", "write-progress", "write-warning", "write-information", "start-sleep", "clear-host", "set-strictmode", "out-default",
    "set-executionpolicy", "add-type", "import-module", "remove-module", "set-psdebug", "register-objectevent", "wait-event", "out-host",
    "set-location", "push-location", "pop-location", "start-transcript", "stop-transcript", "remove-item", "stop-process", "set-psreadlineoption",
    "remove-itemproperty", "clear-history", "add-content", "out-file", "set-itemproperty", "new-itemproperty", "copy-item", "move-item",
})
"""Commands that put nothing out: their effects are elsewhere."""


class WindowsValues(Host):
    """A host that knows a fresh Windows, and runs nothing at all."""

    desktop = True
    newline = "\r\n"

    def variable(self, name: str) -> object:
        """A variable of a fresh session."""
        if name in VARIABLES:
            return VARIABLES[name]
        raise Unknown(f"${name}")

    def environment(self, name: str) -> object:
        """A variable of a fresh environment; a folder of the user is told by its own name."""
        if name in ENVIRONMENT:
            return ENVIRONMENT[name]
        if name in PLACES:
            return f"$env:{name}"
        raise Unknown(f"$env:{name}")


class Windows(WindowsValues):
    """The same, which gives commands and methods that run text to `sinks`."""

    def command(self, evaluator: Evaluator, name: str, node: CommandAst, piped: list[object] | None) -> list[object]:
        """Give what runs text its text; let pass what changes nothing that matters."""
        base = name.replace("/", "\\").rpartition("\\")[2].removesuffix(".exe")
        handler = sinks.COMMANDS.get(base)
        if handler is not None:
            return handler(evaluator, node, piped)
        if sinks.command_line(evaluator, base, node):
            return []
        if base in _QUIET:
            return []
        raise Unknown(f"the command {name}")

    def method(self, evaluator: Evaluator, target: object, name: str, args: list[object]) -> object:
        """Methods that run text."""
        kind = target.name if isinstance(target, CustomObject | Type) else ""
        handler = sinks.METHODS.get((kind, name))
        if handler is not None:
            return handler(evaluator, args)
        if sinks.started(evaluator, args):
            return None
        raise Unknown(f"the method {name}")
