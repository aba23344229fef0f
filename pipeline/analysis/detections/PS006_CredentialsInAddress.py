"""User name and password stand in an address or a connection string."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Keep the password out of the address and hand it over as a credential.",
    safe="Invoke-RestMethod -Uri https://host.example/api -Credential $credential",
    attack=("T1552.001",),
    cwe=("CWE-522",),
)

_URL: Final = re.compile(r"(?i)\b[a-z][a-z0-9+.-]{0,30}://([^/\s:@'\"]{1,64}):([^/\s:@'\"]{3,128})@[\w.-]+")
_CONNECTION: Final = re.compile(
    r"(?i)\b(?:server|data source|host|addr(?:ess)?|provider|driver|uid|user id)\s*=.{0,500}?\b(?:pwd|password)\s*=\s*([^;'\"\s]{3,})"
)


def check(scene: Scene) -> Iterator[Sighting]:
    for text, found in scene.strings(_URL, "://"):
        if _known(found[2]):
            yield Sighting(text.node, "An address holds user name and password.", secret=found[2])
    for text, found in scene.strings(_CONNECTION, "pwd", "password"):
        if _known(found[1]):
            yield Sighting(text.node, "A connection string holds a password.", secret=found[1])


def _known(secret: str) -> bool:
    return not re.search(r"[$<>{}*%]|^(?:password|pwd|pass|secret)$", secret, re.IGNORECASE)
