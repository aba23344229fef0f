"""Where tokens stand on lines, and which braces belong together: what the rules about layout share. Ask with `context.shared(layout)`."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from pipeline.powershell.nodes import ScriptBlockExpressionAst

from .context import Context

OPENING = frozenset({"LCurly", "AtCurly"})


class Layout:
    """Lines and braces of one script. Tokens are meant by their place in `context.tokens`."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.line_starts = context.script.lines

    def line(self, offset: int) -> int:
        """The number of the line that holds an offset, from 0."""
        return bisect_right(self.line_starts, offset) - 1

    def column(self, offset: int) -> int:
        """How many code points stand before it on its line."""
        return offset - self.line_starts[self.line(offset)]

    def same_line(self, first: int, second: int) -> bool:
        """Whether two offsets stand on one line."""
        return self.line(first) == self.line(second)

    def indentation(self, offset: int) -> str:
        """The blanks that the line of an offset begins with."""
        start = self.line_starts[self.line(offset)]
        text = self._context.text
        end = start
        while end < len(text) and text[end] in " \t":
            end += 1
        return text[start:end]

    @cached_property
    def pairs(self) -> dict[int, int]:
        """From the token of each `}` that closes something to that of its `{` or `@{`."""
        found: dict[int, int] = {}
        opened: list[int] = []
        for at, token in enumerate(self._context.tokens):
            if token.kind in OPENING:
                opened.append(at)
            elif token.kind == "RCurly" and opened:
                found[at] = opened.pop()
        return found

    @cached_property
    def one_line(self) -> frozenset[int]:
        """Offsets of the braces, both of a pair, that stand on one line."""
        tokens = self._context.tokens
        found: set[int] = set()
        for close, opening in self.pairs.items():
            first, last = tokens[opening], tokens[close]
            if self.same_line(first.start, last.start):
                found |= {first.start, last.start}
        return frozenset(found)

    @cached_property
    def of_values(self) -> frozenset[int]:
        """Offsets of the braces, both of a pair, of script blocks that are values: arguments, what a variable is set to."""
        blocks = self._context.nodes(ScriptBlockExpressionAst)
        return frozenset(offset for block in blocks for offset in (block.start, block.end - 1))


def layout(context: Context) -> Layout:
    """The layout of the script."""
    return Layout(context)
