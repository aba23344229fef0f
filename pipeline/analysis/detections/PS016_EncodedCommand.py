"""PowerShell is started with an encoded command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Put the script into a file and start it with -File.",
    safe="pwsh -NoProfile -File ./backup.ps1",
    attack=("T1027.010",),
)

_ENCODED: Final = re.compile(r"(?i)(?:^|[\s'\"])[-/–—―]e(?:c|nc?[a-z]*)?[\s:'\"]+\S")


def check(scene: Scene) -> Iterator[Sighting]:
    for line in lines_of(scene, "powershell", "pwsh"):
        if _ENCODED.search(" " + line.raw):
            yield Sighting(line.node, "The command is handed over in Base64: a reader does not see what is run.")
    for text, found in scene.strings(_IN_TEXT, "powershell", "pwsh"):
        yield Sighting(text.node, f"A command line with an encoded command: {found[1]}.")


_IN_TEXT: Final = re.compile(r"(?i)\b(powershell|pwsh)(?:\.exe)?[\"']?\s[^|;]{0,200}?[-/]e(?:c|nc|nco[a-z]*)?\s+[\"']?[A-Za-z0-9+/=]{16,}")
