"""A public IP address stands in an address or a socket."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.places import public_ip
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Name the machine, so that a certificate can prove who answers.",
    safe="Invoke-RestMethod -Uri https://api.example.org/state",
    attack=("T1071.001",),
)

_URL: Final = re.compile(r"(?i)\b(?:https?|ftp|tcp|ldap)://(?:[^/\s@\"']*@)?\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])")
_SOCKETS: Final = ("net.sockets.tcpclient", "net.sockets.udpclient", "net.ipendpoint")
_KNOWN: Final = frozenset({"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "4.2.2.1", "4.2.2.2", "208.67.222.222", "208.67.220.220"})


def check(scene: Scene) -> Iterator[Sighting]:
    for text, _ in scene.strings(_URL, "://"):
        if (address := public_ip(text.text)) and address not in _KNOWN:
            yield Sighting(text.node, f"Nobody can prove to be {address}: an address without a name has no certificate.")
    for node in (*scene.types(*_SOCKETS), *scene.methods("connect", "beginconnect")):
        holder = node.parent if isinstance(node, ast.TypeExpressionAst) and node.parent is not None else node
        given = [each for each in scene.origins(holder) if isinstance(each, ast.StringConstantExpressionAst)]
        if (address := next((found for each in given if (found := public_ip(each.value))), None)) and address not in _KNOWN:
            yield Sighting(node, f"A connection goes straight to {address}.")
