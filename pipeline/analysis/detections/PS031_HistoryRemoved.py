"""The history of commands is removed or switched off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, LOW, MEDIUM, Detection, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Keep secrets out of command lines, and the history can stay.",
    safe="Set-PSReadLineOption -AddToHistoryHandler { param($line) $line -notmatch 'secret' }",
    attack=("T1070.003",),
)

_FILE: Final = re.compile(r"(?i)ConsoleHost_history|PSReadLine\\.*history|historysavepath")


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("clear-history"):
        yield Sighting(call.node, "The history of this session is cleared.", LOW)
    for call in scene.calls("set-psreadlineoption"):
        if call.text("historysavestyle").lower() == "savenothing":
            yield Sighting(call.node, "Commands are no longer remembered.")
    for call in scene.calls("remove-item", "clear-content", "set-content"):
        if _FILE.search(call.text("path", "literalpath", position=0)) or _FILE.search(scene.source(call.node)):
            yield Sighting(call.node, "The file with the history of commands is removed or emptied.", HIGH)
    for call in scene.calls("remove-module"):
        if "psreadline" in call.text("name", position=0).lower():
            yield Sighting(call.node, "The module that remembers commands is unloaded.")
