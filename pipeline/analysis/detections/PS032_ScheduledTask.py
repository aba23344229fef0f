"""A scheduled task is created."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Let the task run a script that only administrators may write, under an account with few rights.",
    safe="New-ScheduledTaskPrincipal -UserId 'LOCALSERVICE' -LogonType ServiceAccount",
    attack=("T1053.005",),
    cwe=("CWE-250",),
)

_CODE: Final = re.compile(r"(?i)powershell|pwsh|cmd|mshta|wscript|cscript|rundll32|regsvr32|https?:|%temp%|%appdata%|%public%|[-/]enc?\b|\.(?:vbs|hta|js)\b")
_SYSTEM: Final = re.compile(r"(?i)\bsystem\b|s-1-5-18|runlevel\s+highest|/rl\s+highest|/ru\s+[\"']?(?:nt authority\\)?system")


def check(scene: Scene) -> Iterator[Sighting]:
    actions = " ".join(" ".join(call.words) for call in scene.calls("new-scheduledtaskaction"))
    for call in scene.calls("register-scheduledtask", "set-scheduledtask", "register-scheduledjob"):
        if call.has("whatif"):
            continue
        text = " ".join(call.words) + actions
        yield Sighting(call.node, "A scheduled task is created, which outlives this run.", _severity(text))
    for line in lines_of(scene, "schtasks"):
        if re.search(r"[-/]create\b", line.arguments):
            yield Sighting(line.node, "A scheduled task is created, which outlives this run.", _severity(line.arguments))
    for line in lines_of(scene, "at"):
        if re.match(r"\d{1,2}:\d\d", line.arguments):
            yield Sighting(line.node, "A task is scheduled.")
    if scene.com_objects("schedule.service"):
        for node in scene.methods("registertaskdefinition", "registertask"):
            yield Sighting(node, "A scheduled task is created, which outlives this run.", HIGH)


def _severity(text: str) -> str | None:
    return HIGH if re.search(r"(?i)[-/]enc?\b|https?:|hidden|mshta|frombase64|downloadstring|\biex\b", text) and _CODE.search(text) else None
