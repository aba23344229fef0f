"""Something is started at every sign-in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.places import STARTUP
from pipeline.analysis.detecting.registry import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Let an administrator install what has to run, as a service or by policy.",
    safe="Get-CimInstance Win32_StartupCommand",
    attack=("T1547.001",),
)

_KEY: Final = re.compile(
    r"\\currentversion\\(?:run|runonce|runonceex|runservices|policies\\explorer\\run)(?:\\|$)|\\windows nt\\currentversion\\winlogon$|\\active setup\\installed components|"
    r"\\user shell folders$|\\environment$",
)
_WINLOGON: Final = re.compile(r"^(?:shell|userinit|notify|taskman|startup|common startup|userinitmprlogonscript)$")
_WRITERS: Final = ("copy-item", "move-item", "new-item", "set-content", "add-content", "out-file", "invoke-webrequest", "start-bitstransfer")


def check(scene: Scene) -> Iterator[Sighting]:
    for write in written(scene, _KEY):
        if write.deletes or (re.search(r"winlogon$|folders$|environment$", write.path) and not _WINLOGON.match(write.name)):
            continue
        if not write.name and not write.value and not re.search(r"\\run\w*\\", write.path + "\\"):
            continue
        yield Sighting(write.node, "A registry key starts something at every sign-in.")
    for call in scene.calls(*_WRITERS):
        if any(STARTUP.search(word) for word in call.words):
            yield Sighting(call.node, "Something is put into the startup folder.")
    for node in scene.methods("writealltext", "writeallbytes", "copy", "createshortcut", "downloadfile", "move"):
        if any(STARTUP.search(scene.text(each)) for each in node.arguments):
            yield Sighting(node, "Something is put into the startup folder.")
    for line in lines_of(scene, "copy", "xcopy", "robocopy"):
        if STARTUP.search(line.arguments):
            yield Sighting(line.node, "Something is put into the startup folder.")
