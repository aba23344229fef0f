"""What a detection is: a file of `detections` with metadata and one generator. `docs/security.md` shows how one is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pipeline.analysis.finding import CRITICAL, HIGH, LOW, MEDIUM

if TYPE_CHECKING:
    from pipeline.analysis.finding import Spanning

    from .scene import Scene

__all__ = ["CRITICAL", "HIGH", "LOW", "MEDIUM", "Check", "Detection", "LoadedDetection", "Sighting"]


class Sighting(NamedTuple):
    """What a detection yields: where, a sentence for a person, and the severity where the context makes it another than usual.

    `secret` is a text that no answer may hold: it is masked in the evidence and in the message.
    """

    extent: Spanning
    message: str
    severity: str | None = None
    secret: str = ""


Check: TypeAlias = "Callable[[Scene], Iterator[Sighting]]"
"""What is seen in a scene. It goes by the scene and by nothing else: where none of the words that it asks a scene for are there, it is not asked (`asking.py`)."""


@dataclass(frozen=True, slots=True)
class Detection:
    """The metadata of a detection. Its name is its file's, its caption the first line of its file's docstring.

    `attack` and `cwe` are ids of ATT&CK and CWE; `remedy` is one sentence, `safe` the example that goes with it.
    """

    severity: str
    remedy: str
    safe: str
    attack: tuple[str, ...] = ()
    cwe: tuple[str, ...] = ()


class LoadedDetection(NamedTuple):
    """A detection with its name, its caption and its generator."""

    name: str
    caption: str
    metadata: Detection
    check: Check

    @property
    def id(self) -> str:
        """`PS012` of `PS012_DownloadCradle`."""
        return self.name.partition("_")[0]


MOST_SIGHTINGS: Final = 25
"""So many of one detection in one text are told; a count tells of the rest."""
