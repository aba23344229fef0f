"""What a script finds out about the machine, and whether it tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.lines import lines_of
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

_RECON_LINES: Final = ("whoami", "ipconfig", "systeminfo", "tasklist", "netstat", "nltest", "dsquery", "qwinsta", "quser", "arp", "route", "klist")
_RECON_VARIABLES: Final = frozenset({"env:username", "env:computername", "env:userdomain", "env:userdnsdomain", "env:logonserver"})
_RECON_CLASSES: Final = re.compile(r"(?i)^(?:win32_(?:computersystem|operatingsystem|networkadapterconfiguration|process|bios|useraccount|logicaldisk|product)|antivirusproduct)$|AntiVirusProduct")
_RECON_STATICS: Final = (
    ("environment", ("username", "machinename", "userdomainname", "osversion")), ("security.principal.windowsidentity", ("getcurrent",)), ("net.dns", ("gethostname", "gethostbyname", "gethostaddresses")),
)
_RECON: Final = 3
SENDERS: Final = ("uploadstring", "uploadfile", "uploaddata", "uploadvalues", "getrequeststream", "postasync", "send")
_SCANNER: Final = re.compile(r"(?i)SecurityCenter2?\b|AntiVirusProduct|AntiSpywareProduct")
_SANDBOX: Final = re.compile(r"(?i)\b(?:vmware|virtualbox|vbox(?:guest|tray|service)?|qemu|xen(?:service)?|sandboxie|sbiedll|cuckoo|wireshark|procmon|ollydbg|vmtoolsd)\b")


def telling(scene: Scene) -> Iterator[str]:
    asked = {program for program in _RECON_LINES if lines_of(scene, program)}
    asked |= {line.arguments.split()[0] for line in lines_of(scene, "net", "net1") if re.match(r"(?:user|localgroup|group|view|accounts|session|share|config)\b", line.arguments)}
    asked |= {name for node in scene.context.nodes(ast.VariableExpressionAst) if (name := node.user_path.lower()) in _RECON_VARIABLES}
    asked |= {found[0].lower() for _, found in scene.strings(_RECON_CLASSES, "win32_", "antivirus")}
    asked |= {kind for kind, names in _RECON_STATICS if scene.statics(kind, *names)}
    asked |= {call.name for call in scene.calls("get-process", "get-computerinfo", "get-netipaddress", "get-nettcpconnection", "get-localuser", "get-localgroupmember", "get-hotfix")}
    if len(asked) >= _RECON:
        yield "recon"
    sends = scene.methods(*SENDERS) or any(call.text("method").lower() in ("post", "put") for call in scene.calls("invoke-webrequest", "invoke-restmethod")) or scene.calls("send-mailmessage")
    if asked and sends:
        yield "tells_home"
    if next(scene.strings(_SCANNER, "securitycenter", "antivirusproduct", "antispyware"), None):
        yield "looks_for_scanner"
    if len({found[0].lower() for _, found in scene.strings(_SANDBOX, "vmware", "vbox", "virtualbox", "qemu", "xen", "sandboxie", "sbiedll", "cuckoo", "wireshark", "procmon", "ollydbg", "vmtoolsd")}) > 1:
        yield "looks_for_sandbox"
