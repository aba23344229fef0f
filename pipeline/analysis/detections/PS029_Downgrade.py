"""An older PowerShell without protection is used, or the language mode escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.registry import written
from pipeline.analysis.detecting.scene import member_name
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Use the PowerShell that is there, with the protections it has.",
    safe="pwsh -NoProfile -File ./backup.ps1",
    attack=("T1562.010",),
)

_OLD: Final = re.compile(r"(?i)[-/]v(?:e(?:r(?:s(?:i(?:on?)?)?)?)?)?[\s:'\"]+[12](?:\.0)?(?![\d.])")


def check(scene: Scene) -> Iterator[Sighting]:
    for line in lines_of(scene, "powershell"):
        if _OLD.search(" " + line.raw):
            yield Sighting(line.node, "PowerShell 2 is started, which knows neither AMSI nor script block logging.")
    for call in scene.calls("enable-windowsoptionalfeature", "add-windowsfeature", "install-windowsfeature"):
        if re.search(r"(?i)powershell-?v2", call.text("featurename", "name", position=0)):
            yield Sighting(call.node, "PowerShell 2 is installed, which knows neither AMSI nor script block logging.")
    for assignment in scene.context.nodes(ast.AssignmentStatementAst):
        left = assignment.left
        if isinstance(left, ast.MemberExpressionAst) and member_name(left) == "languagemode" and "full" in scene.text(assignment.right).lower():
            yield Sighting(assignment, "The language mode is set to full, past what the system asks for.")
    for write in written(scene, re.compile(r"session manager\\environment"), re.compile(r"__pslockdownpolicy")):
        yield Sighting(write.node, "The switch for the constrained language mode is changed.")
