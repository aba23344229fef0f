"""Code is made from a variable text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.execution import executions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Write a script block with parameters instead of putting code together as text.",
    safe="$block = { param($name) Get-Service -Name $name }",
    attack=("T1059.001",),
    cwe=("CWE-94",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for run in scene.shared(executions):
        if (run.how == "[scriptblock]::Create" or run.how.startswith(".")) and not all(scene.is_constant(each) for each in run.inputs):
            yield Sighting(run.node, f"{run.how} turns a text that is put together when the script runs into code.")
    for node in scene.methods("expandstring"):
        if node.arguments and not scene.is_constant(node.arguments[0]):
            yield Sighting(node, "ExpandString runs the subexpressions in a text that the script does not hold.")
