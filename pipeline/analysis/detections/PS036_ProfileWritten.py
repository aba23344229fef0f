"""The PowerShell profile is changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import MEDIUM, Detection, Sighting
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Show the line, and let the user put it into the profile.",
    safe="Write-Output 'Add this line to your profile: Import-Module Tools'",
    attack=("T1546.013",),
)

_PROFILE: Final = re.compile(r"(?i)%profile%|(?:Microsoft\.\w+_|\\|/)profile\.ps1\b")
_WRITERS: Final = ("set-content", "add-content", "out-file", "copy-item", "new-item", "tee-object", "move-item")


def check(scene: Scene) -> Iterator[Sighting]:
    if "profile" not in scene.context.lower_text:
        return
    for call in scene.calls(*_WRITERS):
        target = call.text("destination", position=1) if call.name in ("copy-item", "move-item") else call.text("path", "filepath", "literalpath", position=0)
        if _PROFILE.search(target) and not (call.name == "new-item" and not call.has("value")):
            yield Sighting(call.node, "What is written into the profile runs in every later session.")
    for redirection in scene.context.nodes(ast.FileRedirectionAst):
        if _PROFILE.search(scene.text(redirection.location)):
            yield Sighting(redirection, "What is written into the profile runs in every later session.")
    for node in scene.methods("writealltext", "appendalltext", "writealllines"):
        if node.arguments and _PROFILE.search(scene.text(node.arguments[0])):
            yield Sighting(node, "What is written into the profile runs in every later session.")
