"""Shadow copies, backups or the ways to recover are removed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    CRITICAL,
    remedy="Let old copies expire by their own limits.",
    safe="vssadmin list shadowstorage",
    attack=("T1490",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    for line in lines_of(scene, "vssadmin"):
        if re.match(r"delete\s+shadows", line.arguments):
            yield Sighting(line.node, "Shadow copies are deleted, from which files could be restored.")
        elif re.match(r"resize\s+shadowstorage", line.arguments):
            yield Sighting(line.node, "The room for shadow copies is made small, which deletes them.", HIGH)
    for line in lines_of(scene, "wmic"):
        if re.search(r"shadowcopy\s+(?:.*\s)?delete", line.arguments):
            yield Sighting(line.node, "Shadow copies are deleted, from which files could be restored.")
    for line in lines_of(scene, "wbadmin"):
        if re.match(r"delete\s+(?:catalog|systemstatebackup|backup)", line.arguments):
            yield Sighting(line.node, "Backups are deleted.")
    for line in lines_of(scene, "bcdedit"):
        if re.search(r"recoveryenabled\s+(?:no|off|false)|bootstatuspolicy\s+ignoreallfailures", line.arguments):
            yield Sighting(line.node, "Windows can no longer repair its start.")
    for line in lines_of(scene, "diskshadow"):
        if "delete" in line.arguments:
            yield Sighting(line.node, "Shadow copies are deleted, from which files could be restored.")
    for call in scene.calls("get-wmiobject", "get-ciminstance"):
        if "win32_shadowcopy" in " ".join(call.words).lower() and _is_deleted(scene, call.following, call.node):
            yield Sighting(call.node, "Shadow copies are deleted, from which files could be restored.")
    for call in scene.calls("disable-computerrestore"):
        yield Sighting(call.node, "System Restore is switched off.", HIGH)
    for call in scene.calls("remove-wbbackupset", "remove-wbpolicy", "remove-wbcatalog"):
        yield Sighting(call.node, "Backups are deleted.", HIGH)


def _is_deleted(scene: Scene, following: list[ast.Ast], node: ast.Ast) -> bool:
    text = " ".join(scene.source(each) for each in following).lower()
    if "delete" in text or "remove-" in text or "rwmi" in text:
        return True
    above: ast.Ast | None = node.parent
    while above is not None and not isinstance(above, ast.NamedBlockAst | ast.StatementBlockAst):
        if isinstance(above, ast.ForEachStatementAst):
            return ".delete" in scene.source(above).lower()
        if isinstance(above, ast.AssignmentStatementAst | ast.MemberExpressionAst):
            return bool(scene.methods("delete")) or bool(scene.calls("remove-wmiobject", "remove-ciminstance"))
        above = above.parent
    return False
