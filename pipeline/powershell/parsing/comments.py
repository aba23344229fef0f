"""Comments, `#requires` lines and signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..tokens import Token

if TYPE_CHECKING:
    from .reader import Reader


def line_comment(r: Reader, start: int, end: int) -> None:
    """A comment to the end of its line."""
    token = Token("Comment", start, end)
    r.tokens.append(token)
    r.pos = end
    if r.text[start + 1 : start + 9].lower() == "requires":
        r.requires.append(token)


def block_comment(r: Reader, start: int) -> None:
    """`<# ... #>`."""
    close = r.text.find("#>", start + 2, r.end)
    end = r.end if close < 0 else close + 2
    if close < 0:
        r.error("MissingTerminatorMultiLineComment", start, end, incomplete=True)
    r.tokens.append(Token("Comment", start, end))
    r.pos = end
