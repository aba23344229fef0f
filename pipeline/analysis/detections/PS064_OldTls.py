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


_OF_CALLS: Final = _OLD - {"default"}
"""What `-SslProtocol` calls the default is the system's."""


def check(scene: Scene) -> Iterator[Sighting]:
    for assignment in scene.context.nodes(ast.AssignmentStatementAst):
        left = assignment.left
        if isinstance(left, ast.MemberExpressionAst) and member_name(left) in ("securityprotocol", "sslprotocols"):
            yield from _judged(assignment, _named(scene, assignment.right), _OLD)
    for call in scene.calls("invoke-webrequest", "invoke-restmethod"):
        chosen = call.given("sslprotocol")
        if chosen is not None:
            yield from _judged(call.node, _named(scene, chosen), _OF_CALLS)


def _named(scene: Scene, value: ast.Ast) -> set[str]:
    """The protocols that a value is made of, in lower case."""
    named: set[str] = set()
    for node in scene.origins(value):
        if isinstance(node, ast.MemberExpressionAst) and node.static:
            named.add(member_name(node))
        elif isinstance(node, ast.StringConstantExpressionAst):
            named |= {word.strip().lower() for word in node.value.split(",")}
    return named


def _judged(node: ast.Ast, named: set[str], old: frozenset[str]) -> Iterator[Sighting]:
    found = sorted(named & old)
    if found:
        newer = any(re.fullmatch(r"tls1[23]", name) for name in named)
        yield Sighting(node, f"{', '.join(found)} can be broken by whoever sits between.", LOW if newer else None)
