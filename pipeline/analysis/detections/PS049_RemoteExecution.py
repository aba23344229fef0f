"""A program is started on another machine by a back way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Use PowerShell remoting, which is encrypted and logged.",
    safe="Invoke-Command -ComputerName $server -Credential $credential -ScriptBlock { Get-Service }",
    attack=("T1021.002", "T1047", "T1569.002"),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for line in lines_of(scene, "psexec", "psexec64", "paexec", "winrs"):
        yield Sighting(line.node, f"{line.program} starts a program on another machine.", HIGH if line.program != "winrs" else MEDIUM)
    for line in lines_of(scene, "wmic"):
        if re.search(r"process\s+call\s+create", line.arguments):
            yield Sighting(line.node, "A process is created through WMI.", HIGH if "/node" in line.arguments else MEDIUM)
    for call in scene.calls("invoke-wmimethod", "invoke-cimmethod"):
        text = " ".join(call.words).lower()
        if "win32_process" in text and "create" in text:
            remote = call.has("computername", "cimsession")
            yield Sighting(call.node, "A process is created through WMI" + (" on another machine." if remote else "."), HIGH if remote else MEDIUM)
    for node in scene.methods("create"):
        above = scene.source(node.expression).lower()
        if "win32_process" in above:
            yield Sighting(node, "A process is created through WMI.", HIGH if "\\\\" in above else MEDIUM)
    for line in lines_of(scene, "sc", "schtasks"):
        if re.match(r"\\\\\S+\s+create\b", line.arguments) or re.search(r"/create\b.*\s/s\s|\s/s\s.*/create\b", line.arguments):
            yield Sighting(line.node, "A service or task is created on another machine.")
    for name in ("executeshellcommand", "shellexecute"):
        for node in scene.methods(name):
            if scene.methods("gettypefromprogid", "gettypefromclsid") and len(scene.methods("gettypefromprogid", "gettypefromclsid")[0].arguments) > 1:
                yield Sighting(node, "A program is started on another machine through DCOM.")
