"""Data is sent to another machine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.detection import HIGH, MEDIUM, Detection, Sighting
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.places import PASTE, is_plain_http, public_ip
from pipeline.analysis.detecting.scene import member_name
from pipeline.analysis.detecting.texts import HOLE
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

DETECTION = Detection(
    HIGH,
    remedy="Send data only to a fixed address over https, and say in the help what is sent.",
    safe="Invoke-RestMethod -Uri https://reports.example.org/api -Method Post -Body $report -Credential $credential",
    attack=("T1041", "T1567"),
)

_METHODS: Final = ("uploadstring", "uploadfile", "uploaddata", "uploadvalues", "uploadstringasync", "uploadfileasync", "uploaddataasync")
_PRIVATE: Final = re.compile(
    r"(?i)password|cookie|credential|login data|keystroke|clipboard|screenshot|copyfromscreen|get-process|systeminfo|whoami|ipconfig|username|computername|wallet|get-childitem|wlan|win32_\w+|\.kdbx|token",
)


def check(scene: Scene) -> Iterator[Sighting]:
    for node in scene.methods(*_METHODS):
        url = scene.text(node.arguments[0]) if node.arguments else HOLE
        yield Sighting(node, "The script sends data to another machine.", _severity(scene, url, node))
    for call in scene.calls("invoke-webrequest", "invoke-restmethod"):
        url = call.text("uri", position=0)
        if call.text("method").lower() in ("post", "put") or call.has("infile", "body"):
            if PASTE.search(url) or public_ip(url):
                yield Sighting(call.node, "Data is sent to a place that anybody may use without a name.")
            elif call.has("infile") or is_plain_http(url):
                yield Sighting(call.node, "The script sends data to another machine.", MEDIUM)
    for line in lines_of(scene, "curl", "ftp", "scp"):
        if re.search(r"(?:^|\s)(?:-t|--upload-file|-f\s+\S*@|--data-binary)\s|^-s:", line.arguments):
            yield Sighting(line.node, "The script sends a file to another machine.", MEDIUM)
    for call in scene.calls("start-bitstransfer"):
        if call.text("transfertype").lower() == "upload":
            yield Sighting(call.node, "A file is sent to another machine.", MEDIUM)
    for assignment in scene.context.nodes(ast.AssignmentStatementAst):
        left = assignment.left
        if isinstance(left, ast.MemberExpressionAst) and member_name(left) == "method" and "uploadfile" in scene.text(assignment.right).lower():
            yield Sighting(assignment, "A file is sent over ftp.", MEDIUM)


def _severity(scene: Scene, url: str, node: ast.InvokeMemberExpressionAst) -> str:
    if PASTE.search(url) or public_ip(url):
        return HIGH
    private = any(_PRIVATE.search(scene.source(each)) for each in scene.origins(*node.arguments[1:]) if isinstance(each, ast.CommandAst | ast.StringConstantExpressionAst | ast.VariableExpressionAst))
    return HIGH if private or (is_plain_http(url) and HOLE not in url) else MEDIUM
