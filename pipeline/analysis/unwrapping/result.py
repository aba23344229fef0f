"""What comes out of unwrapping a script."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.powershell.script import Script


@dataclass(frozen=True, slots=True)
class Layer:
    """A text that the one around it would have run.

    `how` says how it was wrapped. `depth` counts from 1; `parent` is the index of the layer around it, None for the script itself, and
    `start` the offset in that layer's text of what runs it.
    """

    text: str
    how: str
    depth: int
    parent: int | None
    start: int


@dataclass(slots=True)
class Unwrapped:
    """The layers, each before those inside of it; `notes` are sentences, `limits` name each limit that was reached.

    `scripts` are the layers as they were read, by their index, for whoever looks at them next.
    """

    layers: list[Layer] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    scripts: dict[int, Script] = field(default_factory=dict)
