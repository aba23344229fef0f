"""The firewall is switched off or lets everything in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.registry import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Allow one program or port, from the addresses that need it.",
    safe="New-NetFirewallRule -DisplayName Web -Direction Inbound -LocalPort 443 -Protocol TCP -RemoteAddress 10.0.0.0/8 -Action Allow",
    attack=("T1562.004",),
    cwe=("CWE-284",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("set-netfirewallprofile"):
        if call.text("enabled").lower() in ("false", "0") or (call.text("defaultinboundaction").lower() == "allow"):
            yield Sighting(call.node, "The firewall lets everything in.")
    for call in scene.calls("new-netfirewallrule"):
        inbound = call.text("direction").lower() != "outbound"
        allows = call.text("action").lower() in ("", "allow")
        limited = any(call.has(name) for name in ("localport", "program", "service", "remoteaddress", "remoteport", "protocol", "package", "group"))
        if inbound and allows and (not limited or call.text("localport").lower() in ("any", "*")):
            yield Sighting(call.node, "This firewall rule lets everything in.")
    for line in lines_of(scene, "netsh"):
        if re.search(r"firewall\s+set\s+(?:\w+|opmode)\s+.*?(?:state\s+off|mode\s*=?\s*disable|disable)|advfirewall\s+set\s+\w+\s+state\s+off", line.arguments):
            yield Sighting(line.node, "The firewall is switched off.")
        elif re.search(r"firewall\s+add\s+(?:allowedprogram|portopening)|add\s+rule.*dir\s*=\s*in.*action\s*=\s*allow", line.arguments) and not re.search(r"localport\s*=\s*\d", line.arguments):
            yield Sighting(line.node, "A firewall rule lets a program in from everywhere.", MEDIUM)
    for write in written(scene, re.compile(r"firewallpolicy\\|windowsfirewall\\"), re.compile(r"^enablefirewall$")):
        if write.value in ("0", "0x0"):
            yield Sighting(write.node, "The firewall is switched off in the registry.")
    for call in scene.calls("stop-service", "set-service"):
        if call.text("name", position=0).lower() == "mpssvc":
            yield Sighting(call.node, "The firewall's service is stopped.")
