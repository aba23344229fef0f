"""An event log is cleared or made too small."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import HIGH, LOW, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Archive a log before it is cleared, and let the system do the clearing.",
    safe="wevtutil export-log Security D:/archive/security.evtx",
    attack=("T1070.001",),
    cwe=("CWE-778",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("clear-eventlog", "remove-eventlog"):
        yield Sighting(call.node, "An event log is cleared: what happened before can no longer be found out.")
    for call in scene.calls("limit-eventlog"):
        if call.has("maximumsize", "retentiondays"):
            yield Sighting(call.node, "The size of an event log is changed: small logs forget soon.", LOW)
    for line in lines_of(scene, "wevtutil"):
        if re.match(r"(?:cl|clear-log)\b", line.arguments):
            yield Sighting(line.node, "An event log is cleared: what happened before can no longer be found out.")
    for node in scene.methods("clearlog"):
        yield Sighting(node, "An event log is cleared: what happened before can no longer be found out.")
    for node in scene.methods("clear", "clearlog"):
        if scene.type_of(node) == "diagnostics.eventlog":
            yield Sighting(node, "An event log is cleared.")
    for line in lines_of(scene, "fsutil"):
        if "usn" in line.arguments and "deletejournal" in line.arguments:
            yield Sighting(line.node, "The journal of the file system is deleted.")
