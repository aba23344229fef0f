"""The commands of PowerShell 7 and of Windows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from .info import ALL_SETS, CommandInfo, ParameterInfo, Role
from .names import common_parameters
from .store import lines


def command(name: str) -> CommandInfo | None:
    """A command of PowerShell 7 by its name in any case, without a module and not by an alias."""
    return _command("commands", name.lower())


def windows_command(name: str) -> CommandInfo | None:
    """The same for Windows PowerShell 5.1; its parameter sets are called by numbers, and none is known to be the default."""
    return _command("windows_commands", name.lower())


def any_command(name: str) -> CommandInfo | None:
    """A command of PowerShell 7, else of Windows."""
    return command(name) or windows_command(name)


@cache
def command_names() -> Mapping[str, str]:
    """Lower case -> proper case, of the commands of PowerShell 7."""
    return _names("commands")


@cache
def windows_command_names() -> Mapping[str, str]:
    """Lower case -> proper case, of the commands of Windows."""
    return _names("windows_commands")


def _names(table: str) -> dict[str, str]:
    return {lower: line[2 : 2 + len(lower)] for lower, line in _lines(table)[1].items()}


@cache
def _lines(table: str) -> tuple[list[str], dict[str, str]]:
    """The types that parameters refer to by number, and a line of JSON for every command."""
    first, *rest = lines(table)
    return json.loads(first), {line[2 : line.index('"', 2)].lower().replace("\\\\", "\\"): line for line in rest}


def _command(table: str, lower: str) -> CommandInfo | None:
    """Names that are not in the table are not kept: there is no end of them."""
    return _known_command(table, lower) if lower in _lines(table)[1] else None


@cache
def _known_command(table: str, lower: str) -> CommandInfo:
    types, known = _lines(table)
    line = known[lower]
    name, module, kind, default, outputs, sets, parameters, *editions = json.loads(line)
    return CommandInfo(
        name,
        module,
        kind,
        default,
        tuple(outputs),
        {p: ParameterInfo(p, types[number], tuple(aliases), _roles(groups, sets)) for p, number, aliases, groups in parameters},
        common_parameters() if kind == "Cmdlet" or parameters else {},
        tuple(*editions),
    )


def _roles(groups: list[list[Any]], sets: list[str]) -> dict[str, Role]:
    roles = {}
    for position, flags, *numbers in groups:
        role = Role(position, bool(flags & 1), bool(flags & 2), bool(flags & 4), bool(flags & 8))
        for name in [sets[n] if n >= 0 else ALL_SETS for n in numbers] or sets:
            roles[name] = role
    return roles
