"""Going on after an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reader import Reader

_OPENING = {"LParen": 0, "AtParen": 0, "DollarParen": 0, "LCurly": 1, "AtCurly": 1, "LBracket": 2, "QuestionLBracket": 2}
_CLOSING = {"RParen": 0, "RCurly": 1, "RBracket": 2}


def sync(r: Reader, strict: bool, *kinds: str) -> None:
    """Take tokens up to one of `kinds` that is not inside brackets; unless `strict`, also up to any closing bracket too many."""
    open_brackets = [0, 0, 0]
    while True:
        token = r.peek()
        kind = token.kind
        if kind == "EndOfInput":
            return
        if kind in kinds and not any(open_brackets):
            return
        if kind in _OPENING:
            open_brackets[_OPENING[kind]] += 1
        elif kind in _CLOSING:
            which = _CLOSING[kind]
            if open_brackets[which]:
                open_brackets[which] -= 1
            elif not strict:
                return
        r.ahead = None
