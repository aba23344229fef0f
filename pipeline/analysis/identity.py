"""Which analyser this is: a script is analysed again when another one made its analysis."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

_ROOMS: Final = (Path(__file__).parent, Path(__file__).parent.parent / "powershell")
_KINDS: Final = frozenset({".py", ".json"})
"""Code, weights and tables; not the pages and fixtures beside the rules."""


@cache
def rule_set() -> str:
    """A short hash of all that decides what is said of a script: a change of it is another rule set, whether somebody says so or not."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted(path for path in room.rglob("*") if path.suffix in _KINDS):
            digest.update(f"{path.relative_to(room).as_posix()}\0".encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:8]
