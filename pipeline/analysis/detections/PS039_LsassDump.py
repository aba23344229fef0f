"""The memory of the process that holds credentials is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.natives import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Leave the memory of LSASS alone, and use its logs.",
    safe="Get-WinEvent -LogName Security -MaxEvents 10",
    attack=("T1003.001",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for line in lines_of(scene, "rundll32"):
        if re.search(r"comsvcs(?:\.dll)?\W+(?:minidump|#\+?24)", line.arguments):
            yield Sighting(line.node, "comsvcs.dll writes the memory of a process to a file.")
    for line in lines_of(scene, "procdump", "procdump64", "sqldumper", "createdump", "dumpert", "nanodump"):
        if "lsass" in line.arguments or line.program in ("dumpert", "nanodump"):
            yield Sighting(line.node, "The memory of LSASS is written to a file.")
    lower = scene.context.lower_text
    if "lsass" in lower:
        for node in named(scene, "minidumpwritedump", "readprocessmemory"):
            yield Sighting(node, "The script reads the memory of LSASS.")
    for node in scene.members("minidumpwritedump"):
        yield Sighting(node, "The memory of a process is written to a file, as those do who look for credentials.")
    if "minidump" in lower and scene.types("microsoft.powershell.commands.outputprocessstream") and not scene.members("minidumpwritedump"):
        yield Sighting(scene.context.root, "The memory of a process is written to a file.", HIGH)
    for node in named(scene, "minidumpwritedump"):
        yield Sighting(node, "The memory of a process is written to a file, as those do who look for credentials.")
