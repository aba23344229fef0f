"""Which detections can find anything in a scene: most of them look for words that are not in it at all.

What a detection looks for is learned by showing it a scene that holds nothing. Where nothing of that is in a script either, the detection would look for
the same and find as little: it need not be asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from pipeline.analysis.context import Context
from pipeline.powershell.script import parse

from .catalog import load_detections
from .scene import Scene

if TYPE_CHECKING:
    import re

    from pipeline.powershell import nodes as ast

    from .calls import Call
    from .detection import LoadedDetection
    from .strings import Strings, Text

Fact = TypeVar("Fact")


def able(scene: Scene) -> list[LoadedDetection]:
    """The detections that may find something in a scene, in their order."""
    always, wanted = _wanted()
    bits = always
    for kind, words in scene.words().items():
        known = wanted[kind]
        for word in known.keys() & words.keys():
            bits |= known[word]
    for word, which in wanted["strings"].items():
        if word in scene.all_strings.text:
            bits |= which
    for fact, which in wanted["facts"].items():
        if scene.shared(fact):
            bits |= which
    return [detection for number, detection in enumerate(load_detections()) if bits >> number & 1]


@cache
def _wanted() -> tuple[int, dict[str, dict[Any, int]]]:
    """Detections, a bit each: those that are always asked, and for every word those that look for it."""
    always = 0
    wanted: dict[str, dict[Any, int]] = defaultdict(lambda: defaultdict(int))
    for number, detection in enumerate(load_detections()):
        asked = _asked_for(detection)
        if asked is None:
            always |= 1 << number
        for kind, word in asked or ():
            wanted[kind][word] |= 1 << number
    return always, wanted


def _asked_for(detection: LoadedDetection) -> set[tuple[str, Any]] | None:
    """Every word that it looks for where it finds none of them; None where it does not go by words alone."""
    empty = _Empty()
    try:
        return None if any(detection.check(empty)) else empty.asked
    except _LooksAtAllError:
        return None


class _LooksAtAllError(Exception):
    """A detection goes through the script itself, whatever words are in it."""


class _Empty(Scene):
    """A scene that holds nothing, and notes what is looked for in it."""

    def __init__(self) -> None:
        super().__init__(Context(parse("")))
        self.asked: set[tuple[str, Any]] = set()
        self.context = _Closed()  # type: ignore[assignment]

    def _note(self, kind: str, words: Collection[Any]) -> list[Any]:
        self.asked.update((kind, word) for word in words)
        return []

    def shared(self, compute: Callable[[Scene], Fact]) -> Fact:
        self._note("facts", [compute])
        return {}  # type: ignore[return-value]

    @property
    def all_strings(self) -> Strings:
        raise _LooksAtAllError

    def calls(self, *names: str) -> list[Call]:
        return self._note("calls", names)

    def members(self, *names: str) -> list[ast.MemberExpressionAst]:
        return self._note("members", names)

    def types(self, *names: str) -> list[ast.Ast]:
        return self._note("types", names)

    def com_objects(self, *names: str) -> list[ast.Ast]:
        return self._note("com_objects", names)

    def strings(self, _: re.Pattern[str], *words: str) -> Iterator[tuple[Text, re.Match[str]]]:
        return iter(self._note("strings", words))


class _Closed:
    """The script of an empty scene: it is not to be looked at."""

    def __getattr__(self, name: str) -> NoReturn:
        raise _LooksAtAllError
