"""A known attack tool, or a function of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.offensive import FUNCTIONS, SHARED, WORDS
from pipeline.analysis.finding import Extent
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Run such tools only in tests that the owner has ordered, and from a place kept for them.",
    safe="Get-Command -Name Invoke-*",
    attack=("T1588.002", "T1003"),
)

_WORD: Final = re.compile(r"[A-Za-z][\w-]{3,40}")
_SEVERAL: Final = 3
_IN_TEXTS: Final = FUNCTIONS | WORDS
_TALK: Final = frozenset({"write-host", "write-verbose", "write-output", "write-warning", "write-error"})


def check(scene: Scene) -> Iterator[Sighting]:
    seen = _seen(scene)
    own = [name for name in seen if name not in SHARED]
    severity = CRITICAL if own else HIGH if len(seen) >= _SEVERAL else MEDIUM
    for name, node in seen.items():
        place = Extent(node.start, node.start + len("function ") + len(name)) if isinstance(node, ast.FunctionDefinitionAst) else node
        yield Sighting(place, f"{name} is the name of an attack tool or of a part of one.", severity if name in own or not own else HIGH)


def _seen(scene: Scene) -> dict[str, ast.Ast]:
    """The names with the first place of each: functions, commands, and words in texts that are not merely told to a person."""
    seen: dict[str, ast.Ast] = {}
    for function in scene.context.functions:
        name = function.name.lower().rpartition(":")[2]
        if name in FUNCTIONS or name in SHARED:
            seen.setdefault(name, function)
    for written, nodes in scene.context.commands_by_name.items():
        if written in FUNCTIONS or written in SHARED:
            seen.setdefault(written, nodes[0])
    # Most scripts hold none of these words: then there is no need to look for them in each of its strings.
    for text in () if _IN_TEXTS.isdisjoint(_WORD.findall(scene.all_strings.text)) else scene.all_strings.all():
        for found in _WORD.findall(text.text[:20_000]):
            name = found.lower()
            if (name in FUNCTIONS or name in WORDS) and name not in seen and not _is_talk(text.node):
                seen[name] = text.node
    return seen


def _is_talk(node: ast.Ast) -> bool:
    command = node.parent
    return isinstance(command, ast.CommandAst) and (command.command_name() or "").lower() in _TALK
