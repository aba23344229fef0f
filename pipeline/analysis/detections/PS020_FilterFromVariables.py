"""A filter for LDAP, XPath or WQL is put together from variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import LOW, Detection, Sighting
from pipeline.analysis.detecting.texts import HOLE
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    LOW,
    remedy="Escape the value, or use a filter that takes values as parameters.",
    safe="Get-ADUser -Identity $name",
    cwe=("CWE-90",),
)

_LDAP: Final = re.compile(r"^\(?[&|!]?\(.*=.*\ufffc.*\)")
_WQL: Final = re.compile(r"(?is)^\s*select\s.+\sfrom\s+\w+\s+where\s.*\ufffc")
_XPATH: Final = re.compile(r"^//?\w.*\[.*=\s*['\"]\ufffc")

_FIRST: Final = frozenset({*"(&|!/s\u017f$`", ""})
"""How such a filter may begin, before its variables have their values; the long s is an s to those who ignore case."""


def check(scene: Scene) -> Iterator[Sighting]:
    for node in scene.context.nodes(ast.ExpandableStringExpressionAst):
        if node.value.lstrip()[:1].lower() not in _FIRST:
            continue
        text = scene.text(node)
        if HOLE in text and (_LDAP.search(text) or _WQL.match(text) or _XPATH.search(text)):
            yield Sighting(node, "A value becomes part of a filter as it is: brackets, stars or quotes in it change what is found.")
