"""Text that is not constant is run as code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.execution import executions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Call the command itself with its arguments, through the call operator where its name varies.",
    safe="& $command @arguments",
    attack=("T1059.001",),
    cwe=("CWE-95",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for run in scene.shared(executions):
        if run.how in ("powershell", "pwsh") or not run.inputs:
            continue
        if all(scene.is_constant(each) for each in run.inputs):
            continue
        if run.how == "[scriptblock]::Create" or run.how.startswith("."):
            continue
        yield Sighting(run.node, f"{run.how} runs a text that is put together when the script runs: whoever decides a part of it decides what is run.")
