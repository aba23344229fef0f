"""One unwrapping under way: what was found, and what may still be spent."""

from __future__ import annotations

from typing import Final

from pipeline.powershell.folding import Budget
from pipeline.powershell.script import Script, parse

from .result import Layer, Unwrapped

MOST_DEPTH: Final = 6
MOST_LAYERS: Final = 60
MOST_TEXT: Final = 8_000_000
"""Characters of all layers together."""
MOST_STEPS: Final = 6_000_000
"""Steps of folding for one script and all of its layers; some seconds of processor time at the worst."""
STEPS_A_STATEMENT: Final = 4_000_000
MOST_SIZE: Final = 4_000_000
"""Characters, bytes or elements of any single value made on the way."""
_MOST_NOTES: Final = 20

LIMITS: Final = {
    "depth": f"more than {MOST_DEPTH} layers within each other",
    "layers": f"more than {MOST_LAYERS} layers",
    "text": f"more than {MOST_TEXT:,} characters of layers",
    "steps": f"more than {STEPS_A_STATEMENT:,} steps for a statement, or {MOST_STEPS:,} in all",
    "size": f"a value of more than {MOST_SIZE:,} elements or a matching pattern beyond its budget",
    "nesting": "expressions nested too deep",
}


class State:
    """What all layers of one script share.

    `runs` counts the texts that run each other at the moment; tidied copies of one text are no further run.
    """

    def __init__(self) -> None:
        self.result = Unwrapped()
        self.budget = Budget(steps=MOST_STEPS, size=MOST_SIZE)
        self._size = 0
        self._known: dict[str, int] = {}
        self.runs = 0

    def knows(self, text: str) -> bool:
        """Whether a text is a layer already, or no further one is taken."""
        return text in self._known or len(self.result.layers) >= MOST_LAYERS

    def add(self, layer: Layer) -> int | None:
        """Keep a layer; its index, or None when it was there before or a limit is reached."""
        if layer.text in self._known:
            return None
        if len(self.result.layers) >= MOST_LAYERS:
            self.limit("layers")
            return None
        if self._size + len(layer.text) > MOST_TEXT:
            self.limit("text")
            return None
        self._size += len(layer.text)
        self._known[layer.text] = len(self.result.layers)
        self.result.layers.append(layer)
        return len(self.result.layers) - 1

    def read(self, text: str, index: int) -> Script:
        """The tree of the layer with this index."""
        self.result.scripts[index] = script = parse(text)
        return script

    def limit(self, name: str) -> None:
        """Note that a limit was reached."""
        if name not in self.result.limits:
            self.result.limits.append(name)
            self.note(f"Something was left out at a limit: {LIMITS[name]}.")

    def note(self, sentence: str) -> None:
        """Say something about the whole."""
        if sentence not in self.result.notes and len(self.result.notes) < _MOST_NOTES:
            self.result.notes.append(sentence)
