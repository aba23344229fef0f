"""What methods and commands may ask of the evaluation around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .outcome import Budget
    from .values import ScriptBlock


class Session(Protocol):
    """An evaluation under way.

    `desktop` says that the script may have been written for Windows PowerShell, whose .NET lacks the newer overloads.
    """

    budget: Budget
    desktop: bool

    def call(self, block: ScriptBlock, item: object, arguments: tuple[object, ...] = ()) -> list[object]:
        """What a script block puts out, with `$_` set."""
        ...

    def cast(self, value: object, type_name: str) -> object:
        """`[type_name]value`, by the name that `types.resolve` gives."""
        ...
