"""How findings are written down: a format is a function from reports to pieces of text, in order, as they come."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from pipeline.analysis.files import FileReport


@dataclass(frozen=True, slots=True)
class Style:
    """What a writer must know beside the reports; `began` is when the run began, in UTC as ISO 8601 without a zone."""

    colour: bool = False
    version: str = ""
    began: str = ""


Writer: TypeAlias = Callable[[Iterable[FileReport], Style], Iterator[str]]

FORMATS: Final = ("text", "json", "jsonl", "sarif", "junit", "github", "markdown")


def writer(name: str) -> Writer:
    """The function `write` of one of `FORMATS`."""
    write: Writer = importlib.import_module(f"{__name__}.{name}").write
    return write
