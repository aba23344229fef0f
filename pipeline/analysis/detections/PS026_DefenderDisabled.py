"""Microsoft Defender is disabled or told to look away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.places import WRITABLE
from pipeline.analysis.detecting.registry import written
from pipeline.analysis.detecting.texts import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Ask those who run the scanner for an exclusion as narrow as can be.",
    safe="Get-MpPreference | Select-Object ExclusionPath",
    attack=("T1562.001",),
    cwe=("CWE-693",),
)

_OFF: Final = (
    "disablerealtimemonitoring", "disablebehaviormonitoring", "disableblockatfirstseen", "disableioavprotection", "disablescriptscanning", "disablearchivescanning",
    "disableintrusionpreventionsystem", "disableprivacymode", "disableemailscanning", "disableremovabledrivescanning",
)
_EXCLUSIONS: Final = ("exclusionpath", "exclusionprocess", "exclusionextension", "exclusionipaddress", "attacksurfacereductiononlyexclusions")
_KEY: Final = re.compile(r"\\(?:policies\\microsoft\\windows defender|microsoft\\windows defender)(?:\\|$)")
_VALUES: Final = re.compile(r"^disable|^start$|tamperprotection|^puaprotection$")
_MAKERS: Final = (
    "mcafee", "symantec", "norton", "kaspersky", "sophos", "avast", "avg", "eset", "bitdefender", "malwarebytes", "micro", "crowdstrike", "sentinelone", "cylance", "carbon",
    "webroot",
)
_PRODUCTS: Final = re.compile(r"(?i)\b(?:mcafee|symantec|norton|kaspersky|sophos|avast|avg|eset|bitdefender|malwarebytes|trend ?micro|crowdstrike|sentinelone|cylance|carbon ?black|webroot)\b")
_SERVICES: Final = re.compile(r"(?i)^(?:windefend|wdnissvc|sense|wdfilter|wdboot|mssecflt|securityhealthservice|wscsvc|mpssvc_|sepmasterservice|mcshield|avp|csfalconservice|sentinelagent|cylancesvc)$")


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("set-mppreference", "add-mppreference"):
        if call.has(*_OFF) or call.text("enablecontrolledfolderaccess").lower() in ("disabled", "0") or call.text("mapsreporting").lower() in ("0", "disabled"):
            yield Sighting(call.node, "Protection by Microsoft Defender is switched off.")
        elif call.has(*_EXCLUSIONS):
            text = " ".join(call.text(name) for name in _EXCLUSIONS)
            broad = re.search(r"(?i)(?:^|[\s,'\"])(?:[a-z]:\\?|\.?(?:exe|ps1|dll|bat)|%\w+%|\*|powershell(?:\.exe)?|.*\\(?:temp|public|programdata|windows|users))(?:$|[\s,'\"])", text)
            yield Sighting(call.node, "Microsoft Defender is told to look away.", None if broad or WRITABLE.search(text) or HOLE in text else HIGH)
    for write in written(scene, _KEY):
        if "\\exclusions\\" in write.path + "\\" or (_VALUES.search(write.name) and write.value not in ("0", "0x0", "") and not write.deletes):
            yield Sighting(write.node, "Microsoft Defender is switched off or blinded in the registry.")
    for call in scene.calls("stop-service", "set-service", "remove-service"):
        name = call.text("name", position=0)
        if _SERVICES.match(name) and (call.name != "set-service" or call.text("startuptype").lower() == "disabled" or call.text("status").lower() == "stopped"):
            yield Sighting(call.node, f"The protection service {name} is stopped.")
    for line in lines_of(scene, "sc", "net"):
        found = re.match(r"(?:stop|delete|config)\s+[\"']?([\w-]+)", line.arguments)
        if found and _SERVICES.match(found[1]) and ("config" not in line.arguments or "disabled" in line.arguments):
            yield Sighting(line.node, f"The protection service {found[1]} is stopped.")
    for call in scene.calls("uninstall-windowsfeature", "remove-windowsfeature"):
        if "defender" in call.text("name", position=0).lower():
            yield Sighting(call.node, "Microsoft Defender is removed.")
    removes = scene.calls("uninstall-package") or scene.methods("uninstall") or "uninstallstring" in scene.context.lower_text
    for said, product in scene.strings(_PRODUCTS, *_MAKERS):
        if removes or re.search(r"(?i)call\s+uninstall|/x\b|taskkill|stop-process", said.text):
            yield Sighting(said.node, f"A protection product ({product[0].strip('*')}) is removed or stopped.", HIGH)
            break
    for line in lines_of(scene, "mpcmdrun"):
        if "removedefinitions" in line.arguments:
            yield Sighting(line.node, "The signatures of Microsoft Defender are removed.")
