"""The passwords of many accounts are set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, Detection, Sighting
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Let each owner set a new password at the next sign-in.",
    safe="Set-ADUser -Identity $name -ChangePasswordAtLogon $true",
    attack=("T1098", "T1531"),
)

_COMMANDS: Final = ("set-adaccountpassword", "set-azureaduserpassword", "set-msoluserpassword", "set-localuser", "update-mguser", "reset-mguserauthenticationmethodpassword")


def check(scene: Scene) -> Iterator[Sighting]:
    for call in scene.calls(*_COMMANDS):
        if call.name in ("set-localuser", "update-mguser") and not call.has("password", "passwordprofile"):
            continue
        source = " ".join(scene.source(each) for each in call.piped).lower()
        if re.search(r"get-(?:ad|azuread|msol|mg|local)user", source) or _is_in_loop(scene, call.node):
            yield Sighting(call.node, "The passwords of many accounts are set at once.")


def _is_in_loop(scene: Scene, node: ast.Ast) -> bool:
    """Whether it stands in a loop over accounts."""
    above = node.parent
    while above is not None:
        if isinstance(above, ast.ForEachStatementAst):
            return any(isinstance(each, ast.CommandAst) and re.match(r"(?i)get-(?:ad|azuread|msol|mg|local)(?:user|groupmember)", each.command_name() or "") for each in scene.origins(above.condition))
        if isinstance(above, ast.CommandAst) and (above.command_name() or "").lower() in ("foreach-object", "%", "foreach") and isinstance(above.parent, ast.PipelineAst):
            return bool(re.search(r"(?i)get-(?:ad|azuread|msol|mg|local)(?:user|groupmember)", scene.source(above.parent).partition("|")[0]))
        above = above.parent
    return False
