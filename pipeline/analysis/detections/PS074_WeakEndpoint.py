"""An endpoint with limited commands lets more in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Name the commands, and with them the values that their parameters may take.",
    safe="New-PSSessionConfigurationFile -Path Helpdesk.pssc -SessionType RestrictedRemoteServer -RunAsVirtualAccount",
    attack=("T1021.006",),
    cwe=("CWE-269",),
)

_WILD: Final = re.compile(r"(?:^|[\s,'\"\\])\*(?:$|[\s,'\"-])")
_DANGEROUS: Final = re.compile(r"(?i)\b(?:invoke-expression|iex|start-process|invoke-command|new-object|add-type|invoke-wmimethod|set-content|powershell|cmd)\b")


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("new-psrolecapabilityfile"):
        for name in ("visiblecmdlets", "visiblefunctions", "visibleexternalcommands", "visibleproviders"):
            text = call.text(name)
            if _WILD.search(text) or _DANGEROUS.search(text):
                yield Sighting(call.node, "This role may run more than a few chosen commands.")
                break
    for call in scene.calls("new-pssessionconfigurationfile"):
        if call.text("languagemode").lower() == "fulllanguage" or (call.has("runasvirtualaccount") and call.text("sessiontype").lower() not in ("restrictedremoteserver", "")):
            yield Sighting(call.node, "Whoever connects may run anything, with the rights of the endpoint.")
    for call in scene.calls("register-pssessionconfiguration", "set-pssessionconfiguration"):
        if re.search(r"(?i)\(A;[^;]*;GA;[^;]*;[^;]*;(?:WD|AU|BU|AN)\)", call.text("securitydescriptorsddl")):
            yield Sighting(call.node, "Everybody may connect to this endpoint.")
    if scene.context.suffix not in (".psrc", ".pssc"):
        return
    for table in scene.context.nodes(ast.HashtableAst):
        for key, value in table.key_value_pairs:
            name, text = scene.text(key).lower(), scene.text(value)
            if name.startswith("visible") and (_WILD.search(text) or _DANGEROUS.search(text)):
                yield Sighting(value, "This role may run more than a few chosen commands.")
            elif name == "languagemode" and text.lower() == "fulllanguage":
                yield Sighting(value, "Whoever connects may run anything, with the rights of the endpoint.")
