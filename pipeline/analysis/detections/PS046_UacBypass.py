"""User Account Control is passed by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.registry import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Ask for the rights with a prompt.",
    safe="Start-Process pwsh -Verb RunAs",
    attack=("T1548.002",),
)

_KEYS: Final = re.compile(
    r"(?:ms-settings|mscfile|exefile|folder|launcher\.systemsettings|ms-windows-store|appx\w+|\.thm)\\shell\\\w+\\command|\\app paths\\control\.exe|^hkcu\\environment$",
)
_CMSTP: Final = re.compile(r"(?i)RunPreSetupCommandsSection|\{3E5FC7F9-9A51-4367-9063-A120244FBEC7\}|\{D2E7041B-2927-42fb-8E9F-7CE93B6DC937\}")
_HELPERS: Final = ("fodhelper", "eventvwr", "computerdefaults", "sdclt", "slui", "wsreset", "cmstp", "changepk", "wusa")


def check(scene: Scene) -> Iterator[Sighting]:
    for write in written(scene, _KEYS):
        if write.path.endswith("environment") and write.name != "windir":
            continue
        if not write.deletes:
            yield Sighting(write.node, "A key is set by which a program of Windows runs another with full rights, without asking.")
    for text, _ in scene.strings(_CMSTP, "runpresetup", "3e5fc7f9", "d2e7041b"):
        yield Sighting(text.node, "A part of Windows that is trusted is made to run another program with full rights.")
    for line in lines_of(scene, "wusa"):
        if "/extract" in line.arguments:
            yield Sighting(line.node, "wusa unpacks files into protected folders.", HIGH)
    if scene.calls("new-item", "set-itemproperty") and re.search(r"shell\\open\\command", scene.context.lower_text):
        for line in lines_of(scene, *_HELPERS):
            yield Sighting(line.node, f"{line.program} is started, which gets full rights without asking.")
