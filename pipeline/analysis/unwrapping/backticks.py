"""Backticks inside of words that say nothing: `` I`E`X `` is IEX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.powershell.script import Script

_IDLE: Final = re.compile(r"`(?=[A-Zc-dg-mo-qs1-9_w-z-])")
"""A backtick before a character that means itself with or without it."""
_SINGLE_QUOTED: Final = frozenset({"StringLiteral", "HereStringLiteral", "Comment", "NewLine", "LineContinuation"})


def without_backticks(script: Script) -> str | None:
    """The text without idle backticks; None when there is none to speak of."""
    text = script.text
    if "`" not in text:
        return None
    parts, at, found = [], 0, 0
    for token in script.tokens:
        if token.kind in _SINGLE_QUOTED or token.start < at or "`" not in text[token.start:token.end]:
            continue
        raw = text[token.start:token.end]
        clean = _IDLE.sub("", raw)
        if clean != raw:
            found += len(raw) - len(clean)
            parts += (text[at:token.start], clean)
            at = token.end
    if not found:
        return None
    parts.append(text[at:])
    return "".join(parts)
