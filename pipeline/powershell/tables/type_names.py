"""Names of types: accelerators, .NET's, and what constrained language mode allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from .store import CORE_MARK, rows

_ACCELERATORS, _CONSTRAINED, _OF_COMMANDS = range(3)


@cache
def accelerators() -> Mapping[str, str]:
    """Short name in lower case -> full name: `int` -> `System.Int32`."""
    return {short.lower(): full for short, full in rows("types")[_ACCELERATORS].items()}


def known_type(name: str) -> str | None:
    """The proper case of a full name that .NET or PowerShell is known to have; a generic type as `` List`1 ``."""
    return _known_types().get(name.lower())


@cache
def allowed_types() -> frozenset[str]:
    """What constrained language mode allows, in lower case: short and full names."""
    return frozenset(name.lower() for name in _constrained()["types"])


@cache
def allowed_com_objects() -> frozenset[str]:
    """The COM objects that constrained language mode allows, in lower case."""
    return frozenset(name.lower() for name in _constrained()["com_objects"])


def _constrained() -> Any:
    return rows("types")[_CONSTRAINED]


def is_core_type(name: str) -> bool:
    """Whether a full name, its case included, is that of a type in .NET's core assembly."""
    return name in _net_types()[1]


@cache
def _known_types() -> dict[str, str]:
    known = [*_net_types()[0], *_full_names("powershell_types"), *rows("types")[_OF_COMMANDS], *accelerators().values()]
    return {name.lower(): name for name in known}


@cache
def _net_types() -> tuple[list[str], frozenset[str]]:
    """All names, and those of the core assembly."""
    marked = list(_full_names("net_types"))
    return [name.rstrip(CORE_MARK) for name in marked], frozenset(name.rstrip(CORE_MARK) for name in marked if name.endswith(CORE_MARK))


def _full_names(table: str) -> Iterator[str]:
    return (f"{namespace}.{name}" for namespace, *names in rows(table) for name in names)
