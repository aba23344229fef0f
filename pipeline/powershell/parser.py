"""Text to tokens, tree and errors."""

from __future__ import annotations

from .nodes import ScriptBlockAst
from .script import Script


def parse_text(text: str) -> Script:
    """Read a script."""
    raise NotImplementedError(ScriptBlockAst, text)
