"""The strings of a text under detection, a bare word and a name of a member among them: each different one once, and all of them in one text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from pipeline.powershell import nodes as ast


class Text(NamedTuple):
    """A string of the script."""

    node: ast.Ast
    text: str


class Strings:
    """`text` holds them in lower case, a NUL between them, so that a word is looked for once and not in each of them."""

    def __init__(self, nodes: list[ast.StringConstantExpressionAst | ast.ExpandableStringExpressionAst]) -> None:
        self._nodes = nodes
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for index, node in enumerate(nodes):
            self._places[node.value].append(index)
        self._distinct = list(self._places)
        lowered = [text.lower() for text in self._distinct]
        self.text = "\0".join(lowered)
        self._starts = [0, *accumulate(len(each) + 1 for each in lowered)]

    def distinct(self) -> list[str]:
        """Each of them once, in the order in which they come."""
        return self._distinct

    def nodes_of(self, text: str) -> Iterator[ast.Ast]:
        """Where a string stands."""
        return (self._nodes[index] for index in self._places[text])

    def all(self) -> Iterator[Text]:
        """As often as they stand there."""
        return (Text(node, node.value) for node in self._nodes)

    def found(self, pattern: re.Pattern[str], words: tuple[str, ...]) -> list[tuple[Text, re.Match[str]]]:
        """Those that hold one of the words (lower case) and in which the pattern is found."""
        matches = {text: match for text in self._with(words) if (match := pattern.search(text))}
        if not matches:
            return []
        places = sorted(index for text in matches for index in self._places[text])
        return [(Text(node, node.value), matches[node.value]) for node in map(self._nodes.__getitem__, places)]

    def _with(self, words: tuple[str, ...]) -> Iterator[str]:
        find, starts = self.text.find, self._starts
        for word in words:
            at = find(word)
            while at >= 0:
                number = bisect_right(starts, at)
                yield self._distinct[number - 1]
                at = find(word, starts[number])
