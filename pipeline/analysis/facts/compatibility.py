"""`compatibility_notes`: which PowerShell a script needs at least and why, and what ties it to Windows or to a module."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Final

from pipeline.analysis.manifest import read_manifest
from pipeline.powershell.nodes import (
    Ast,
    BinaryExpressionAst,
    ConfigurationDefinitionAst,
    ConvertExpressionAst,
    HashtableAst,
    IndexExpressionAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    PipelineAst,
    PipelineChainAst,
    StringConstantExpressionAst,
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

_REQUIRES_MODULES: Final = re.compile(r"(?im)^[ \t]*#requires[ \t].*?-modules?[ \t]+(?P<modules>[^#\n]+)")
_MODULE_NAME: Final = re.compile(r"(?:^|,)\s*['\"]?([A-Za-z_][\w.]*)|ModuleName\s*=\s*['\"]([\w.]+)", re.IGNORECASE)
_VERSION: Final = re.compile(r"\d+\.\d+")
_MEMBERSHIP: Final = frozenset({"in", "notin", "iin", "inotin", "cin", "cnotin"})
_WINDOWS_WORDS: Final = ("hklm:", "hkcu:", "registry::", "-comobject", "win32_", "system.windows.forms")


def compatibility_notes(subject: Subject) -> list[dict[str, Any]]:
    """The lowest version first, with the construct that needs it; then Windows, modules that must be there, and commands that are going."""
    subject.require_parsed()
    return [_lowest(subject), *_windows(subject), *_required_modules(subject), *_modules(subject), *_going(subject)]


def _line(subject: Subject, start: int) -> int:
    return subject.context.script.position(start)[0]


def _lowest(subject: Subject) -> dict[str, Any]:
    needs = [*_required(subject), *_constructs(subject)]
    oldest = ("2.0", None, "nothing in its syntax is newer")
    version, line, why = max(needs, key=lambda need: [int(part) for part in need[0].split(".")], default=oldest)
    return {"kind": "lowest_version", "version": version, "line": line, "message": f"Needs PowerShell {version} or later: {why}."}


def _required(subject: Subject) -> Iterator[tuple[str, int, str]]:
    if subject.context.suffix == ".psd1" and (manifest := read_manifest(subject.context.script)) is not None:
        wanted = manifest.value("PowerShellVersion")
        if isinstance(wanted, StringConstantExpressionAst) and _VERSION.fullmatch(wanted.value):
            yield wanted.value, _line(subject, wanted.start), "the manifest says so"
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
    for token in () if _TOKENS.keys().isdisjoint(context.token_kinds) else [token for token in context.tokens if token.kind in _TOKENS]:
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
    yield from _idioms(subject)
    for act in context.shared(acts):
        if act.name.lower() == "foreach-object" and act.binding is not None and "Parallel" in act.binding.bound:
            yield "7.0", _line(subject, act.node.start), "ForEach-Object -Parallel is used"


def _idioms(subject: Subject) -> Iterator[tuple[str, int, str]]:
    """Ways to write things that older versions read otherwise, and commands that they do not have."""
    context = subject.context
    for call in context.nodes(InvokeMemberExpressionAst):
        if call.static and isinstance(call.member, StringConstantExpressionAst) and str(call.member.value).lower() == "new":
            yield "5.0", _line(subject, call.start), "[type]::new() is used"
            break
    for cast in context.nodes(ConvertExpressionAst):
        if isinstance(cast.child, HashtableAst) and context.source(cast.attribute).strip("[] ").lower() in ("ordered", "pscustomobject"):
            yield "3.0", _line(subject, cast.start), f"{context.source(cast.attribute)} before a hashtable is used"
            break
    for operation in context.nodes(BinaryExpressionAst):
        if operation.operator.lower() in _MEMBERSHIP:
            yield "3.0", _line(subject, operation.start), "-in or -notin is used"
            break
    yield from _newer_commands(subject)


def _newer_commands(subject: Subject) -> Iterator[tuple[str, int, str]]:
    """Commands of PowerShell's own that came after the oldest version; for each version the first of them."""
    told: set[str] = set()
    for act in subject.context.shared(acts):
        since = _since(act.name.lower())
        if since and since not in told:
            told.add(since)
            yield since, _line(subject, act.node.start), f"no older version has {act.name}"


