"""A disk is formatted, cleared or partitioned anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, LOW, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Choose the disk by its serial number, and ask before it is cleared.",
    safe="Get-Disk -UniqueId $id",
    attack=("T1561",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("format-volume", "clear-disk", "initialize-disk", "remove-partition", "reset-physicaldisk"):
        asks = call.has("confirm") or call.has("whatif")
        severity = LOW if asks else MEDIUM if call.name in ("initialize-disk", "remove-partition") else None
        yield Sighting(call.node, "What is on a disk is lost.", severity)
    for line in lines_of(scene, "diskpart", "format"):
        if line.program == "diskpart" or re.match(r"[a-z]:", line.arguments):
            yield Sighting(line.node, "What is on a disk may be lost.")
    for line in lines_of(scene, "cipher"):
        if "/w:" in line.arguments:
            yield Sighting(line.node, "What was deleted is overwritten for good.", MEDIUM)
    for text, _ in scene.strings(re.compile(r"(?i)^\\\\\.\\PhysicalDrive\d"), "physicaldrive"):
        if scene.members("write", "writefile") or "writefile" in scene.context.lower_text:
            yield Sighting(text.node, "The script writes to a disk past its file system.", CRITICAL)
