"""The scan of scripts by AMSI is switched off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, Detection, Sighting
from pipeline.analysis.detecting.natives import named
from pipeline.analysis.detecting.registry import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Let the scanner see the script, and report what it wrongly stops.",
    safe="Get-MpComputerStatus | Select-Object AMServiceEnabled",
    attack=("T1562.001",),
    cwe=("CWE-693",),
)

_NAMES: Final = re.compile(r"(?i)amsiutils|amsiInitFailed|amsiContext|amsiSession|AmsiScanBuffer|AmsiScanString|AmsiOpenSession|AmsiInitialize|amsi\.dll|AmsiEnable|uacme.*amsi")
_ACTS: Final = ("setvalue", "getfield", "getprocaddress", "virtualprotect", "copy", "writeprocessmemory", "getdelegateforfunctionpointer", "nonpublic", "gettype")


def check(scene: Scene) -> Iterator[Sighting]:
    for text, found in scene.strings(_NAMES, "amsi"):
        if scene.members(*_ACTS) or named(scene, "virtualprotect", "getprocaddress"):
            yield Sighting(text.node, f"The script reaches into AMSI ({found[0]}), which looks for malware in scripts.")
            return
    for write in written(scene, re.compile(r"\\(?:windows script\\settings|amsi\\providers)")):
        if write.deletes or "amsi" in write.name:
            yield Sighting(write.node, "AMSI is switched off in the registry.")
