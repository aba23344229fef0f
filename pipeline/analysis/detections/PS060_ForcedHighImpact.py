"""A command with great effect is told not to ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import LOW, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Leave the question to whoever runs the script, by SupportsShouldProcess.",
    safe="Remove-ADUser -Identity $name -Confirm",
    attack=("T1529", "T1531"),
)

_COMMANDS: Final = (
    "remove-aduser", "remove-adcomputer", "remove-adgroup", "remove-adobject", "remove-adorganizationalunit", "disable-adaccount", "remove-adgroupmember", "remove-mailbox", "disable-mailbox", "remove-msoluser",
    "remove-azureaduser", "remove-mguser", "remove-vm", "stop-vm", "restart-computer", "stop-computer", "remove-azresourcegroup", "remove-azurermresourcegroup", "remove-azvm", "remove-azurermvm",
    "remove-computer", "reset-computermachinepassword", "remove-dnsserverzone", "remove-dnsserverresourcerecord", "remove-gpo", "uninstall-addsdomaincontroller", "remove-clusternode", "remove-vmhost", "remove-cluster",
    "remove-sqldatabase", "remove-dbadatabase", "remove-localuser", "remove-azkeyvault", "remove-azstorageaccount", "remove-azsqldatabase",
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls(*_COMMANDS):
        switched_off = "confirm" in call.arguments and not call.has("confirm")
        machine = call.name in ("restart-computer", "stop-computer")
        if switched_off or call.has("force"):
            many = machine and call.has("computername")
            yield Sighting(call.node, f"{call.name} acts without a question.", LOW if machine and not many else None)
    for line in lines_of(scene, "shutdown"):
        if re.search(r"(?:^|\s)[/-][sr]\b", line.arguments) and re.search(r"[/-]f\b|[/-]t\s*0", line.arguments):
            yield Sighting(line.node, "The machine is shut down at once.", LOW)
