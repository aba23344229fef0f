"""A secure string is made of plain text that stands in the script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.texts import HOLE

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
    for call in scene.calls("convertto-securestring"):
        if not call.has("asplaintext"):
            continue
        given = call.given("string", position=0)
        inputs = [given] if given is not None else call.piped
        text = scene.text(inputs[-1]) if inputs else ""
        if text and HOLE not in text and "%" not in text:
            yield Sighting(call.node, "The text that becomes a secure string stands in the script: it protects nothing.", secret=text)
