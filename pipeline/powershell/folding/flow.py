"""What leaves a block early. These never leave an evaluation."""

from __future__ import annotations


class Leave(Exception):  # noqa: N818 a way out of a block, no error
    """`break` and `continue`, with the label that they name."""

    def __init__(self, label: str | None = None) -> None:
        super().__init__(label)
        self.label = label


class Break(Leave):
    """`break`."""


class Continue(Leave):
    """`continue`."""


class Return(Exception):  # noqa: N818 see above
    """`return`; what it puts out was put out before."""


class Exit(Exception):  # noqa: N818 see above
    """`exit`."""
