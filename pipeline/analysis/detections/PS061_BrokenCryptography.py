"""A broken hash or cipher is used."""

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
    remedy="Use SHA-256 for hashes and AES with GCM for ciphers.",
    safe="Get-FileHash report.csv -Algorithm SHA256",
    cwe=("CWE-327",),
)

_TYPES: Final = tuple(
    f"security.cryptography.{name}" for name in (
        "md5", "md5cryptoserviceprovider", "md5cng", "sha1", "sha1managed", "sha1cryptoserviceprovider", "sha1cng", "des", "descryptoserviceprovider", "rc2", "rc2cryptoserviceprovider",
        "tripledes", "tripledescryptoserviceprovider", "hmacmd5", "hmacsha1", "ripemd160managed",
    )
)
_NAMES: Final = ("md5", "sha1", "des", "rc2", "sha-1", "mactripledes", "ripemd160")


def check(scene: Scene) -> Iterator[Sighting]:
    for node in scene.types(*_TYPES):
        yield Sighting(node, "This algorithm is broken: others can make data that passes for yours.")
    for call in scene.calls("get-filehash"):
        if call.text("algorithm", position=1).lower() in _NAMES:
            yield Sighting(call.node, "This hash is broken: another file can be made to have it.", LOW)
    for node in scene.methods("create"):
        if scene.type_of(node).startswith("security.cryptography.") and node.arguments and scene.text(node.arguments[0]).lower() in _NAMES:
            yield Sighting(node, "This algorithm is broken.")
    for assignment in scene.context.nodes(ast.AssignmentStatementAst):
        left = assignment.left
        if isinstance(left, ast.MemberExpressionAst) and member_name(left) == "mode" and re.search(r"(?i)(?:^|::)ecb\b", scene.source(assignment.right).strip("'\"")):
            yield Sighting(assignment, "In ECB mode equal blocks stay equal when they are encrypted.")
