"""A long list of bytes looks like machine code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.finding import Extent
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Ship programs as signed files, not as numbers in a script.",
    safe="Import-Module $PSScriptRoot/Signed.dll",
    attack=("T1027",),
)

_LEAST: Final = 64
_HEX: Final = re.compile(r"(?i)^(?:(?:0x|\\x|%u?|&h)?[0-9a-f]{2}[\s,;:-]*){64,}$")
_STARTS: Final = re.compile(rb"^(?:\xfc[\xe8\x48]|\x90{4}|\xe8\x00\x00|\x60\x89\xe5|\xeb.{1,4}|\xd9|\xda|\xdb|\xdd|\x31|\x33|\x48\x31|\x48\x83|\x4d\x5a|\x55\x8b|\x55\x48|\x56\x48|\xbe|\xbf|\xb8|\xbb|\xba|\xbd)", re.DOTALL)
_MOST: Final = 40


def check(scene: Scene) -> Iterator[Sighting]:
    told = 0
    for node in scene.context.nodes(ast.ArrayLiteralAst):
        if len(node.elements) >= _LEAST and told < _MOST and (data := _bytes(node)):
            told += 1
            known = bool(_STARTS.match(data))
            yield Sighting(Extent(node.start, node.start + 60), f"{len(data):,} bytes stand in the script" + (" and begin like machine code." if known else "."), None if known else MEDIUM)
    for text in scene.all_strings.distinct():
        if len(text) >= 2 * _LEAST and text[:2000].count("x") * 8 > min(len(text), 2000) and _HEX.match(text[:4000].rsplit(",", 1)[0]):
            for place in scene.all_strings.nodes_of(text):
                yield Sighting(place, "A text of bytes in hexadecimal looks like machine code.")


def _bytes(node: ast.ArrayLiteralAst) -> bytes:
    """The bytes of an array of numbers that are written in hexadecimal, or begin as machine code does."""
    values = [each.value if isinstance(each, ast.ConstantExpressionAst) and isinstance(each.value, int) else -1 for each in node.elements]
    if min(values) < 0 or max(values) > 255 or len(set(values)) < 16:
        return b""
    data = bytes(values)
    return data if _STARTS.match(data) or max(values) > 127 else b""
