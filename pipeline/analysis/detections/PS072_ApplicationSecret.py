"""A new secret is given to an application in Entra."""

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
    remedy="Use a managed identity or federated credentials, which have no secret.",
    safe="New-AzFederatedIdentityCredential -Name ci -IdentityName deploy -ResourceGroupName web -Issuer $issuer -Subject $subject",
    attack=("T1098.001",),
)

_COMMANDS: Final = (
    "new-azureadapplicationpasswordcredential", "new-azureadapplicationkeycredential", "new-azureadserviceprincipalpasswordcredential", "new-azureadserviceprincipalkeycredential",
    "add-mgapplicationpassword", "add-mgapplicationkey", "add-mgserviceprincipalpassword", "add-mgserviceprincipalkey", "new-azadappcredential", "new-azadspcredential", "new-azadserviceprincipalcredential",
    "new-azurermadappcredential", "new-azurermadspcredential", "new-msolserviceprincipalcredential",
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls(*_COMMANDS):
        yield Sighting(call.node, "Whoever holds the new secret can act as the application.")
    for line in lines_of(scene, "az"):
        if re.search(r"\bad\s+(?:app|sp)\s+credential\s+reset", line.arguments):
            yield Sighting(line.node, "Whoever holds the new secret can act as the application.")
