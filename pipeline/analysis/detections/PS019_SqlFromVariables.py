"""SQL is put together from variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.flow import parameter_names, variable_name
from pipeline.analysis.detecting.texts import HOLE
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Hand values over as parameters of the command.",
    safe="Invoke-DbaQuery -Query 'SELECT * FROM Users WHERE Name = @name' -SqlParameter @{ name = $name }",
    cwe=("CWE-89",),
)

_SQL: Final = re.compile(r"(?is)^\s*(?:select\s.+?\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|exec(?:ute)?\s+\w|drop\s+table\s|alter\s+login|create\s+login)")
_WORD: Final = re.compile(r"(?i)\b(?:select|insert|update|delete|exec|drop|alter|create)")
_WMI: Final = re.compile(r"(?i)\bfrom\s+(?:win32_|cim_|msft_|sms_|__|meta_|root)|\bassociators\b")


def check(scene: Scene) -> Iterator[Sighting]:
    outside = scene.context.shared(parameter_names) | {"args", "_", "input"}
    for node in (*scene.context.nodes(ast.ExpandableStringExpressionAst), *scene.context.nodes(ast.BinaryExpressionAst)):
        if isinstance(node, ast.BinaryExpressionAst) and (node.operator not in ("Plus", "Format") or isinstance(node.parent, ast.BinaryExpressionAst)):
            continue
        if not _WORD.search(scene.context.text, node.start, min(node.end, node.start + 200)):
            continue
        text = scene.text(node)
        if HOLE in text and _SQL.match(text) and not _WMI.search(text):
            named = [each for each in scene.origins(node) if isinstance(each, ast.VariableExpressionAst) and variable_name(each) in outside]
            yield Sighting(node, "SQL is put together with values in it: a quote in one of them changes the statement.", None if named else MEDIUM)
