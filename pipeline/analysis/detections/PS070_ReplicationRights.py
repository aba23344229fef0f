"""Rights to copy the whole directory are given or used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, LOW, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Give such rights to domain controllers alone.",
    safe="Get-ADReplicationPartnerMetadata -Target $controller",
    attack=("T1003.006", "T1098"),
)

_RIGHTS: Final = re.compile(r"(?i)1131f6a[acd]-9c07-11d1-f79f-00c04fc2dcd2|89e95b76-444d-4c62-991a-0facbeda640c|\bDS-Replication-Get-Changes(?:-All)?\b|replicating directory changes(?: all)?")


def check(scene: Scene) -> Iterator[Sighting]:
    for text, _ in scene.strings(_RIGHTS, "1131f6a", "89e95b76", "replication-get-changes", "replicating directory changes"):
        if scene.members("addaccessrule", "setaccessrule", "commitchanges") or scene.calls("set-acl", "add-adpermission", "dsacls"):
            yield Sighting(text.node, "Whoever gets this right can copy the passwords of all accounts.")
        else:
            yield Sighting(text.node, "The script deals with the right to copy the whole directory.", LOW)
    for line in lines_of(scene, "dsacls"):
        if "replicating directory changes" in line.arguments:
            yield Sighting(line.node, "Whoever gets this right can copy the passwords of all accounts.")
    for node in scene.members("drsgetncchanges", "idl_drsgetncchanges"):
        yield Sighting(node, "The directory is copied as by a domain controller.")
