"""Objects are made from data that may bring its own code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, LOW, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.places import WRITABLE
from pipeline.analysis.detecting.scene import first_argument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Read data as JSON, or as CSV.",
    safe="$data = Get-Content data.json -Raw | ConvertFrom-Json",
    cwe=("CWE-502",),
)

_TYPES: Final = (
    "runtime.serialization.formatters.binary.binaryformatter", "runtime.serialization.formatters.soap.soapformatter", "runtime.serialization.netdatacontractserializer",
    "web.ui.losformatter", "web.ui.objectstateformatter",
)


def check(scene: Scene) -> Iterator[Sighting]:
    for node in scene.types(*_TYPES):
        if scene.members("deserialize", "unsafedeserialize", "readobject"):
            yield Sighting(node, "This format can make any object, and with it run code.")
    for node in scene.methods("deserialize"):
        if scene.type_of(node) == "management.automation.psserializer" and not scene.is_constant(first_argument(node)):
            yield Sighting(node, "PSSerializer makes objects of whatever types the data names.", LOW)
    for call in scene.calls("import-clixml"):
        path = call.text("path", "literalpath", position=0)
        if path.startswith("\\\\") or WRITABLE.search(path):
            yield Sighting(call.node, "Import-Clixml reads a file that others may write.", MEDIUM)
