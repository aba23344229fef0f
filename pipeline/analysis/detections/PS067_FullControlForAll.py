"""Everybody gets full control."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Give each right to the group that needs it.",
    safe="icacls D:/data /grant 'Editors:(OI)(CI)M'",
    attack=("T1222.001",),
    cwe=("CWE-732",),
)

_ALL: Final = re.compile(r"(?i)\b(?:everyone|jeder|tout le monde|authenticated users|s-1-1-0|s-1-5-11|anonymous logon|builtin\\users|s-1-5-32-545)\b|^users$")
_FULL: Final = re.compile(r"(?i)fullcontrol|full\b|genericall|modify|takeownership|writedac")


def check(scene: Scene) -> Iterator[Sighting]:
    for line in lines_of(scene, "icacls", "cacls"):
        if _ALL.search(line.arguments) and re.search(r"/g(?:rant)?(?::r)?\b.*:\S*(?:\bf\b|\(f\)|\(oi\)|\(ci\))", line.arguments) and re.search(r":\S*f\b|\(f\)", line.arguments):
            yield Sighting(line.node, "Everybody may change everything here.")
    for node in scene.types("security.accesscontrol.filesystemaccessrule", "security.accesscontrol.registryaccessrule"):
        holder = node.parent if isinstance(node, ast.TypeExpressionAst) and node.parent is not None else node
        text = " ".join(each.value for each in scene.origins(holder) if isinstance(each, ast.StringConstantExpressionAst))
        if _ALL.search(text) and _FULL.search(text) and "deny" not in text.lower():
            yield Sighting(holder, "Everybody may change everything here.")
    for call in scene.calls("new-smbshare", "grant-smbshareaccess"):
        text = call.text("fullaccess") or (call.text("accountname") if call.text("accessright").lower() == "full" else "")
        if _ALL.search(text):
            yield Sighting(call.node, "Everybody may change everything in this share.")
    for line in lines_of(scene, "net"):
        if re.match(r"share\s", line.arguments) and re.search(r"/grant:\W?everyone\W?,full", line.arguments):
            yield Sighting(line.node, "Everybody may change everything in this share.")
