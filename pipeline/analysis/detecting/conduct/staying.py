"""How a script stays on the machine, under which names, and what it leaves behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.analysis.detecting.flow import definitions
from pipeline.analysis.detecting.lines import lines_of
from pipeline.analysis.detecting.places import CODE_FILE, WRITABLE
from pipeline.analysis.detecting.registry import writes
from pipeline.analysis.detecting.scene import member_name
from pipeline.powershell import nodes as ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.detecting.scene import Scene

_PARTS_OF_WINDOWS: Final = re.compile(
    r"(?i)\\(?:svchost|lsass|csrss|winlogon|services|smss|wininit|explorer|taskhostw?|spoolsv|wuauclt|dllhost|conhost|rundll32|ctfmon|dwm|lsm|userinit|taskeng|searchindexer|runtimebroker|sihost|"
    r"alg|msdtc|wmiprvse|audiodg|mstsc|regsvr32)\.exe\b",
)
_WINDOWS_FOLDER: Final = re.compile(r"(?i)\\(?:system32|syswow64|sysnative|winsxs)\\|(?:windows|windir%|systemroot%?)\\explorer\.exe|\$env:(?:windir|systemroot)|^\\\w+\.exe$")
_UPDATER: Final = re.compile(r"(?i)^\\?(?:microsoft|windows|google|adobe|java|chrome|flash|onedrive|intel|nvidia|realtek)\W*(?:windows\W*)?\w*\W*(?:update|updater|updateservice|driver|service|defender|security|helper|host)s?\b")
_TRACKS: Final = ("remove-item", "del", "clear-content")


def staying(scene: Scene) -> Iterator[str]:
    for call in scene.calls("new-scheduledtasksettingsset", "new-scheduledtasksettings"):
        if call.has("hidden"):
            yield "hidden_task"
    if any(key.endswith("settings.hidden") or key == "hidden" for key in scene.context.shared(definitions)) and scene.com_objects("schedule.service"):
        yield "hidden_task"
    for node in scene.context.nodes(ast.AssignmentStatementAst):
        if isinstance(node.left, ast.MemberExpressionAst) and member_name(node.left) == "hidden" and scene.com_objects("schedule.service"):
            yield "hidden_task"
    for write in scene.shared(writes):
        if "\\currentversion\\run" in write.path and WRITABLE.search(write.value) and not write.deletes:
            yield "open_place_persistence"
        if len(write.value) > _A_SCRIPT or ("\\classes\\" not in write.path and re.search(r"(?i)\b(?:powershell|mshta|rundll32)\b.*(?:-e|javascript|http|iex|-w)", write.value)):
            yield "code_in_registry"
    for task in lines_of(scene, "schtasks"):
        if "create" in task.arguments and WRITABLE.search(task.arguments):
            yield "open_place_persistence"
    for call in scene.calls("new-scheduledtaskaction"):
        if WRITABLE.search(" ".join(call.words)):
            yield "open_place_persistence"
    if scene.com_objects("schedule.service") and any(WRITABLE.search(text) and CODE_FILE.search(text) for text in scene.all_strings.distinct()):
        yield "open_place_persistence"
    for text, _ in scene.strings(_PARTS_OF_WINDOWS, ".exe"):
        if not _WINDOWS_FOLDER.search(text.text) and ("%" in text.text or ":" in text.text or "$" in text.text):
            yield "masquerade"
    if any(line for line in lines_of(scene, "schtasks") if "create" in line.arguments) or scene.com_objects("schedule.service") or any("\\run" in write.path for write in scene.shared(writes)):
        if any(_UPDATER.match(text) for text in scene.all_strings.distinct() if len(text) < _A_NAME):
            yield "masquerade"
    for call in scene.calls(*_TRACKS):
        if re.search(r"(?i)\$(?:MyInvocation|PSCommandPath|args\[0\])|\.(?:exe|dll)\b", scene.source(call.node)) and not re.search(r"(?i)-(?:recurse|include)", scene.source(call.node)):
            yield "removes_traces"


_A_SCRIPT: Final = 400
_A_NAME: Final = 60
