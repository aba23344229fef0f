"""A folder is deleted with all that is in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, LOW, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Check that the path is there and is what is meant before it is deleted.",
    safe="if ($folder -and (Test-Path -LiteralPath $folder -PathType Container)) { Remove-Item -LiteralPath $folder -Recurse -Confirm }",
    attack=("T1485",),
    cwe=("CWE-73",),
)

_ROOT: Final = re.compile(r"(?i)^(?:[a-z]:[\\/]?\*?|/|/\*|~[\\/]?\*?|%(?:systemdrive|homedrive)%[\\/]?\*?|\\\\[^\\]+\\[a-z]\$\\?\*?)$")
_SYSTEM: Final = re.compile(
    r"(?i)^(?:[a-z]:|%systemdrive%)[\\/](?:windows|users|program files(?: \(x86\))?|programdata)[\\/]?\*?$|^%(?:systemroot|windir|programfiles|userprofile)%[\\/]?\*?$|^(?:[a-z]:|%systemdrive%)?[\\/]windows[\\/]system32|"
    r"^/(?:etc|usr|home|var|bin|boot)/?\*?$",
)
_EMPTY: Final = re.compile(r"^\ufffc[\\/]+\*?(?:\ufffc)?$|^\ufffc[\\/]\*$")


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("remove-item"):
        if not call.has("recurse") or not call.has("force") or call.has("whatif"):
            continue
        path = call.text("path", "literalpath", position=0)
        yield Sighting(call.node, *_judged(path, " ".join(scene.source(each) for each in call.piped)))
    for line in lines_of(scene, "rd", "rmdir", "del"):
        if "/s" in line.arguments and "/q" in line.arguments:
            target = re.sub(r"/\w\b", "", line.arguments).strip().strip("\"'")
            yield Sighting(line.node, *_judged(target, ""))


def _judged(path: str, piped: str) -> tuple[str, str]:
    path = path.strip()
    if _ROOT.match(path) or re.search(r"(?i)get-childitem\s+(?:-path\s+)?[\"']?[a-z]:[\\/]?[\"']?\s", piped + " "):
        return "All of a drive is deleted.", HIGH
    if _SYSTEM.match(path):
        return "A folder of the system, or all of a user's, is deleted.", HIGH
    if _EMPTY.match(path):
        return "When the variable is empty, all of a drive is deleted.", MEDIUM
    return "A folder is deleted with all that is in it, without a question.", LOW
