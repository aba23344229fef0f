"""Unwrapping: the scripts inside of a script, found by folding constants, never by running anything.

`unwrap` gives every layer from the outermost to the innermost, with how it was wrapped.
"""

from __future__ import annotations

from pipeline.powershell.folding.scope import Scope
from pipeline.powershell.script import Script, parse

from .host import Windows
from .reading import read_text
from .result import Layer, Unwrapped
from .state import State

__all__ = ["Layer", "Unwrapped", "unwrap"]


def unwrap(script: Script | str) -> Unwrapped:
    """The layers of a script. Any text at all gives an answer; what it left out for a limit it says."""
    state = State()
    read_text(parse(script) if isinstance(script, str) else script, state, Windows(), scope=Scope(), depth=0, parent=None)
    return state.result
