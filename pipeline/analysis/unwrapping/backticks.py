"""Backticks inside of words that say nothing: `` I`E`X `` is IEX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.powershell.script import Script
    from pipeline.powershell.tokens import Token

_TICK: Final = re.compile(r"``|`(?=[A-Zc-dg-mo-qsw-z])")
"""A pair, which stands for one; or a backtick before a letter that means itself with or without it."""
_WITHIN: Final = re.compile(r"`(?<=[A-Za-z]`)(?=[A-Zc-dg-mo-qsw-z])")
_OTHER: Final = frozenset({"StringLiteral", "HereStringLiteral", "HereStringExpandable", "Comment", "NewLine", "LineContinuation"})


def without_backticks(script: Script) -> str | None:
    """The text without idle backticks; None when no word of it is broken by one."""
    text = script.text
    if "`" not in text or not _WITHIN.search(text):
        return None
    parts: list[str] = []
    at = 0
    for token in script.tokens:
        if token.start < at or token.kind in _OTHER:
            continue
        raw = text[token.start:token.end]
        if "`" in raw and _is_noise(token, raw):
            parts += (text[at:token.start], _TICK.sub(lambda found: found[0] if len(found[0]) > 1 else "", raw))
            at = token.end
    if not parts:
        return None
    parts.append(text[at:])
    return "".join(parts)


def _is_noise(token: Token, raw: str) -> bool:
    """Whether a backtick breaks a word. Behind a variable it ends the name, and in the name of a type it counts arguments."""
    if token.kind == "StringExpandable":
        return not token.nested and _WITHIN.search(raw) is not None
    return "T" not in token.flags and (_WITHIN.search(raw) is not None or ("C" in token.flags and _TICK.search(raw) is not None))
