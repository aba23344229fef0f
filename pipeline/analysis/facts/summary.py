"""`execution_summary`: what running the script touches, and `potential_risks`: what of that could do harm."""

from __future__ import annotations

import re
from typing import Any, Final

from pipeline.analysis.context import Context

from .acts import CHANGES, DELETES, READS, SENDS, STARTS, STOPS, Act
from .dotnet import Deed, deeds
from .subject import Subject

_ELEVATED: Final = re.compile(
    r"(?:set|new|remove|stop|start|restart)-service|.*-(?:netfirewall.*|windows(?:optional)?feature.*|bitlocker.*|mppreference|localuser|localgroup.*|"
    r"scheduledtask.*|disk|partition|volume|computer)|clear-eventlog|set-executionpolicy",
    re.IGNORECASE,
)
_RUN_AS: Final = re.compile(r"(?im)^[ \t]*#requires[ \t].*-runasadministrator")
_MACHINE_KEY: Final = re.compile(r"(registry::)?(hklm:|hkey_local_machine)", re.IGNORECASE)
_READ_ONLY: Final = re.compile(r"(?:get|test|find|search|measure|resolve|show)-", re.IGNORECASE)
_AREAS: Final = ("registry", "network", "services", "processes", "credentials", "accounts", "cloud", "software", "system")
_HARM: Final = {
    DELETES: ("deletes", False), STOPS: ("stops", True), STARTS: ("starts", False), SENDS: ("sends", False), CHANGES: ("changes", True),
}
_WEIGHTS: Final = {DELETES: "high", STOPS: "medium", STARTS: "medium", SENDS: "medium", CHANGES: "low"}
MOST: Final = 500


def execution_summary(subject: Subject) -> dict[str, Any]:
    """Commands and calls of .NET by what they touch; an empty list: none does. `elevation` says whether administrator's rights are asked for."""
    subject.require_parsed()
    return subject.context.shared(_summary)


def _summary(context: Context) -> dict[str, Any]:
    found = [act for act in context.shared(deeds) if not act.quiet]
    summary: dict[str, Any] = {
        "reads": [_entry(context, act) for act in found if act.area == "files" and act.action == READS],
        "writes": [_entry(context, act) for act in found if act.area == "files" and act.action in (CHANGES, STARTS)],
        "deletes": [_entry(context, act) for act in found if act.area == "files" and act.action == DELETES],
    }
    for area in _AREAS:
        summary[area] = [_entry(context, act) for act in found if act.area == area]
    summary["elevation"] = _elevation(context, found)
    return summary


def _entry(context: Context, act: Act | Deed) -> dict[str, Any]:
    return {
        "command": act.name, "line": context.script.position(act.node.start)[0], "action": act.action, "target": act.target,
        "targetIsConstant": act.constant,
    }


def _elevation(context: Context, found: list[Act | Deed]) -> dict[str, Any]:
    """Needed where the script says so, or where a command is only to be had by administrators."""
    reasons = [f"{act.name} needs administrator's rights" for act in found if _ELEVATED.fullmatch(act.name) and not _READ_ONLY.match(act.name)]
    reasons += [f"only administrators change {act.target}" for act in found if _is_machine_key(act)]
    if "-runasadministrator" in context.lower_text and _RUN_AS.search(context.text):
        reasons.insert(0, "#requires -RunAsAdministrator says so")
    return {"needed": bool(reasons), "reasons": sorted(set(reasons))[:20]}


def _is_machine_key(act: Act | Deed) -> bool:
    return act.area == "registry" and act.action in (CHANGES, DELETES) and bool(_MACHINE_KEY.match(act.target or ""))


def potential_risks(subject: Subject) -> list[dict[str, Any]]:
    """What the script deletes, changes, starts, stops and sends: where, and whether that can be undone."""
    subject.require_parsed()
    return subject.context.shared(_risks)


def _risks(context: Context) -> list[dict[str, Any]]:
    rows = []
    for act in context.shared(deeds):
        if act.quiet or act.action not in _HARM or act.area is None or act.area == "credentials":
            continue
        what, reversible = _HARM[act.action]
        rows.append({
            "action": what, "area": act.area, "command": act.name, "line": context.script.position(act.node.start)[0],
            "target": act.target, "targetIsConstant": act.constant, "reversible": reversible, "severity": _severity(act),
            "asks": _asks(act),
        })
    order = {"high": 0, "medium": 1, "low": 2}
    return sorted(rows, key=lambda row: (order[str(row["severity"])], int(str(row["line"]))))[:MOST]


def _severity(act: Act | Deed) -> str:
    """Deleting what is named by a variable may delete anything."""
    if act.action == DELETES and act.area == "files" and act.constant:
        return "medium"
    return _WEIGHTS[act.action or CHANGES]


def _asks(act: Act | Deed) -> bool | None:
    """Whether the command asks before it acts; None where that depends on the session."""
    binding = act.binding
    if binding is None or "Confirm" not in binding.command.all_parameters:
        return None
    bound = binding.bound.get("Confirm")
    return None if bound is None else not bound.is_switched_off
