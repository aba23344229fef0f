"""How an evaluation may end other than with a value, and what it may cost."""

from __future__ import annotations

from typing import Final, NoReturn

from .values import Array


class Unknown(Exception):  # noqa: N818 an outcome as good as a value, no error
    """The value cannot be known from the text alone, or only at too high a price."""


class LimitReached(Unknown):
    """The evaluation would cost more steps, characters or depth than it was given."""


class PowerShellError(Exception):
    """PowerShell itself would end the statement with an error; `kind` is the .NET exception without its namespace."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def fail(message: str, kind: str = "RuntimeException") -> NoReturn:
    """End the statement as PowerShell would."""
    raise PowerShellError(kind, message)


DEPTH: Final = 80
"""Nesting of expressions and calls; an evaluation recurses, and Python's own stack ends at some thousand frames."""


class Budget:
    """What one evaluation may spend.

    `steps` counts nodes, elements and what is handled of texts, so that it bounds time and room together; `size` bounds each single text or
    array made on the way.
    """

    __slots__ = ("depth", "size", "steps")

    def __init__(self, steps: int = 200_000, size: int = 4_000_000) -> None:
        self.steps = steps
        self.size = size
        self.depth = 0

    def spend(self, steps: int = 1) -> None:
        """Take some steps, or end with LimitReached."""
        self.steps -= steps
        if self.steps < 0:
            raise LimitReached("steps")

    def allow(self, size: int) -> None:
        """Agree to a text of this many characters, before it is made: 256 of them cost a step."""
        self.fits(size)
        self.spend(size // 256)

    def allow_items(self, count: int) -> None:
        """Agree to an array of this many elements, before it is made: they take eight times the room of characters."""
        self.fits(count)
        self.spend(count // 32)

    def fits(self, size: int) -> None:
        """Agree to a size that was paid for piece by piece."""
        if size > self.size:
            raise LimitReached("size")

    def keep(self, value: object) -> None:
        """Charge for a text that is kept in an array, a table or an output."""
        if isinstance(value, str):
            self.spend(len(value) // 256)

    def compare(self, left: object, right: object) -> None:
        """Charge for comparing two values, which may be long texts."""
        self.spend(1 + ((len(left) if isinstance(left, str) else 0) + (len(right) if isinstance(right, str) else 0)) // 32)

    def made(self, value: object) -> object:
        """Charge for a value that was made."""
        if isinstance(value, str):
            self.allow(len(value))
        elif isinstance(value, Array):
            self.allow_items(len(value.items))
        return value
