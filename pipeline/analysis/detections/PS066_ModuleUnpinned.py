"""A module is installed without saying which, or from a place that is not checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import HIGH, LOW, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.places import is_plain_http
from pipeline.analysis.detecting.texts import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Name the version and the repository.",
    safe="Install-Module Pester -RequiredVersion 5.6.1 -Repository PSGallery",
    attack=("T1195.001",),
    cwe=("CWE-829",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("install-module", "install-psresource", "install-script", "install-package", "save-module"):
        if call.has("requiredversion", "version", "maximumversion"):
            continue
        name = call.text("name", position=0)
        if call.has("skippublishercheck"):
            yield Sighting(call.node, f"{_told(name)} is installed without looking at who published it.")
        elif call.has("force", "trustrepository", "acceptlicense"):
            yield Sighting(call.node, f"{_told(name)} is installed in whatever version there is today, without a question.", LOW)
    for call in scene.calls("register-psrepository", "set-psrepository", "register-psresourcerepository"):
        source = call.text("sourcelocation", "uri", position=1)
        if call.text("installationpolicy").lower() == "trusted" or call.has("trusted"):
            mine = call.text("name", position=0).lower() in ("psgallery", "")
            yield Sighting(call.node, "What comes from this repository is installed without a question.", HIGH if is_plain_http(source) else LOW if mine else None)


def _told(name: str) -> str:
    return "A module" if not name or HOLE in name else name
