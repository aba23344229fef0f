"""What is downloaded is run at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, Detection, Sighting
from pipeline.analysis.detecting.execution import executions
from pipeline.analysis.detecting.network import download_in
from pipeline.analysis.detecting.places import INSTALLERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Download to a file, compare its hash with one that you know, and only then run it.",
    safe="if ((Get-FileHash $file).Hash -eq $known) { & $file }",
    attack=("T1105", "T1059.001"),
    cwe=("CWE-494",),
)

def check(scene: Scene) -> Iterator[Sighting]:
    for run in scene.shared(executions):
        download = download_in(scene, run.inputs)
        if download is not None:
            known = bool(INSTALLERS.match(download.url))
            yield Sighting(
                run.node, f"{run.how} runs what the network answers, without anybody having seen it.", HIGH if known else None,
            )
    for call in scene.calls("mshta", "regsvr32", "rundll32", "msiexec", "wmic"):
        line = " ".join(call.words).lower()
        if re.search(r"https?://|\bscrobj", line) and (call.name != "msiexec" or "http:" in line):
            yield Sighting(call.node, f"{call.name} runs what an address answers.")
