"""A secure string is made of plain text that stands in the script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.secured import secured, stands_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Read the secret from a vault, or ask the user for it.",
    safe="$secret = Read-Host -AsSecureString",
    attack=("T1552.001",),
    cwe=("CWE-798",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call, text in secured(scene):
        if text and stands_here(text):
            yield Sighting(call.node, "The text that becomes a secure string stands in the script: it protects nothing.", secret=text)
