"""Names that PowerShell knows: aliases, common parameters, verbs, variables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from .info import ALL_SETS, NAMED_ONLY, ParameterInfo
from .store import rows

_WINDOWS_ALIASES, _LINUX_ALIASES, _COMMON, _VERBS, _VARIABLES = range(5)


class Verb(NamedTuple):
    """An approved verb: its usual prefix in aliases, and the group it belongs to."""

    verb: str
    alias_prefix: str
    group: str


def alias(name: str, *, windows: bool = True) -> str | None:
    """The command that an alias stands for; aliases of Linux lack those that would hide native programs, such as `ls`."""
    return aliases(windows=windows).get(name.lower())


@cache
def aliases(*, windows: bool = True) -> Mapping[str, str]:
    """Alias in lower case -> command."""
    table = rows("names")[_WINDOWS_ALIASES if windows else _LINUX_ALIASES]
    return {name.lower(): target for name, target in table.items()}


@cache
def aliases_of(command: str, *, windows: bool = True) -> tuple[str, ...]:
    """The aliases of a command."""
    return tuple(name for name, target in aliases(windows=windows).items() if target.lower() == command.lower())


@cache
def common_parameters() -> Mapping[str, ParameterInfo]:
    """Those of every cmdlet and advanced function, by their proper name."""
    return _common("common")


@cache
def should_process_parameters() -> Mapping[str, ParameterInfo]:
    """`WhatIf` and `Confirm`: of commands that support ShouldProcess."""
    return _common("optional")


def _common(group: str) -> dict[str, ParameterInfo]:
    table = rows("names")[_COMMON]
    return {
        name: ParameterInfo(name, table["parameters"][name][0], tuple(table["parameters"][name][1]), {ALL_SETS: NAMED_ONLY})
        for name in table[group]
    }


@cache
def approved_verbs() -> Mapping[str, Verb]:
    """Verb in lower case -> what is known of it."""
    return {row[0].lower(): Verb(*row) for row in rows("names")[_VERBS]}


def automatic_variables() -> Mapping[str, str]:
    """The variables that every function finds set, and their .NET types."""
    return _variables("automatic")


def preference_variables() -> Mapping[str, str]:
    """The variables that steer PowerShell's streams, and their .NET types."""
    return _variables("preference")


def all_scope_variables() -> Mapping[str, str]:
    """The variables that every scope shares, and their .NET types."""
    return _variables("all_scope")


@cache
def special_variables() -> frozenset[str]:
    """Every variable with a meaning to PowerShell, in lower case."""
    return frozenset(name.lower() for name in rows("names")[_VARIABLES]["special"])


@cache
def variables_in_classes() -> frozenset[str]:
    """Variables that a method of a class may read without assigning them, in lower case."""
    return frozenset(name.lower() for name in rows("names")[_VARIABLES]["in_classes"])


@cache
def _variables(group: str) -> Mapping[str, Any]:
    return {name.lower(): kind for name, kind in rows("names")[_VARIABLES][group].items()}
