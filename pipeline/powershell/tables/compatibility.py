"""Which commands and aliases eight platforms have."""

from __future__ import annotations

from functools import cache

from .store import rows


@cache
def platforms() -> tuple[str, ...]:
    """Names such as `desktop-5.1.14393.206-windows` and `core-6.1.0-linux`."""
    return tuple(rows("compatibility")[0])


@cache
def commands_on(platform: str) -> frozenset[str]:
    """The commands of one of `platforms`, in lower case."""
    return _having(1, platform)


@cache
def aliases_on(platform: str) -> frozenset[str]:
    """The aliases of one of `platforms`, in lower case."""
    return _having(2, platform)


def _having(row: int, platform: str) -> frozenset[str]:
    bit = 1 << platforms().index(platform)
    return frozenset(name.lower() for name, bits in rows("compatibility")[row].items() if bits & bit)
