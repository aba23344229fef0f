"""`command_details`: every command with where it comes from, what it does and what it is given."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Final

from pipeline.analysis.context import Context
from pipeline.powershell.tables import CommandInfo, any_command, platforms
from pipeline.powershell.tables import commands_on as names_on

from .acts import Act, acts
from .command_words import purpose_of
from .parameter_docs import meaning
from .references import page_of
from .subject import Subject

MOST: Final = 2000
"""Commands of one script that are told; a larger script is told up to here, and a note says so."""

_SYSTEMS: Final = {"linux": "Linux", "macos": "macOS", "windows": "Windows"}

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
        "module": info.module if info else None, "purpose": purpose_of(act.name) if info else context.shared(_own).get(act.name.lower()),
        "parameters": [_argument(context.text, *each) for each in bound],
        "platforms": _platforms(info), "action": act.action if act.area else None, "touches": act.area, "target": act.target,
        "link": page_of(info) if info else None,
    }


def _own(context: Context) -> dict[str, str]:
    """What the script's own functions are for, by name in lower case."""
    _, *functions = context.shared(meaning)["functions"]
    said = {function["name"].lower(): ((function["help"] or {}).get("synopsis") or "").strip() for function in functions}
    return {name: " ".join(text.split()) if text else "a function of this script" for name, text in said.items()}


def _argument(text: str, name: str, start: int, end: int) -> dict[str, Any]:
    return {"name": name, "value": None if start < 0 else text[start:end][:500], "start": start, "end": end}


@lru_cache(maxsize=10_000)
@cache
def _readable(platform: str) -> str:
    """`desktop-5.1.14393.206-windows` as a person says it."""
    edition, version, system = platform.split("-")[:3]
    short = ".".join(version.split(".")[:2])
    return f"Windows PowerShell {short}" if edition == "desktop" else f"PowerShell {short} on {_SYSTEMS.get(system, system)}"


def _platforms(info: CommandInfo | None) -> list[str]:
    """The platforms that are known to bring this command along."""
    return [] if info is None else list(_platforms_of(info.name.lower()))


@lru_cache(maxsize=10_000)
def _platforms_of(name: str) -> tuple[str, ...]:
    return tuple(sorted({_readable(platform) for platform in platforms() if name in _names(platform)}))


def _names(platform: str) -> frozenset[str]:
    found = _NAMES.get(platform)
    if found is None:
        found = _NAMES[platform] = frozenset(name.lower() for name in names_on(platform))
    return found


_NAMES: dict[str, frozenset[str]] = {}
