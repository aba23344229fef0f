"""Keystrokes, the screen or the microphone are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.natives import named
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Tell the user, and use a tool that shows that it records.",
    safe="Start-Process psr.exe",
    attack=("T1056.001", "T1113"),
)


def check(scene: Scene) -> Iterator[Sighting]:
    keys = named(scene, "getasynckeystate", "setwindowshookex", "setwindowshookexa", "setwindowshookexw", "getkeyboardstate")
    kept = scene.calls("out-file", "add-content", "set-content", "invoke-restmethod", "invoke-webrequest") or scene.methods(
        "appendalltext", "writealltext", "uploadstring", "uploadfile", "writeline",
    )
    for node in keys or scene.members("getasynckeystate"):
        yield Sighting(node, "Keystrokes are read, whichever window they are meant for.", CRITICAL if kept else None)
    for node in scene.methods("copyfromscreen"):
        yield Sighting(node, "A picture of the screen is taken.")
    for node in named(scene, "capcreatecapturewindow", "capcreatecapturewindowa", "capcreatecapturewindoww", "waveinopen", "mcisendstring", "mcisendstringa", "mcisendstringw"):
        yield Sighting(node, "Microphone or camera is recorded.")
    loops = any(scene.context.nodes_of(ast.WhileStatementAst, ast.DoWhileStatementAst, ast.DoUntilStatementAst, ast.ForStatementAst))
    for call in scene.calls("get-clipboard"):
        if loops and scene.calls("start-sleep"):
            yield Sighting(call.node, "The clipboard is watched.", MEDIUM)