@lru_cache(maxsize=10_000)
def _since(name: str) -> str | None:
    """The first Windows PowerShell with a command of PowerShell's own modules, if that is not the first of all."""
    info = command(name) or windows_command(name)
    if info is None or not info.module.lower().startswith("microsoft.powershell."):
        return None
    versions = sorted(platform.split("-")[1] for platform in platforms() if platform.startswith("desktop-") and name in _names_on(platform))
    if not versions:
        return "6.1" if any(name in _names_on(platform) for platform in platforms()) else None
    first = ".".join(versions[0].split(".")[:2])
    return None if first == "2.0" else first


@cache
def _names_on(platform: str) -> frozenset[str]:
    return frozenset(name.lower() for name in commands_on(platform))


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


@lru_cache(maxsize=10_000)
def _is_windows(name: str) -> bool:
    return command(name) is None and windows_command(name) is not None and name.lower() not in _elsewhere()


@cache
def _elsewhere() -> frozenset[str]:
    """Commands that PowerShell brings along on Linux and macOS."""
    return frozenset(name.lower() for platform in platforms() if "windows" not in platform for name in commands_on(platform))


@lru_cache(maxsize=10_000)
def _brought_along(name: str) -> bool:
    """Whether PowerShell itself has a command, on some system."""
    return any(name in _names_on(platform) for platform in platforms() if platform.startswith("core-"))


def _required_modules(subject: Subject) -> list[dict[str, Any]]:
    """Modules that the script itself says it needs."""
    if "#requires" not in subject.context.lower_text:
        return []
    return [
        {
            "kind": "module", "module": name, "line": _line(subject, found.start()), "names": [],
            "message": f"Needs the module {name}: #requires says so.",
        }
        for found in _REQUIRES_MODULES.finditer(subject.context.text)
        for name in ("".join(groups) for groups in _MODULE_NAME.findall(found["modules"]))
    ]


def _modules(subject: Subject) -> list[dict[str, Any]]:
    """Modules that PowerShell does not bring along, and commands that nothing here knows."""
    context = subject.context
    own = {function.name.lower() for function in context.functions}
    needed: dict[str, tuple[int, set[str]]] = {}
    for act in context.shared(acts):
        name = act.name.lower()
        if name in own or "-" not in name or command(name) is not None or _brought_along(name):
            continue
        info = windows_command(name)
        module = info.module if info else "unknown"
        needed.setdefault(module, (_line(subject, act.node.start), set()))[1].add(act.name)
    return [
        {
            "kind": "module", "module": None if module == "unknown" else module, "line": line, "names": sorted(names),
            "message": f"{', '.join(sorted(names)[:5])}: {_whose(subject, module)}.",
        }
        for module, (line, names) in needed.items()
    ]


def _whose(subject: Subject, module: str) -> str:
    if module != "unknown":
        return f"of the module {module}"
    if "#requires" in subject.context.lower_text and _REQUIRES_MODULES.search(subject.context.text):
        return "not known here; a required module may bring them along"
    return "of a module or script that is not known here"


def _going(subject: Subject) -> list[dict[str, Any]]:
    """Commands that PowerShell 7 no longer has, or that are being given up."""
    rows = []
    for act in subject.context.shared(acts):
        if act.name.lower() in _GONE:
            better = _GONE[act.name.lower()]
            message = f"{act.name} is being given up" + (f"; {better} takes its place." if better else ".")
            rows.append({"kind": "deprecated", "line": _line(subject, act.node.start), "names": [act.name], "message": message})
    return rows
