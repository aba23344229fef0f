"""An old version of TLS is chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import LOW, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.scene import member_name
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Let the system choose, or name TLS 1.2 and 1.3.",
    safe="[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12",
    cwe=("CWE-326",),
)

_OLD: Final = frozenset({"ssl3", "tls", "tls11", "ssl2", "default"})


def check(scene: Scene) -> Iterator[Sighting]:
    for assignment in scene.context.nodes(ast.AssignmentStatementAst):
        left = assignment.left
        if isinstance(left, ast.MemberExpressionAst) and member_name(left) in ("securityprotocol", "sslprotocols"):
            named = {member_name(node) for node in scene.context.nodes(ast.MemberExpressionAst) if node.static and assignment.start <= node.start < assignment.end and node is not left}
            named |= {word.strip().lower() for node in scene.context.nodes(ast.StringConstantExpressionAst) if assignment.right.start <= node.start < assignment.end for word in node.value.split(",")}
            old = sorted(named & _OLD)
            if old:
                newer = any(re.fullmatch(r"tls1[23]", name) for name in named)
                yield Sighting(assignment, f"{', '.join(old)} can be broken by whoever sits between.", LOW if newer else None)
