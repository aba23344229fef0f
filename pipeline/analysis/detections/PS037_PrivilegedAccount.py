"""An account is created or gets the rights of administrators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Give rights through a group that is reviewed, for a limited time.",
    safe="Add-ADGroupMember -Identity BackupOperators -Members $account -MemberTimeToLive (New-TimeSpan -Hours 4)",
    attack=("T1136.001", "T1098"),
    cwe=("CWE-250",),
)

_GROUPS: Final = re.compile(
    r"(?i)\b(?:administrators|administratoren|administrateurs|domain admins|enterprise admins|schema admins|account operators|backup operators|server operators|dnsadmins|remote desktop users|"
    r"remote management users|s-1-5-32-544|organization management|global administrator|company administrator)\b",
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("new-localuser"):
        yield Sighting(call.node, "A local account is created.", MEDIUM)
    for call in scene.calls("add-localgroupmember", "add-adgroupmember", "add-adprincipalgroupmembership", "add-rolegroupmember", "add-azureaddirectoryrolemember"):
        if _GROUPS.search(" ".join(call.words)):
            yield Sighting(call.node, "An account gets the rights of administrators.")
    for line in lines_of(scene, "net", "net1"):
        if re.match(r"user\s.*\s/add\b", line.arguments):
            yield Sighting(line.node, "A local account is created by its password on the command line.")
        elif re.match(r"(?:local)?group\s.*\s/add\b", line.arguments) and _GROUPS.search(line.arguments):
            yield Sighting(line.node, "An account gets the rights of administrators.")
    for node in scene.methods("create"):
        if len(node.arguments) == 2 and scene.text(node.arguments[0]).lower() == "user" and "winnt:" in scene.context.lower_text:
            yield Sighting(node, "A local account is created.", MEDIUM)
