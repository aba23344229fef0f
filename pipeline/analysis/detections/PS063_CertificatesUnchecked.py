"""Certificates of servers are no longer checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.scene import member_name
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Install the certificate of your own authority, and leave the check on.",
    safe="Import-Certificate -FilePath ca.cer -CertStoreLocation Cert:/LocalMachine/Root",
    attack=("T1557",),
    cwe=("CWE-295",),
)

_NAMES: Final = ("servercertificatevalidationcallback", "servercertificatecustomvalidationcallback", "certificatepolicy", "remotecertificatevalidationcallback")


def check(scene: Scene) -> Iterator[Sighting]:
    for assignment in scene.context.nodes(ast.AssignmentStatementAst):
        left = assignment.left
        if isinstance(left, ast.MemberExpressionAst) and member_name(left) in _NAMES and "null" not in scene.source(assignment.right).lower():
            yield Sighting(assignment, "Any certificate is accepted from now on: whoever sits between reads and changes everything.")
    for call in scene.calls("invoke-webrequest", "invoke-restmethod"):
        if call.has("skipcertificatecheck"):
            yield Sighting(call.node, "Any certificate is accepted: whoever sits between reads and changes everything.")
    for call in scene.calls("new-pssessionoption"):
        if call.has("skipcacheck", "skipcncheck", "skiprevocationcheck"):
            yield Sighting(call.node, "The certificate of the other machine is not checked.", MEDIUM)
    for line in lines_of(scene, "curl", "wget"):
        if re.search(r"(?:^|\s)(?:-k|--insecure|--no-check-certificate)\b", line.arguments):
            yield Sighting(line.node, "Any certificate is accepted: whoever sits between reads and changes everything.")
