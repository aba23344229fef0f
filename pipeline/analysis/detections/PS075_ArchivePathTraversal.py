"""Names in an archive decide where files are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.scene import member_name
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Use Expand-Archive, or check that the full path stays below the folder.",
    safe="Expand-Archive -Path tools.zip -DestinationPath ./tools",
    cwe=("CWE-22",),
)

_MEMBERS: Final = ("fullname", "key", "filename")


def check(scene: Scene) -> Iterator[Sighting]:
    if not scene.members("entries", "getentry", "openentrystream") and not scene.types("io.compression.ziparchive"):
        return
    if scene.methods("startswith") and scene.methods("getfullpath"):
        return
    for node in (*scene.methods("extracttofile"), *scene.statics("io.compression.zipfileextensions", "extracttofile")):
        if any(isinstance(each, ast.MemberExpressionAst) and member_name(each) in _MEMBERS for given in getattr(node, "arguments", ()) for each in scene.origins(given)):
            yield Sighting(node, "A name such as ..\\..\\file in the archive leads out of the folder.")
