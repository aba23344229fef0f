"""The logging of scripts or of events is switched off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.registry import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Leave logging on, and let its noise be filtered where logs are read.",
    safe="wevtutil get-log Microsoft-Windows-PowerShell/Operational",
    attack=("T1562.002", "T1562.006"),
    cwe=("CWE-778",),
)

_FIELDS: Final = re.compile(r"(?i)cachedGroupPolicySettings|EnableScriptBlockLogging|EnableScriptBlockInvocationLogging|PSEtwLogProvider|etwProvider|EtwEventWrite|signatures.*HashSet")
_ACTS: Final = ("setvalue", "getfield", "getproperty", "virtualprotect", "setaccesscontrol")
_KEY: Final = re.compile(r"\\(?:scriptblocklogging|modulelogging|transcription)$")
_OFF: Final = re.compile(r"^enable(?:scriptblocklogging|scriptblockinvocationlogging|modulelogging|transcripting)$")


def check(scene: Scene) -> Iterator[Sighting]:
    for text, found in scene.strings(_FIELDS, "cachedgrouppolicysettings", "scriptblock", "etw"):
        if scene.members(*_ACTS) and scene.members("getfield", "virtualprotect", "setvalue"):
            yield Sighting(text.node, f"The script reaches into PowerShell's own logging ({found[0]}).")
            break
    for write in written(scene, _KEY, _OFF):
        if write.value in ("0", "0x0") or write.deletes:
            yield Sighting(write.node, "Logging of scripts is switched off in the registry.")
    for line in lines_of(scene, "auditpol"):
        if re.search(r"/clear\b|/remove\b|(?:success|failure):disable", line.arguments):
            yield Sighting(line.node, "Auditing is switched off.")
    for line in lines_of(scene, "wevtutil"):
        if re.search(r"^(?:sl|set-log)\s.*/e(?:nabled)?:f", line.arguments):
            yield Sighting(line.node, "An event log is switched off.")
    for line in lines_of(scene, "logman"):
        if re.search(r"^(?:stop|delete)\s.*(?:powershell|eventlog|defender)", line.arguments):
            yield Sighting(line.node, "A trace session of the system is stopped.")
