"""Comments, `#requires` lines and signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.powershell.tokens import Token

if TYPE_CHECKING:
    from .reader import Reader

_SIGNATURE: Final = "# SIG # Begin signature block"


def line_comment(r: Reader, start: int, end: int) -> None:
    """A comment to the end of its line."""
    token = Token("Comment", start, end)
    r.tokens.append(token)
    r.pos = end
    text = r.text
    if text[start + 1 : start + 9].lower() == "requires" and (end == start + 9 or text[start + 9].isspace()):
        r.requires.append(token)
    elif r.signature < 0 and text.startswith(_SIGNATURE, start):
        r.signature = end


def block_comment(r: Reader, start: int) -> None:
    """`<# ... #>`."""
    close = r.text.find("#>", start + 2, r.end)
    end = r.end if close < 0 else close + 2
    if close < 0:
        r.error("MissingTerminatorMultiLineComment", start, end, incomplete=True)
    r.tokens.append(Token("Comment", start, end))
    r.pos = end


def check_signature(r: Reader) -> None:
    """Nothing but comments may follow a signature."""
    if r.signature < 0:
        return
    for token in reversed(r.tokens):
        if token.start < r.signature:
            break
        if token.kind not in ("NewLine", "Comment", "EndOfInput"):
            r.error("TokenAfterEndOfValidScriptText", token.start, token.end)
