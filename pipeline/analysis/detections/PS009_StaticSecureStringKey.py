"""A secure string is protected by a key that stands in the script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.scene import member_name
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Leave -Key out, so that Windows protects the secret for this user, or keep the key in a vault.",
    safe="$stored | ConvertTo-SecureString",
    attack=("T1552",),
    cwe=("CWE-321",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls("convertto-securestring", "convertfrom-securestring"):
        key = call.given("key", "securekey")
        if key is not None and _stands_there(scene, key):
            yield Sighting(call.node, "The key that protects the secret stands beside it in the script.")


def _stands_there(scene: Scene, key: ast.Ast) -> bool:
    nodes = scene.origins(key)
    calls = (ast.CommandAst, ast.InvokeMemberExpressionAst)
    numbers = any(isinstance(node, ast.ConstantExpressionAst | ast.StringConstantExpressionAst) for node in nodes)
    return numbers and not any(isinstance(node, calls) and not _is_pure(node) for node in nodes)


def _is_pure(node: ast.Ast) -> bool:
    return isinstance(node, ast.InvokeMemberExpressionAst) and member_name(node) in ("getbytes", "tochararray", "frombase64string", "split", "substring")
