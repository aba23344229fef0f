"""DNS carries data or code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.analysis.detecting.detection import CRITICAL, HIGH, Detection, Sighting
from pipeline.analysis.detecting.execution import executions
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.texts import HOLE
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Use a channel that is made for data, such as https.",
    safe="Resolve-DnsName example.org -Type A",
    attack=("T1071.004",),
)


def check(scene: Scene) -> Iterator[Sighting]:
    runs = bool(scene.shared(executions))
    loops = any(scene.context.nodes(cls) for cls in (ast.WhileStatementAst, ast.ForStatementAst, ast.ForEachStatementAst)) or bool(scene.calls("foreach-object"))
    for call in scene.calls("resolve-dnsname"):
        name = call.text("name", position=0)
        if call.text("type", position=1).lower() == "txt" and (runs or scene.methods("frombase64string")):
            yield Sighting(call.node, "Text out of DNS becomes code.", CRITICAL)
        elif HOLE + "." in name and loops and scene.methods("tobase64string", "tostring") and scene.methods("substring", "getbytes"):
            yield Sighting(call.node, "Data leaves in the names that are looked up.")
    for line in lines_of(scene, "nslookup"):
        if re.search(r"-(?:q|query|type|querytype)=txt", line.arguments):
            yield Sighting(line.node, "Text is fetched out of DNS." if not runs else "Text out of DNS becomes code.", CRITICAL if runs else None)
        elif HOLE + "." in line.arguments and loops and scene.methods("substring", "tobase64string"):
            yield Sighting(line.node, "Data leaves in the names that are looked up.")
