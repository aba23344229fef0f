"""What is known of the commands of PowerShell 7 and of Windows: parameters, parameter sets, types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final, NamedTuple

from .store import lines

ALL_SETS: Final = "__AllParameterSets"
"""PowerShell's name for "no parameter set in particular"."""

SWITCH: Final = "System.Management.Automation.SwitchParameter"


class Role(NamedTuple):
    """What a parameter is in one parameter set; `position` is None where it can only be named."""

    position: int | None
    mandatory: bool
    from_pipeline: bool
    by_property_name: bool
    remaining: bool


@dataclass(frozen=True, slots=True)
class ParameterInfo:
    """`roles`: parameter set -> role; the set is `ALL_SETS` for a parameter that belongs to none in particular."""

    name: str
    type: str
    aliases: tuple[str, ...]
    roles: Mapping[str, Role]

    @property
    def is_switch(self) -> bool:
        return self.type == SWITCH

    @property
    def is_mandatory(self) -> bool:
        """Mandatory in every set that it belongs to."""
        return all(role.mandatory for role in self.roles.values())


@dataclass(frozen=True)
class CommandInfo:
    """A cmdlet or function. Common parameters are not among `parameters`.

    `editions` are those of Windows that have it, empty for a command of PowerShell 7 (which may be on Windows PowerShell too).
    """

    name: str
    module: str
    kind: str
    default_set: str | None
    outputs: tuple[str, ...]
    parameters: Mapping[str, ParameterInfo]
    editions: tuple[str, ...] = ()

    @cached_property
    def parameter_sets(self) -> tuple[str, ...]:
        """The sets in the order in which PowerShell numbers them: the default first, then as parameters name them."""
        named = [self.default_set] if self.default_set else []
        named += [name for p in self.parameters.values() for name in p.roles if name != ALL_SETS]
        return tuple(dict.fromkeys(named))

    @cached_property
    def by_name(self) -> dict[str, ParameterInfo]:
        """Parameters by lower-case name and alias; a name goes before an alias."""
        aliases = {alias.lower(): p for p in self.parameters.values() for alias in p.aliases}
        return aliases | {name.lower(): p for name, p in self.parameters.items()}

    @property
    def supports_should_process(self) -> bool:
        return "WhatIf" in self.parameters

    @property
    def takes_common_parameters(self) -> bool:
        return self.kind == "Cmdlet" or bool(self.parameters)


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
    return {lower: line[2:2 + len(lower)] for lower, line in _lines(table)[1].items()}


@cache
def _lines(table: str) -> tuple[list[str], dict[str, str]]:
    """The types that parameters refer to by number, and a line of JSON for every command."""
    first, *rest = lines(table)
    return json.loads(first), {line[2:line.index('"', 2)].lower().replace("\\\\", "\\"): line for line in rest}


@cache
def _command(table: str, lower: str) -> CommandInfo | None:
    types, known = _lines(table)
    line = known.get(lower)
    if line is None:
        return None
    name, module, kind, default, outputs, sets, parameters, *editions = json.loads(line)
    return CommandInfo(
        name, module, kind, default, tuple(outputs),
        {p: ParameterInfo(p, types[number], tuple(aliases), _roles(groups, sets)) for p, number, aliases, groups in parameters},
        tuple(*editions),
    )


def _roles(groups: list[list[Any]], sets: list[str]) -> dict[str, Role]:
    roles = {}
    for position, flags, *numbers in groups:
        role = Role(position, bool(flags & 1), bool(flags & 2), bool(flags & 4), bool(flags & 8))
        for name in [sets[n] if n >= 0 else ALL_SETS for n in numbers] or sets:
            roles[name] = role
    return roles
