"""The database of accounts is copied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Back up the whole system state, encrypted, by the tool for it.",
    safe="wbadmin start systemstatebackup -backupTarget:E:",
    attack=("T1003.002", "T1003.003"),
)

_HIVES: Final = re.compile(r"(?i)^\s*(?:save|export)\s+[\"']?(?:hklm|hkey_local_machine)\\(?:sam|system|security)\b")
_FILES: Final = re.compile(r"(?i)\\ntds\.dit|\\system32\\config\\(?:sam|system|security)\b|\\repair\\(?:sam|system)\b|harddiskvolumeshadowcopy.*(?:ntds|config)")
_COPIERS: Final = ("copy-item", "move-item", "get-content", "compress-archive")


def check(scene: Scene) -> Iterator[Sighting]:
    for line in lines_of(scene, "reg"):
        if _HIVES.match(line.raw) and not re.search(r"\\system\\", line.arguments):
            severity = HIGH if re.search(r"hklm\\system\b|local_machine\\system\b", line.arguments) else None
            yield Sighting(line.node, "A registry hive with the secrets of accounts is saved to a file.", severity)
    for line in lines_of(scene, "ntdsutil"):
        if re.search(r"\bifm\b|\bac\w*\s+i\w*\s+ntds", line.arguments):
            yield Sighting(line.node, "ntdsutil copies the database of the directory.")
    for line in lines_of(scene, "esentutl", "copy", "xcopy", "robocopy", "diskshadow"):
        if _FILES.search(line.raw):
            yield Sighting(line.node, "A database of accounts is copied.")
    for call in scene.calls(*_COPIERS):
        if any(_FILES.search(word) for word in call.words):
            yield Sighting(call.node, "A database of accounts is copied.")
    for node in scene.methods("copy", "copyfile", "openread", "readallbytes", "open"):
        if any(_FILES.search(scene.text(each)) for each in node.arguments):
            yield Sighting(node, "A database of accounts is copied.")
