"""Going on after an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .reader import Reader

# Only these: PowerShell does not count `@{`, `@(` and `$(` here, so their closing bracket is taken for one of an outer construct.
_OPENING: Final = {"LParen": "RParen", "LCurly": "RCurly", "LBracket": "RBracket"}


def sync(r: Reader, *kinds: str, take: bool = False) -> None:
    """Pass over tokens up to one of `kinds`, and over it too if asked to `take` it.

    A closing bracket among `kinds` counts when it closes one more than was opened on the way; any other kind only where no bracket is open,
    and none is waited for.
    """
    open_brackets = {"RParen": 0, "RCurly": 0, "RBracket": 0}
    for kind in kinds:
        if kind in open_brackets:
            open_brackets[kind] = 1
    while True:
        kind = r.peek().kind
        if kind == "EndOfInput":
            return
        found = kind in kinds and not any(open_brackets.values())
        if kind in _OPENING:
            open_brackets[_OPENING[kind]] += 1
        elif kind in open_brackets:
            open_brackets[kind] -= 1
            found = kind in kinds and not open_brackets[kind]
        if found and not take:
            return
        r.ahead = None
        if found:
            return
