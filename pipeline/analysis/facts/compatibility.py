"""`compatibility_notes`: which PowerShell a script needs at least and why, and what ties it to Windows or to a module."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from pipeline.powershell.nodes import (
    Ast,
    ConfigurationDefinitionAst,
    IndexExpressionAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    PipelineAst,
    PipelineChainAst,
    TernaryExpressionAst,
    TypeDefinitionAst,
    UsingStatementAst,
)
from pipeline.powershell.tables import command, commands_on, platforms, windows_command

from .acts import acts
from .subject import Subject

_NODES: Final = (
    (TernaryExpressionAst, "7.0", "the ternary operator"), (PipelineChainAst, "7.0", "&& or ||"), (TypeDefinitionAst, "5.0", "a class or enum"),
    (UsingStatementAst, "5.0", "a using statement"), (ConfigurationDefinitionAst, "4.0", "a configuration"),
)
_TOKENS: Final = {
    "QuestionQuestion": ("7.0", "??"), "QuestionQuestionEquals": ("7.0", "??="), "QuestionDot": ("7.1", "?."), "QuestionLBracket": ("7.1", "?[]"),
    "Clean": ("7.3", "a clean block"), "Workflow": ("3.0", "a workflow"),
}
_GONE: Final = {
    "get-wmiobject": "Get-CimInstance", "set-wmiinstance": "Set-CimInstance", "invoke-wmimethod": "Invoke-CimMethod",
    "remove-wmiobject": "Remove-CimInstance", "register-wmievent": "Register-CimIndicationEvent", "get-eventlog": "Get-WinEvent",
    "new-webserviceproxy": None, "send-mailmessage": None, "get-counter": None,
}
_WINDOWS_ONLY: Final = re.compile(r"(?i)(?<![\w-])(?:hklm:|hkcu:|registry::|-comobject\b|win32_\w+|system\.windows\.forms\b)")

_WINDOWS_WORDS: Final = ("hklm:", "hkcu:", "registry::", "-comobject", "win32_", "system.windows.forms")


def compatibility_notes(subject: Subject) -> list[dict[str, Any]]:
    """The lowest version first, with the construct that needs it; then Windows, modules that must be there, and commands that are going."""
    return [_lowest(subject), *_windows(subject), *_modules(subject), *_going(subject)]


def _line(subject: Subject, start: int) -> int:
    return subject.context.script.position(start)[0]


def _lowest(subject: Subject) -> dict[str, Any]:
    needs = [*_required(subject), *_constructs(subject)]
    oldest = ("2.0", None, "nothing in its syntax is newer")
    version, line, why = max(needs, key=lambda need: [int(part) for part in need[0].split(".")], default=oldest)
    return {"kind": "lowest_version", "version": version, "line": line, "message": f"Needs PowerShell {version} or later: {why}."}


def _required(subject: Subject) -> Iterator[tuple[str, int, str]]:
    if "#requires" not in subject.context.lower_text:
        return
    for found in re.finditer(r"(?im)^[ \t]*#requires[ \t][^\n]*-version[ \t]+(\d+(?:\.\d+)?)", subject.context.text):
        version = found.group(1)
        yield version if "." in version else f"{version}.0", _line(subject, found.start()), "#requires says so"


def _constructs(subject: Subject) -> Iterator[tuple[str, int, str]]:
    context = subject.context
    for kind, version, what in _NODES:
        nodes: list[Ast] = context.nodes(kind)
        if nodes:
            yield version, _line(subject, nodes[0].start), f"{what} is used"
    for token in context.tokens:
        if token.kind in _TOKENS:
            version, what = _TOKENS[token.kind]
            yield version, _line(subject, token.start), f"{what} is used"
    for pipeline in context.nodes(PipelineAst):
        if pipeline.background:
            yield "6.0", _line(subject, pipeline.start), "a pipeline runs in the background"
    conditional = [
        node for kind in (MemberExpressionAst, InvokeMemberExpressionAst, IndexExpressionAst) for node in context.nodes(kind)
        if getattr(node, "null_conditional", False)
    ]
    for node in conditional[:1]:
        yield "7.1", _line(subject, node.start), "?. or ?[] is used"
    for act in context.shared(acts):
        if act.name.lower() == "foreach-object" and act.binding is not None and "Parallel" in act.binding.bound:
            yield "7.0", _line(subject, act.node.start), "ForEach-Object -Parallel is used"


def _windows(subject: Subject) -> list[dict[str, Any]]:
    """What is only there on Windows."""
    context = subject.context
    reasons = {act.name: _line(subject, act.node.start) for act in context.shared(acts) if _is_windows(act.name)}
    found = _WINDOWS_ONLY.search(context.text) if any(word in context.lower_text for word in _WINDOWS_WORDS) else None
    if not reasons and found is None:
        return []
    names = [*sorted(reasons), *([found.group()] if found else [])]
    line = min([*reasons.values(), *([_line(subject, found.start())] if found else [])])
    return [{"kind": "windows_only", "line": line, "message": f"Only works on Windows: {', '.join(names[:10])}.", "names": names}]


def _is_windows(name: str) -> bool:
    return command(name) is None and windows_command(name) is not None and name.lower() not in _elsewhere()


@cache
def _elsewhere() -> frozenset[str]:
    """Commands that PowerShell brings along on Linux and macOS."""
    return frozenset(name.lower() for platform in platforms() if "windows" not in platform for name in commands_on(platform))


def _modules(subject: Subject) -> list[dict[str, Any]]:
    """Modules that PowerShell does not bring along, and commands that nothing here knows."""
    context = subject.context
    own = {function.name.lower() for function in context.functions}
    needed: dict[str, tuple[int, set[str]]] = {}
    for act in context.shared(acts):
        name = act.name.lower()
        if name in own or command(name) is not None or "-" not in name:
            continue
        info = windows_command(name)
        module = info.module if info else "unknown"
        needed.setdefault(module, (_line(subject, act.node.start), set()))[1].add(act.name)
    return [
        {
            "kind": "module", "module": None if module == "unknown" else module, "line": line, "names": sorted(names),
            "message": f"{', '.join(sorted(names)[:5])}: "
                       + ("of a module or script that is not known here." if module == "unknown" else f"of the module {module}."),
        }
        for module, (line, names) in needed.items()
    ]


def _going(subject: Subject) -> list[dict[str, Any]]:
    """Commands that PowerShell 7 no longer has, or that are being given up."""
    rows = []
    for act in subject.context.shared(acts):
        if act.name.lower() in _GONE:
            better = _GONE[act.name.lower()]
            message = f"{act.name} is being given up" + (f"; {better} takes its place." if better else ".")
            rows.append({"kind": "deprecated", "line": _line(subject, act.node.start), "names": [act.name], "message": message})
    return rows
