"""Code is loaded from a share, an address or a folder that others may write to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.places import WRITABLE
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Install the code into a folder that only administrators may write, and load it from there.",
    safe="Import-Module $PSScriptRoot/Tools.psm1",
    attack=("T1574",),
    cwe=("CWE-829",),
)

_REMOTE: Final = re.compile(r"(?i)^(?:https?|ftp)://|^\\\\[^\\\ufffc]")


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("import-module"):
        path = call.text("name", position=0)
        if _REMOTE.search(path) or WRITABLE.search(path):
            yield Sighting(call.node, "A module is loaded from a place that others may write to.", None if _REMOTE.search(path) else MEDIUM)
    for node in scene.context.nodes(ast.CommandAst):
        if node.invocation_operator == "Unknown":
            continue
        path = scene.text(node.command_elements[0])
        if _REMOTE.search(path):
            yield Sighting(node, "A program is run straight from another machine.")
