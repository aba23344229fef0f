"""Which files are to be judged, and under which settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.analysis.context import is_help_file
from pipeline.analysis.files import SUFFIXES
from pipeline.analysis.settings import FILE_NAME
from workers.errors import CannotRunError
from workers.folder import Found, Unreadable, search

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Target:
    """A file under the name that the answer gives it, or why it cannot be had. `settings` is the settings file that lies beside it."""

    name: str
    size: int = 0
    settings: str | None = None
    error: str | None = None


def targets(paths: Iterable[str], *, find_settings: bool) -> Iterator[Target]:
    """Files as they are named, folders with all scripts in them."""
    # A folder holds many scripts and is looked into once.
    beside = cache(_beside if find_settings else _nothing_beside)
    for path in paths:
        if path != STDIN and os.path.isdir(path):  # noqa: PTH112 - a name with bytes that are no text stays as it is
            yield from _inside(path, beside)
        else:
            yield Target(path, _size(path), None if path == STDIN else beside(os.path.dirname(path), None))  # noqa: PTH120


def listed(source: str) -> list[str]:
    """The paths in a file, one a line; `-` is standard input."""
    try:
        text = sys.stdin.read() if source == STDIN else Path(source).read_text(encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise CannotRunError(f"The list {source} cannot be read: {error.strerror}.") from error
    return [line for line in text.split("\n") if line.strip()]


def _inside(folder: str, beside: Callable[[str, str | None], str | None]) -> Iterator[Target]:
    root = Path(folder)
    absolute = root.absolute()
    for found in search(root):
        name = os.path.join(folder, os.path.relpath(found.path, absolute)) if found.path != absolute else folder  # noqa: PTH118
        if isinstance(found, Unreadable):
            yield Target(name, error=found.message)
        elif (isinstance(found, Found) and found.path.suffix.lower() in SUFFIXES) or is_help_file(found.path):
            yield Target(name, _size(name), beside(os.path.dirname(name), folder))  # noqa: PTH120


def _beside(folder: str, root: str | None) -> str | None:
    """The settings file in this folder, else in the one that was asked for."""
    for place in (folder, root):
        if place is not None and (found := Path(place) / FILE_NAME).is_file():
            return str(found)
    return None


def _nothing_beside(folder: str, root: str | None) -> None:
    """What `--no-settings` finds."""


def _size(name: str) -> int:
    try:
        return os.stat(name).st_size  # noqa: PTH116
    except OSError:
        return 0
