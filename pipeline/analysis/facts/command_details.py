"""`command_details`: every command with where it comes from, what it does and what it is given."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from pipeline.powershell.tables import CommandInfo, any_command, platforms
from pipeline.powershell.tables import commands_on as names_on

from .acts import Act, acts
from .parameter_docs import meaning
from .references import page_of
from .subject import Subject

MOST: Final = 2000
"""Commands of one script that are told; a larger script is told up to here, and a note says so."""

_SAYS: Final = {
    "get": "gets", "set": "sets", "new": "makes", "remove": "removes", "add": "adds", "start": "starts", "stop": "stops", "test": "tests",
    "invoke": "invokes", "import": "imports", "export": "exports", "convertto": "converts to", "convertfrom": "converts from", "write": "writes",
    "read": "reads", "out": "puts out", "select": "selects", "where": "filters", "foreach": "runs once for each", "sort": "sorts",
    "measure": "measures", "copy": "copies", "move": "moves", "clear": "clears", "enable": "enables", "disable": "disables", "register": "registers",
    "restart": "restarts", "rename": "renames", "resolve": "resolves", "send": "sends", "wait": "waits for", "join": "joins", "split": "splits",
    "group": "groups", "compare": "compares", "format": "formats", "install": "installs", "update": "updates", "show": "shows", "save": "saves",
    "find": "finds", "search": "searches", "connect": "connects to", "disconnect": "disconnects from", "expand": "expands", "compress": "compresses",
}


def command_details(subject: Subject) -> list[dict[str, Any]]:
    """In the order of the text; `parameters` are those that the arguments bind to, with the source text of each value."""
    context = subject.context
    bound = {start: parameters for _, start, parameters, _ in context.shared(meaning)["commands"]}
    return [_detail(subject, act, bound.get(act.node.start, [])) for act in context.shared(acts)[:MOST]]


def _detail(subject: Subject, act: Act, bound: list[list[Any]]) -> dict[str, Any]:
    context = subject.context
    info = any_command(act.name)
    line, column = context.script.position(act.node.start)
    return {
        "name": act.node.command_name(), "command": act.name, "line": line, "column": column, "start": act.node.start,
        "module": info.module if info else None, "purpose": purpose_of(act.name) if info else None,
        "parameters": [_argument(context.text, *each) for each in bound],
        "platforms": _platforms(info), "action": act.action, "touches": act.area, "target": act.target,
        "link": page_of(info) if info else None,
    }


def _argument(text: str, name: str, start: int, end: int) -> dict[str, Any]:
    return {"name": name, "value": None if start < 0 else text[start:end][:500], "start": start, "end": end}


@lru_cache(maxsize=10_000)
def purpose_of(name: str) -> str | None:
    """What a command's name says, in words: `Restart-Service` restarts a service."""
    verb, dash, noun = name.partition("-")
    if not dash:
        return None
    words = " ".join(word.lower() if not word.isupper() else word for word in re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+", noun))
    return f"{_SAYS.get(verb.lower(), verb.lower())} {words}".strip()


def _platforms(info: CommandInfo | None) -> list[str]:
    """The platforms that are known to bring this command along."""
    return [] if info is None else list(_platforms_of(info.name.lower()))


@lru_cache(maxsize=10_000)
def _platforms_of(name: str) -> tuple[str, ...]:
    return tuple(sorted(platform for platform in platforms() if name in _names(platform)))


def _names(platform: str) -> frozenset[str]:
    found = _NAMES.get(platform)
    if found is None:
        found = _NAMES[platform] = frozenset(name.lower() for name in names_on(platform))
    return found


_NAMES: dict[str, frozenset[str]] = {}
