"""The execution policy is lowered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import LOW, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.registry import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Sign the script, and leave the policy to those who run the machine.",
    safe="Set-AuthenticodeSignature -FilePath backup.ps1 -Certificate $certificate",
    attack=("T1059.001",),
    cwe=("CWE-693",),
)

_LOW: Final = ("bypass", "unrestricted", "0", "4")
_OPTION: Final = re.compile(r"(?i)[-/](?:ep|ex\w*)[\s:'\"]+(?:bypass|unrestricted)")
_IN_TEXT: Final = re.compile(r"(?i)\b(?:powershell|pwsh)(?:\.exe)?\b.{0,200}?[-/](?:ep|ex\w*)\s+(?:bypass|unrestricted)")


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("set-executionpolicy"):
        if call.text("executionpolicy", position=0).lower() in _LOW:
            wide = call.text("scope", position=1).lower() in ("", "localmachine", "currentuser")
            yield Sighting(call.node, "Any script may run from now on." if wide else "Any script may run in this process.", None if wide else LOW)
    for line in lines_of(scene, "powershell", "pwsh"):
        if _OPTION.search(" " + line.raw):
            yield Sighting(line.node, "PowerShell is started with the execution policy out of force.")
    for text, _ in scene.strings(_IN_TEXT, "powershell", "pwsh"):
        yield Sighting(text.node, "A command line that starts PowerShell with the execution policy out of force.")
    for write in written(scene, re.compile(r"powershell"), re.compile(r"^executionpolicy$|^enablescripts$")):
        yield Sighting(write.node, "The execution policy is changed in the registry.")
