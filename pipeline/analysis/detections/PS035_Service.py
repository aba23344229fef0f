"""A service is created, or its program replaced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.registry import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Install services by a package, with a program that only administrators may write.",
    safe="Start-Process msiexec -ArgumentList '/i', 'backup.msi' -Wait",
    attack=("T1543.003",),
    cwe=("CWE-250",),
)

_SUSPECT: Final = re.compile(r"(?i)powershell|pwsh|cmd(?:\.exe)?\s*/c|%comspec%|rundll32|mshta|%temp%|%appdata%|%public%|\\temp\\|\\users\\public|[-/]enc?\b")


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("new-service"):
        path = call.text("binarypathname", position=1)
        yield Sighting(call.node, "A service is created, which runs with the rights of the system.", HIGH if _SUSPECT.search(path) else None)
    for call in scene.calls("set-service"):
        if call.has("binarypathname"):
            yield Sighting(call.node, "The program of a service is replaced.", HIGH)
    for line in lines_of(scene, "sc"):
        found = re.match(r"(?:\\\\\S+\s+)?(create|config)\s+(\S+)\s+(.*)", line.arguments)
        if found and "binpath" in found[3]:
            yield Sighting(line.node, "A service is created, or its program replaced.", HIGH if _SUSPECT.search(found[3]) or found[1] == "config" else None)
    for write in written(scene, re.compile(r"\\services\\[^\\]+(?:\\parameters)?$"), re.compile(r"^(?:imagepath|servicedll|failurecommand)$")):
        if not write.deletes:
            yield Sighting(write.node, "The program of a service is replaced in the registry.", HIGH)
