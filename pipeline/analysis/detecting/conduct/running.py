"""What is decoded, and then run or kept as a program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.execution import executions
from pipeline.analysis.detecting.places import CODE_FILE
from pipeline.analysis.detecting.scene import member_name
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

_DECODERS: Final = frozenset({"frombase64string", "createdecryptor", "transformfinalblock", "decompress", "ptrtostringauto", "ptrtostringbstr", "ptrtostringuni", "securestringtobstr"})
_DECODING_TYPES: Final = ("deflatestream", "gzipstream", "cryptostream")


def running(scene: Scene) -> Iterator[str]:
    for run in scene.shared(executions):
        for node in scene.origins(*run.inputs):
            if (isinstance(node, ast.MemberExpressionAst) and member_name(node) in _DECODERS) or (isinstance(node, ast.BinaryExpressionAst) and node.operator == "Bxor") or (isinstance(node, ast.TypeExpressionAst | ast.StringConstantExpressionAst) and scene.source(node).lower().rstrip("]'\"").endswith(_DECODING_TYPES)):
                yield "runs_decoded"
            elif isinstance(node, ast.CommandAst) and (node.command_name() or "").lower() in ("get-itemproperty", "gp", "get-itempropertyvalue") and re.search(r"(?i)hk(?:lm|cu|cr|ey)", scene.source(node)):
                yield "runs_registry"
    for node in scene.methods("load"):
        if node.static and scene.type_of(node).endswith("reflection.assembly") and any(
            isinstance(each, ast.MemberExpressionAst) and member_name(each) in _DECODERS for each in scene.origins(*node.arguments)
        ):
            yield "loads_decoded"


    for content in _written(scene):
        if any(isinstance(each, ast.MemberExpressionAst) and member_name(each) in _DECODERS for each in scene.origins(content)):
            yield "drops_decoded"


def _written(scene: Scene) -> Iterator[ast.Ast]:
    """What is written to a file that can be run."""
    for call in scene.calls("set-content", "out-file", "add-content"):
        value = call.given("value", "inputobject", position=1)
        if CODE_FILE.search(call.text("path", "filepath", "literalpath", position=0)):
            yield from [value] if value is not None else call.piped
    for node in scene.methods("writeallbytes", "writealltext"):
        if len(node.arguments) > 1 and CODE_FILE.search(scene.text(node.arguments[0])):
            yield node.arguments[1]
