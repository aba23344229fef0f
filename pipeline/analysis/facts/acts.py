"""What each command of a script does, by its verb, its noun and what it is given. The other fields are told from these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.analysis.context import Context
from pipeline.powershell.binding import Binding
from pipeline.powershell.nodes import CommandAst, CommandElementAst, ConstantExpressionAst, StringConstantExpressionAst

READS, CHANGES, DELETES, STARTS, STOPS, SENDS = "reads", "changes", "deletes", "starts", "stops", "sends"

_ACTIONS: Final = {
    READS: "Get Test Find Search Measure Resolve Read Compare Watch Wait Receive Show Join Split Trace",
    CHANGES: "Set New Add Copy Move Rename Update Edit Enable Install Register Import Export Out Publish Grant Write Mount Backup Restore Save Tee"
             " Expand Compress Protect Unprotect Merge Initialize Sync Convert Format Lock Unlock Limit Resume Repair",
    DELETES: "Remove Clear Uninstall Unregister Reset Revoke Dismount Optimize",
    STARTS: "Start Invoke Enter Restart Open Use",
    STOPS: "Stop Disable Suspend Exit Close Disconnect Deny Block",
    SENDS: "Send Push Connect",
}
ACTION: Final = {verb.lower(): action for action, verbs in _ACTIONS.items() for verb in verbs.split()}

_AREAS: Final = (
    ("registry", r"itemproperty(value)?"),
    ("files", r"item|childitem|content|path|file|archive|csv|clixml|acl|filehash|smbshare.*|volume.*|disk|partition|shortcut|transcript"),
    ("services", r"service"),
    ("processes", r"process|job|threadjob|command|expression|psbreakpoint"),
    ("network", r"webrequest|restmethod|net.*|dns.*|bitstransfer|mailmessage|connection|webserviceproxy|pssession|wsman.*|ftp.*|odata.*"),
    ("accounts", r"ad[a-z].*|localuser|localgroup(member)?"),
    ("credentials", r"credential|securestring|secret.*|.*certificate|cmsmessage"),
    ("cloud", r"az[a-z].*|azure.*|mg[a-z].*|msol.*|spo.*|exo.*|ec2.*|s3.*|gc[a-z]+.*"),
    ("system", r"computer|cim(instance|method)|wmi.*|eventlog|winevent|event|scheduledtask.*|windows(optional)?feature.*|hotfix|timezone|date"),
    ("system", r"executionpolicy|computerrestore.*|restorepoint|bitlocker.*|vm.*|appxpackage|printer.*|mppreference|psdrive"),
    ("software", r"module|package.*|script|psrepository|provider"),
)
AREA: Final = tuple((area, re.compile(f"(?:{pattern})", re.IGNORECASE)) for area, pattern in _AREAS)

IN_WORDS: Final = {
    "registry": "the registry", "processes": "programs", "network": "the network", "cloud": "cloud resources", "system": "the system",
}
"""How an area is called in a sentence, where not by its name."""

_QUIET: Final = re.compile(
    r"(?:format|select|sort|group|where|foreach|measure|convertto|convertfrom|write|out|tee)-(?!file|printer)", re.IGNORECASE,
)
_REGISTRY: Final = re.compile(r"""['"]?(?:registry::|hk(?:lm|cu|cr|u|cc):|hkey_)""", re.IGNORECASE)
_NATIVE: Final = {
    "reg": ("registry", CHANGES), "sc": ("services", CHANGES), "net": ("system", CHANGES), "netsh": ("network", CHANGES),
    "taskkill": ("processes", STOPS),
    "schtasks": ("system", CHANGES), "shutdown": ("system", STOPS), "robocopy": ("files", CHANGES), "icacls": ("files", CHANGES),
    "curl": ("network", READS), "wget": ("network", READS), "ssh": ("network", STARTS), "scp": ("network", SENDS), "ping": ("network", READS),
    "git": ("software", CHANGES), "msiexec": ("software", CHANGES), "cmd": ("processes", STARTS), "powershell": ("processes", STARTS),
    "pwsh": ("processes", STARTS), "sudo": ("processes", STARTS), "diskpart": ("files", DELETES), "bcdedit": ("system", CHANGES),
    "vssadmin": ("system", CHANGES), "wevtutil": ("system", CHANGES), "rundll32": ("processes", STARTS), "dism": ("system", CHANGES),
}
_TOUCHES_NOTHING: Final = frozenset({"get-date", "join-path", "split-path"})
"""Commands about the clock and about texts, whatever their nouns say."""
_TARGETS: Final = (
    "LiteralPath", "Path", "FilePath", "Name", "Uri", "Identity", "ComputerName", "ServiceName", "ProcessName", "DisplayName", "Id",
    "DestinationPath",
    "Destination", "OutFile", "ClassName", "ScriptBlock", "Command", "ExclusionPath", "ExecutionPolicy", "Group", "TaskName", "VMName", "To",
    "Profile", "InputObject",
)
_WINDOWS_ALIASES: Final = {
    "gwmi": "Get-WmiObject", "swmi": "Set-WmiInstance", "iwmi": "Invoke-WmiMethod", "rwmi": "Remove-WmiObject", "asnp": "Add-PSSnapin",
}
"""Aliases of Windows PowerShell whose commands PowerShell 7 no longer has."""
_ASKING: Final = frozenset({
    "describe", "status", "log", "diff", "show", "rev-parse", "ls-files", "ls-remote", "blame", "query", "list", "info", "view", "version", "help",
    "--version", "/query", "/?",
})
"""First words after a program's name that only ask."""


class Act(NamedTuple):
    """One command: what it does (`READS`...) to what (`files`...); `target` is what it is given, as far as the text says.

    `quiet` ones only shape output.
    """

    node: CommandAst
    name: str
    area: str | None
    action: str | None
    target: str | None
    constant: bool
    quiet: bool
    binding: Binding | None


def acts(context: Context) -> list[Act]:
    """Of every command with a name, in the order of the text. Ask with `context.shared(acts)`."""
    return list(_acts(context))


def _acts(context: Context) -> Iterator[Act]:
    for node in sorted(context.nodes(CommandAst), key=lambda node: node.start):
        name = context.commands.name(node)
        if name is None:
            continue
        binding = context.commands.binding(node)
        name = _WINDOWS_ALIASES.get(name.lower(), name)
        target, constant = _arguments(context, node) if "-" not in name else _named(context, _target(node, binding))
        area, action = _kind(name, target or "", binding)
        quiet = _is_quiet(name) or (area is None and action is None)
        yield Act(node, name, area, action, _short(target), constant, quiet, binding)


def _kind(name: str, target: str, binding: Binding | None) -> tuple[str | None, str | None]:
    bare = name.rpartition("\\")[2].lower()
    verb, dash, noun = bare.partition("-")
    if not dash:
        area, action = _NATIVE.get(re.sub(r"\.exe$", "", bare.rpartition("/")[2]), (None, None))
        return area, READS if action == CHANGES and target.split(" ", 1)[0].lower() in _ASKING else action
    area = _area(noun)
    if area in ("files", "registry"):
        area = "registry" if _REGISTRY.match(target) else "files" if noun != "itemproperty" or target else area
    if area == "network" and verb == "invoke":
        return area, _request(binding)
    if bare in _TOUCHES_NOTHING:
        return None, None
    if verb == "import" and area == "files":
        return area, READS
    return area, ACTION.get(verb)


def _request(binding: Binding | None) -> str:
    """A request sends something where it has a body, or a method that is not known to ask only."""
    if binding is None:
        return READS
    method = binding.value("Method")
    asks = method is None or (isinstance(method, StringConstantExpressionAst) and method.value.lower() in ("get", "head", "default"))
    return READS if asks and binding.value("Body") is None and binding.value("InFile") is None else SENDS


@lru_cache(maxsize=10_000)
def _is_quiet(name: str) -> bool:
    return bool(_QUIET.match(name))


@lru_cache(maxsize=10_000)
def _area(noun: str) -> str | None:
    return next((area for area, pattern in AREA if pattern.fullmatch(noun)), None)


def _named(context: Context, value: CommandElementAst | None) -> tuple[str | None, bool]:
    """What a command is given, and whether that stands in the text."""
    if isinstance(value, StringConstantExpressionAst | ConstantExpressionAst):
        return str(value.value), True
    return (None, False) if value is None else (context.source(value), False)


def _arguments(context: Context, node: CommandAst) -> tuple[str | None, bool]:
    """All that a program is given, as it is written."""
    given = node.command_elements[1:]
    if not given:
        return None, False
    constant = all(isinstance(each, StringConstantExpressionAst | ConstantExpressionAst) or each.kind == "CommandParameter" for each in given)
    return context.text[given[0].start:given[-1].end], constant


def _target(node: CommandAst, binding: Binding | None) -> CommandElementAst | None:
    """What a command is about: the value of the parameter that says so, else its first argument."""
    if binding is not None:
        for parameter in _TARGETS:
            value = binding.value(parameter)
            if value is not None:
                return value
        return None
    arguments = [element for element in node.command_elements[1:] if element.kind != "CommandParameter"]
    return arguments[0] if arguments else None


def _short(text: str | None) -> str | None:
    return text if text is None or len(text) <= 200 else text[:197] + "..."
