"""A secure string is made of text that was plain before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.texts import HOLE

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
    for call in scene.calls("convertto-securestring"):
        if not call.has("asplaintext"):
            continue
        given = call.given("string", position=0)
        inputs = [given] if given is not None else call.piped
        if not inputs or HOLE in (text := scene.text(inputs[-1])) or "%" in text:
            yield Sighting(call.node, "The secret was in memory as plain text before it was protected.")
