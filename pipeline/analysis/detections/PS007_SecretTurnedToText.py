"""A protected secret is turned back into text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.scene import member_name
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Hand the credential itself to what needs it.",
    safe="Invoke-Command -ComputerName $server -Credential $credential -ScriptBlock { Get-Service }",
    attack=("T1552",),
    cwe=("CWE-522",),
)

_METHODS: Final = ("ptrtostringauto", "ptrtostringbstr", "ptrtostringuni", "ptrtostringansi")
_PROTECTED: Final = ("securestringtobstr", "securestringtoglobalallocunicode", "securestringtocotaskmemunicode", "securestringtoglobalallocansi", "securestringtocotaskmemansi")


def check(scene: Scene) -> Iterator[Sighting]:
    for node in scene.methods("getnetworkcredential"):
        above = node.parent
        if not isinstance(above, ast.MemberExpressionAst) or member_name(above) in ("password", ""):
            yield Sighting(node, "GetNetworkCredential gives the password as text.")
    if scene.methods(*_PROTECTED):
        for node in scene.methods(*_METHODS):
            yield Sighting(node, "The content of a secure string is copied into text, where it stays until the memory is cleaned up.")
    for call in scene.calls("convertfrom-securestring"):
        if call.has("asplaintext"):
            yield Sighting(call.node, "ConvertFrom-SecureString -AsPlainText gives the secret as text.")
