"""What a number literal means: its value and its .NET type."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

Number: TypeAlias = tuple[int | float | Decimal, str]

_MULTIPLIERS: Final = {"": 1, "kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30, "tb": 1 << 40, "pb": 1 << 50}
_SUFFIXES: Final = {
    "y": ("SByte", -(1 << 7), 1 << 7),
    "uy": ("Byte", 0, 1 << 8),
    "s": ("Int16", -(1 << 15), 1 << 15),
    "us": ("UInt16", 0, 1 << 16),
    "l": ("Int64", -(1 << 63), 1 << 63),
    "ul": ("UInt64", 0, 1 << 64),
}
_WIDTHS: Final = {"y": 8, "s": 16, "": 32, "l": 64}
_INT32: Final = (-(1 << 31), 1 << 31)
_INT64: Final = (-(1 << 63), 1 << 63)
_LARGEST_DECIMAL: Final = (1 << 96) - 1
_MOST_DIGITS: Final = 400


def number_value(literal: re.Match[str], negative: bool) -> Number | None:
    """The value of a match of `Patterns.number`; None when its type cannot hold it."""
    suffix = (literal["suffix"] or "").lower()
    scale = _MULTIPLIERS[(literal["multiplier"] or "").lower()]
    if literal["real"]:
        return _real((literal["int"] or "0") + _ascii_exponent(literal["real"]), suffix, scale, negative)
    if literal["hex"]:
        value = _bits(literal["hex"], 16, suffix)
    elif literal["bin"]:
        value = _bits(literal["bin"], 2, suffix)
    elif len(literal["int"]) > _MOST_DIGITS:
        return None
    else:
        value = int(literal["int"])
    return _integer(-value * scale if negative else value * scale, suffix)


def _ascii_exponent(real: str) -> str:
    return real if real.isascii() else re.sub("[\u2013-\u2015]", "-", real)


def _real(digits: str, suffix: str, scale: int, negative: bool) -> Number | None:
    if suffix == "d":
        return _decimal(digits, scale, negative)
    value = float(digits) * scale
    if negative:
        value = -value
    if not suffix:
        return (value, "Double") if abs(value) != float("inf") else None
    if abs(value) == float("inf"):
        return None
    return _integer(round(value), suffix)


def _decimal(digits: str, scale: int, negative: bool) -> Number | None:
    try:
        value = Decimal(digits) * scale
    except InvalidOperation:
        return None
    if abs(value) > _LARGEST_DECIMAL:
        return None
    return (-value if negative else value), "Decimal"


def _integer(value: int, suffix: str) -> Number | None:
    if not suffix:
        return _plain(value)
    if suffix == "n":
        return value, "BigInteger"
    if suffix == "d":
        return (Decimal(value), "Decimal") if abs(value) <= _LARGEST_DECIMAL else None
    if suffix == "u":
        if 0 <= value < 1 << 32:
            return value, "UInt32"
        return (value, "UInt64") if 0 <= value < 1 << 64 else None
    name, least, beyond = _SUFFIXES[suffix]
    return (value, name) if least <= value < beyond else None


def _plain(value: int) -> Number | None:
    if _INT32[0] <= value < _INT32[1]:
        return value, "Int32"
    if _INT64[0] <= value < _INT64[1]:
        return value, "Int64"
    if abs(value) <= _LARGEST_DECIMAL:
        return Decimal(value), "Decimal"
    try:
        return float(value), "Double"
    except OverflowError:
        return None


def _bits(digits: str, base: int, suffix: str) -> int:
    """Hexadecimal and binary literals as wide as a type carry its sign in their highest bit."""
    if len(digits) > _MOST_DIGITS:
        digits = digits[:_MOST_DIGITS]
    value = int(digits, base)
    if suffix.startswith("u") or suffix == "n":
        return value
    width = len(digits) * (4 if base == 16 else 1)
    least = _WIDTHS.get(suffix, 32)
    if width in (least, 32, 64) and width >= least and value >> (width - 1):
        return value - (1 << width)
    return value
