"""A file in a temporary folder has a name that others can guess, and is trusted later."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.execution import starts
from pipeline.analysis.detecting.network import downloads
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Let the system choose the name.",
    safe="$file = New-TemporaryFile",
    cwe=("CWE-377",),
)

_NAME: Final = re.compile(r"(?i)^(?:%te?mp%|%public%|[a-z]:\\(?:windows\\)?te?mp|/tmp)[\\/][^\\/\ufffc]+\.(?:ps1|psm1|exe|dll|bat|cmd|vbs|js|msi|sh)$")
_WRITERS: Final = ("set-content", "out-file", "add-content", "invoke-webrequest", "copy-item")


def check(scene: Scene) -> Iterator[Sighting]:
    written_: dict[str, ast.Ast] = {}
    for call in scene.calls(*_WRITERS):
        path = call.text("outfile") or call.text("destination") or call.text("path", "filepath", "literalpath", position=0)
        if _NAME.match(path):
            written_[path.lower()] = call.node
    for download in scene.shared(downloads):
        if _NAME.match(download.target):
            written_[download.target.lower()] = download.node
    if not written_:
        return
    for start in scene.shared(starts):
        for path, node in written_.items():
            if path in start.path.lower() and start.node is not node:
                yield Sighting(node, "Another program may put its own file in this place before it is run.")
