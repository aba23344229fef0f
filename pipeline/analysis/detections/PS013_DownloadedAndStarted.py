"""A file is downloaded and then started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.execution import starts
from pipeline.analysis.detecting.network import downloads
from pipeline.analysis.detecting.texts import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Check the signature or the hash of what was downloaded before it is started.",
    safe="if ((Get-AuthenticodeSignature $file).Status -eq 'Valid') { & $file }",
    attack=("T1105", "T1204.002"),
    cwe=("CWE-494",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    files = [each for each in scene.shared(downloads) if each.kind == "file"]
    checked = bool(scene.calls("get-filehash", "get-authenticodesignature")) or bool(scene.members("computehash"))
    if not files or checked:
        return
    moved = list(_moved(scene))
    for start in scene.shared(starts):
        for download in files:
            targets = [download.target, *(target for source, target in moved if _same(source, download.target))]
            if start.node is not download.node and any(_same(start.path, target) for target in targets):
                yield Sighting(start.node, "What is started here was downloaded before, and nobody checked what it is.")
                break


def _moved(scene: Scene) -> Iterator[tuple[str, str]]:
    """Files that get another name or place."""
    for call in scene.calls("rename-item", "move-item", "copy-item"):
        yield call.text("path", "literalpath", position=0), call.text("newname", "destination", position=1)
    for node in scene.methods("move", "copy"):
        if len(node.arguments) > 1:
            yield scene.text(node.arguments[0]), scene.text(node.arguments[1])


def _same(path: str, target: str) -> bool:
    """Whether a started path is, or holds, a downloaded one; what is not known may be anything."""
    path, target = path.lower().strip().strip("'\""), target.lower().strip().strip("'\"")
    name = target.replace("/", "\\").rpartition("\\")[2]
    known = name.replace(HOLE, "")
    return len(known) > 3 and "." in known and name in path
