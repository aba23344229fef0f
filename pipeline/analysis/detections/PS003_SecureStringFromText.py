"""A secure string is made of text that was plain before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.secured import secured, stands_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Take a SecureString or PSCredential from the caller instead of text.",
    safe="param([securestring] $Password)",
    attack=("T1552",),
    cwe=("CWE-312",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call, text in secured(scene):
        if text is None or not stands_here(text):
            yield Sighting(call.node, "The secret was in memory as plain text before it was protected.")
