"""A script that was read: its text, tokens, tree and errors."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from . import parser
from .decoding import Decoded, decode
from .parsing.messages import message
from .walk import index_nodes

if TYPE_CHECKING:
    from .nodes import Ast, ScriptBlockAst
    from .tokens import Token

__all__ = ["Decoded", "ParseError", "Script", "decode", "parse"]


class ParseError(NamedTuple):
    """What is wrong, and where. `incomplete` says that more text might have made it right.

    What is missing at the very end of a text may lie at the offset `len(text) + 1`, where PowerShell's lines and columns have it.
    """

    id: str
    start: int
    end: int
    message: str
    incomplete: bool


class Script:
    """`tokens` hold comments and newlines too; offsets are code points of `text`."""

    __slots__ = ("_astral", "_lines", "_nodes", "errors", "root", "text", "tokens")

    def __init__(self, text: str, root: ScriptBlockAst, tokens: list[Token], errors: list[ParseError]) -> None:
        self.text = text
        self.root = root
        self.tokens = tokens
        self.errors = errors
        self._lines: list[int] | None = None
        self._astral = False
        self._nodes: dict[type[Ast], list[Ast]] | None = None

    def source(self, node: Ast | Token) -> str:
        """The text of a node or a token."""
        return self.text[node.start:node.end]

    def linked(self) -> Script:
        """This script with `parent` filled in all over its tree (once, on first demand)."""
        if self._nodes is None:
            self._nodes = index_nodes(self.root)
        return self

    @property
    def nodes(self) -> dict[type[Ast], list[Ast]]:
        """All nodes of the tree by their exact class, in the order of the text, with `parent` filled in (one walk, on first demand)."""
        if self._nodes is None:
            self._nodes = index_nodes(self.root)
        return self._nodes

    @property
    def lines(self) -> list[int]:
        """The offset at which each line begins; CR, LF and CR LF end a line."""
        if self._lines is None:
            self._lines = _line_starts(self.text)
            self._astral = not self.text.isascii() and max(self.text) > "\uffff"
        return self._lines

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; columns count UTF-16 units as PowerShell's do."""
        lines = self.lines
        line = bisect_right(lines, offset)
        begin = lines[line - 1]
        column = offset - begin + 1
        if self._astral:
            column += sum(c > "\uffff" for c in self.text[begin:offset])
        return line, column


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = 0
    for part in text.replace("\r\n", " \n").replace("\r", "\n").split("\n"):
        at += len(part) + 1
        starts.append(at)
    starts.pop()
    return starts


def parse(text: str) -> Script:
    """Read a script. Any text at all gives a tree and a list of errors, never an exception."""
    with parser.Uninterrupted():
        root, tokens, raw = parser.read(text)
        return Script(text, root, tokens, [ParseError(e[0], e[1], e[2], message(e[0], e[3]), e[4]) for e in raw])
