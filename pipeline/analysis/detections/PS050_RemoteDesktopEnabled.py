"""Remote Desktop is switched on, or its protection off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.registry import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Switch it on by policy, with Network Level Authentication.",
    safe="Get-ItemProperty 'HKLM:/SYSTEM/CurrentControlSet/Control/Terminal Server' -Name fDenyTSConnections",
    attack=("T1021.001",),
)

_KEY: Final = re.compile(r"\\control\\terminal server|\\policies\\microsoft\\windows nt\\terminal services")


def check(scene: Scene) -> Iterator[Sighting]:
    for write in written(scene, _KEY):
        value = write.value.strip("'\"")
        if write.name == "fdenytsconnections" and value in ("0", "0x0"):
            yield Sighting(write.node, "Remote Desktop is switched on.")
        elif write.name in ("userauthentication", "securitylayer") and value in ("0", "0x0"):
            yield Sighting(write.node, "Remote Desktop no longer asks who is there before it shows a desktop.", HIGH)
        elif write.name == "shadow" and value in ("2", "4"):
            yield Sighting(write.node, "Sessions may be watched without the user's consent.", HIGH)
    for node in scene.methods("setallowtsconnections"):
        yield Sighting(node, "Remote Desktop is switched on.")
    for node in scene.methods("setuserauthenticationrequired"):
        if node.arguments and scene.text(node.arguments[0]) == "0":
            yield Sighting(node, "Remote Desktop no longer asks who is there before it shows a desktop.", HIGH)
