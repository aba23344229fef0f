"""Numbers as text and text as numbers, as .NET and PowerShell write and read them."""

from __future__ import annotations

import math
import re
import struct
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from .outcome import Unknown
from .values import INTEGER_RANGES, Number

if TYPE_CHECKING:
    from collections.abc import Callable

MULTIPLIERS: Final = {"kb": 2**10, "mb": 2**20, "gb": 2**30, "tb": 2**40, "pb": 2**50}
_SUFFIXES: Final = {
    "u": "UInt",
    "uy": "Byte",
    "y": "SByte",
    "s": "Int16",
    "us": "UInt16",
    "l": "Int64",
    "ul": "UInt64",
    "n": "BigInteger",
    "d": "Decimal",
}
_NUMBER: Final = re.compile(
    r"(?P<sign>[+-]?)(?:0x(?P<hex>[0-9a-f]+)|0b(?P<binary>[01]+)|(?P<decimal>\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?))"
    r"(?P<suffix>u[yls]?|[ysldn])?(?P<multiplier>[kmgtp]b)?",
    re.IGNORECASE | re.ASCII,
)
_MOST_DIGITS: Final = 400
"""Longer numerals are nobody's numbers, and Python takes quadratic time to read them."""


def parse_number(text: str) -> object | None:
    """The number that a text stands for as PowerShell's operators read it; None when it is none. Nothing but white space is 0."""
    text = text.strip()
    if not text:
        return 0
    if len(text) > _MOST_DIGITS:
        if text.isascii() and text.strip("0123456789abcdefx.+-ABCDEFX"):
            return None
        raise Unknown("a numeral of more than 400 characters")
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    return _literal(found)


def _literal(found: re.Match[str]) -> object | None:
    sign = -1 if found["sign"] == "-" else 1
    factor = MULTIPLIERS.get((found["multiplier"] or "").lower(), 1)
    suffix = (found["suffix"] or "").lower()
    if found["decimal"] is None:
        return _radix(found, sign * factor, suffix)
    digits = found["decimal"]
    if suffix == "d":
        return _as_decimal(Decimal(digits) * sign * factor)
    if not digits.isdigit():
        return float(digits) * sign * factor if not suffix else _fit(round_half_even(float(digits)) * sign * factor, suffix)
    return _fit(int(digits) * sign * factor, suffix)


def _radix(found: re.Match[str], factor: int, suffix: str) -> object | None:
    """Hexadecimal and binary numerals are two's complement: `0xffffffff` is -1."""
    digits, base, bits = (found["hex"], 16, 4) if found["hex"] else (found["binary"], 2, 1)
    value = int(digits, base)
    if suffix not in ("u", "ul", "us", "uy", "n"):
        width = len(digits) * bits
        for size in (8,) if suffix == "y" else (16,) if suffix == "s" else (64,) if suffix == "l" else (32, 64):
            if width == size and value >> (size - 1):
                value -= 1 << size
    return _fit(value * factor, suffix)


def _fit(value: int, suffix: str) -> object | None:
    """The narrowest type that holds a numeral."""
    if suffix in ("", "l", "u"):
        for kind in {"": ("Int32", "Int64"), "l": ("Int64",), "u": ("UInt32", "UInt64")}[suffix]:
            if fits(value, kind):
                return value if kind == "Int32" else Number(kind, value)
        return (_as_decimal(Decimal(value)) if abs(value) < 2**96 else float(value)) if not suffix else None
    kind = _SUFFIXES[suffix]
    if kind == "BigInteger":
        return Number(kind, value)
    if kind == "Decimal":
        return _as_decimal(Decimal(value))
    return Number(kind, value) if fits(value, kind) else None


def _as_decimal(value: Decimal) -> Decimal | None:
    return value if abs(value) < 2**96 else None


def fits(value: int, kind: str) -> bool:
    """Whether an integer type holds a value."""
    low, high = INTEGER_RANGES[kind]
    return low <= value <= high


def round_half_even(value: float | Decimal) -> int:
    """To the nearest integer, halves to the even one, as .NET converts."""
    if isinstance(value, float) and not math.isfinite(value):
        raise Unknown("infinity or not a number as an integer")
    return round(value)


def real_text(value: float, digits: int = 15) -> str:
    """A real as PowerShell turns it into a string: at most `digits` significant digits."""
    return _general(f"{value:.{digits - 1}e}", digits) if _finite(value) else "NaN"


def shortest_text(value: float) -> str:
    """A Double as .NET's own ToString writes it: the fewest digits that read back the same."""
    return _general(_exponential(repr(value)), 15) if _finite(value) else "NaN"


def single_text(value: float, digits: int | None = None) -> str:
    """A Single: with 7 digits as PowerShell converts, or with the fewest that read back the same."""
    if not _finite(value):
        return "NaN"
    if digits is not None:
        return _general(f"{value:.{digits - 1}e}", digits)
    for count in range(1, 10):
        text = f"{value:.{count - 1}e}"
        if to_single(float(text)) == value:
            return _general(text, 7)
    raise Unknown("a Single of more than nine digits")


def to_single(value: float) -> float:
    """The nearest value of 32 bits."""
    try:
        return float(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError:
        raise Unknown("a real too large for a Single") from None


def decimal_text(value: Decimal) -> str:
    """A Decimal with all the digits that it carries."""
    text = f"{value:f}"
    return text[1:] if text.startswith("-") and not value else text


def _finite(value: float) -> bool:
    """False for what is not a number. Raises Unknown for infinity, whose text depends on the culture of the machine."""
    if math.isinf(value):
        raise Unknown("infinity as text")
    return not math.isnan(value)


def _exponential(text: str) -> str:
    mantissa, _, exponent = text.partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = (whole + fraction).lstrip("0")
    if not digits:
        return f"{sign}0e0"
    place = int(exponent or 0) + (len(whole.lstrip("0")) or len(digits) - len(fraction)) - 1
    return f"{sign}{digits[0]}.{digits[1:]}e{place}"


def _general(text: str, precision: int) -> str:
    """.NET's general format of a text such as `-1.25e-07`: plain from 0.0001 up to 1E+precision, else with an exponent."""
    mantissa, _, exponent = text.partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    digits = mantissa.lstrip("-").replace(".", "").rstrip("0") or "0"
    place = int(exponent)
    if digits == "0":
        return f"{sign}0"
    if place < -4 or place >= precision:
        fraction = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{fraction}E{'-' if place < 0 else '+'}{abs(place):02d}"
    if place < 0:
        return f"{sign}0.{'0' * (-place - 1)}{digits}"
    if len(digits) <= place + 1:
        return sign + digits.ljust(place + 1, "0")
    return f"{sign}{digits[: place + 1]}.{digits[place + 1 :]}"


NUMBER_TEXT: Final[dict[str, Callable[[float], str]]] = {"Single": single_text, "Double": shortest_text}
"""What `ToString()` writes of reals."""
