"""Remote management is opened widely."""

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
    remedy="Name the machines that are trusted, and use Kerberos or certificates.",
    safe="Set-Item WSMan:/localhost/Client/TrustedHosts -Value server1.example.org",
    attack=("T1021.006",),
    cwe=("CWE-284",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("set-item"):
        if "trustedhosts" in call.text("path", position=0).lower() and "*" in call.text("value", position=1):
            yield Sighting(call.node, "Every machine is trusted with credentials.")
    for call in scene.calls("enable-wsmancredssp"):
        wide = "*" in call.text("delegatecomputer", position=1) or call.text("role", position=0).lower() == "server"
        yield Sighting(call.node, "Credentials are handed on to another machine, where they can be stolen.", None if wide else MEDIUM)
    for line in lines_of(scene, "winrm"):
        if re.search(r"trustedhosts\s*=\s*\W*\*|credssp\s*=\s*\W*true", line.arguments):
            yield Sighting(line.node, "Remote management is opened widely.")
    for call in scene.calls("enable-psremoting"):
        if call.has("skipnetworkprofilecheck"):
            yield Sighting(call.node, "Remote management is opened to public networks too.", MEDIUM)
