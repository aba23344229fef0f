"""A registry key puts a foreign program in the place of another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.registry import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Install the program under its own name.",
    safe="Get-ChildItem 'HKLM:/SOFTWARE/Microsoft/Windows NT/CurrentVersion/Image File Execution Options'",
    attack=("T1546.012", "T1546.015"),
)

_KEYS: Final = (
    (re.compile(r"\\image file execution options\\|\\silentprocessexit\\"), re.compile(r"^(?:debugger|globalflag|monitorprocess|verifierdlls)$"), "Whenever one program is started, another runs in its place."),
    (re.compile(r"^hkcu\\software\\classes\\clsid\\|^hkcr\\clsid\\.*\\(?:inprocserver32|localserver32)"), None, "A COM class is redirected to another program."),
    (re.compile(r"\\currentversion\\windows$"), re.compile(r"^(?:appinit_dlls|loadappinit_dlls|load|run)$"), "A library is loaded into every program."),
    (re.compile(r"\\session manager$"), re.compile(r"^(?:bootexecute|appcertdlls)$"), "Something runs when the system starts."),
    (re.compile(r"\\control\\lsa$"), re.compile(r"^(?:security packages|authentication packages|notification packages)$"), "A library is loaded into the process that holds credentials."),
    (re.compile(r"\\control\\print\\monitors\\|\\netsh$|\\command processor$"), re.compile(r"^(?:driver|autorun|.*\.dll|)$"), "A foreign program runs whenever a part of Windows does."),
    (re.compile(r"^hkcu\\control panel\\desktop$"), re.compile(r"^scrnsave\.exe$"), "The screen saver is replaced by a program."),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for path, name, sentence in _KEYS:
        for write in written(scene, path, name):
            if not write.deletes:
                yield Sighting(write.node, sentence)
