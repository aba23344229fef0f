"""Service tickets are asked for to guess passwords."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Use managed service accounts, whose passwords cannot be guessed.",
    safe="New-ADServiceAccount -Name Backup -DNSHostName backup.example.org",
    attack=("T1558.003",),
)

_SPN: Final = re.compile(r"(?i)serviceprincipalname\s*=\s*\*|userAccountControl:1\.2\.840\.113556\.1\.4\.803:=4194304|\$krb5tgs\$|\$krb5asrep\$")
_TOKEN: Final = "identitymodel.tokens.kerberosrequestorsecuritytoken"


def check(scene: Scene) -> Iterator[Sighting]:
    filters = [text for text, _ in scene.strings(_SPN, "serviceprincipalname", "4194304", "krb5")]
    requests = scene.types(_TOKEN)
    for node in requests:
        yield Sighting(node, "Tickets for services are asked for, whose passwords can then be guessed at leisure.", None if filters or scene.members("getrequest") else HIGH)
    for text in filters:
        if not requests:
            yield Sighting(text.node, "Accounts whose tickets can be attacked are searched for.", CRITICAL if "krb5" in text.text.lower() else MEDIUM)
    for line in lines_of(scene, "setspn"):
        if re.search(r"-q\s+\S*\*/", line.arguments):
            yield Sighting(line.node, "All accounts with services are listed.", MEDIUM)
