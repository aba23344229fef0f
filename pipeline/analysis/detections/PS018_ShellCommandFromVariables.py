"""A command line for a shell is put together from variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.flow import parameter_names, variable_name
from pipeline.analysis.detecting.texts import HOLE
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    MEDIUM,
    remedy="Call the program itself and hand over each argument by itself.",
    safe="& $program '--name' $name",
    attack=("T1059.003",),
    cwe=("CWE-78",),
)

_META: Final = re.compile(r"(?i)[-/][ck]\b")


def check(scene: Scene) -> Iterator[Sighting]:
    outside = scene.context.shared(parameter_names)
    for call in scene.calls("cmd", "bash", "sh"):
        if any(_from_outside(scene, element, outside) for element in call.node.command_elements[1:]) and _META.search(" ".join(call.words)):
            yield Sighting(call.node, "Parts of a shell's command line come from outside: an & in them starts another command.")
    for call in scene.calls("start-process"):
        if re.fullmatch(r"(?i)(?:.*\\)?(?:cmd|powershell|pwsh)(?:\.exe)?", call.text("filepath", position=0)):
            given = call.given("argumentlist", "args", position=1)
            if given is not None and _from_outside(scene, given, outside):
                yield Sighting(call.node, "Parts of a shell's command line come from outside: an & or a ; in them starts another command.")


def _from_outside(scene: Scene, node: ast.Ast, outside: frozenset[str]) -> bool:
    if HOLE not in scene.text(node):
        return False
    return any(isinstance(each, ast.VariableExpressionAst) and variable_name(each) in outside | {"args", "input", "_"} for each in scene.origins(node))
