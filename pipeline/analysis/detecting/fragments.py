"""What stands behind the damage in a script that PowerShell cannot read: the tree ends there, and an attack need not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.powershell.script import Script, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

_VISIBLE: Final = re.compile(r"[^\r\n]")
_CLOSED: Final = re.compile(r"^\}[ \t;]*\r?\n|^'@.*\n|^\"@.*\n", re.MULTILINE)
_LAST_LINES: Final = 3
_MOST_TRIES: Final = 8
_LONGEST: Final = 200_000


def fragment(script: Script) -> Script | None:
    """The end of a broken script that can be read by itself, its places those in the whole; None where there is none."""
    text = script.text
    if not script.errors or len(text) > _LONGEST:
        return None
    for start in _starts(script):
        if text[start:].strip():
            tail = parse(text[start:])
            if not tail.errors:
                return parse(_VISIBLE.sub(" ", text[:start]) + text[start:])
    return None


def _starts(script: Script) -> Iterator[int]:
    """Where the readable end may begin: behind named blocks, behind closing braces in the first column, at one of the last lines."""
    text, first = script.text, script.errors[0].start
    unnamed = next((error.start for error in script.errors if error.id == "MissingNamedBlocks"), None)
    if unnamed is not None:
        yield unnamed
    closed = [found.end() for found in _CLOSED.finditer(text) if found.end() > first]
    yield from closed[-_MOST_TRIES:]
    lines = [start for start in script.lines if start > first and text[start:start + 1].strip()]
    yield from lines[-_LAST_LINES:]
