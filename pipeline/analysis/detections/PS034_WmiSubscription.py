"""A WMI event runs a program."""

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
    remedy="Use a scheduled task with an event trigger, which administrators can see.",
    safe="Register-ScheduledTask -TaskName Watch -Action $action -Trigger $trigger",
    attack=("T1546.003",),
)

_CONSUMERS: Final = re.compile(r"(?i)\b(?:CommandLineEventConsumer|ActiveScriptEventConsumer|__FilterToConsumerBinding)\b")
_MAKERS: Final = ("set-wmiinstance", "new-ciminstance", "invoke-wmimethod", "get-wmiobject", "set-ciminstance")


def check(scene: Scene) -> Iterator[Sighting]:
    for text, found in scene.strings(_CONSUMERS, "eventconsumer", "__filtertoconsumerbinding"):
        maker = next((each for each in _above(text.node) if isinstance(each, ast.CommandAst)), None)
        name = (maker.command_name() or "").lower() if maker else ""
        if name in ("get-wmiobject", "gwmi", "get-ciminstance", "gcim", "remove-wmiobject", "remove-ciminstance"):
            continue
        if scene.calls("set-wmiinstance", "new-ciminstance") or scene.members("put", "createinstance", "put_"):
            yield Sighting(text.node, f"{found[0]} lets WMI run something whenever an event occurs.")
    for name, nodes in ((name, scene.types(name)) for name in ("wmiclass",)):
        del name
        for node in nodes:
            source = scene.source(node.parent.parent if node.parent and node.parent.parent else node)
            if _CONSUMERS.search(source) and scene.members("createinstance", "put"):
                yield Sighting(node, "WMI is told to run something whenever an event occurs.")


def _above(node: ast.Ast) -> Iterator[ast.Ast]:
    above = node.parent
    while above is not None and not isinstance(above, ast.StatementBlockAst | ast.NamedBlockAst):
        yield above
        above = above.parent
