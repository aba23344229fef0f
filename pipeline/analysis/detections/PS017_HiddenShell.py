"""A shell is started that nobody sees and that asks nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Let a scheduled task with its own account do what needs no window.",
    safe="Start-Process pwsh -ArgumentList '-NoProfile', '-File', 'backup.ps1'",
    attack=("T1564.003",),
)

_HIDDEN: Final = re.compile(r"(?i)[-/]w(?:i(?:n(?:d(?:o(?:w(?:s(?:t(?:y(?:le?)?)?)?)?)?)?)?)?)?[\s:'\"]+(?:hid|1\b)")
_QUIET: Final = re.compile(r"(?i)[-/](?:nonI\w*|nop\w*|sta\b|ep\b|ex\w*\s+bypass|e(?:nc\w*|c)?\s)")
_IN_TEXT: Final = re.compile(r"(?i)\b(?:powershell|pwsh)(?:\.exe)?\b.{0,200}?[-/]w(?:in\w*)?\s+(?:hid\w*|1\b)")


def check(scene: Scene) -> Iterator[Sighting]:
    for line in lines_of(scene, "powershell", "pwsh"):
        if _HIDDEN.search(" " + line.raw):
            yield Sighting(line.node, "PowerShell is started without a window.", HIGH if _QUIET.search(" " + line.raw) else None)
    for text, _ in scene.strings(_IN_TEXT, "powershell", "pwsh"):
        yield Sighting(text.node, "A command line that starts PowerShell without a window.")
    for call in scene.calls("start-process"):
        if call.text("windowstyle").lower() == "hidden" and re.search(r"(?i)powershell|pwsh|cmd", call.text("filepath", position=0)):
            yield Sighting(call.node, "A shell is started without a window.")
    for node in scene.methods("showwindow", "showwindowasync"):
        if node.arguments and scene.text(node.arguments[-1]).strip() == "0":
            yield Sighting(node, "The script hides its own window.")
