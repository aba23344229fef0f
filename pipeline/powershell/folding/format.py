"""`-f` and `[string]::Format`: .NET's composite format strings and its numeric formats."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from .convert import item_text
from .numbers import NUMBER_TEXT
from .outcome import Unknown, fail
from .values import (
    INTEGER_RANGES,
    Array,
    Encoding,
    Hashtable,
    numeric_type,
    numeric_value,
    type_name,
)

if TYPE_CHECKING:
    from .outcome import Budget

_HOLE: Final = re.compile(r"\{\s*(\d{1,7}) *(?:, *(-?\d{1,7}) *)?(?::((?:[^{}])*))?\}")
_BRACE: Final = re.compile(r"[{}]")


def compose(template: str, values: list[object], budget: Budget) -> str:
    """Fill the holes of a format string."""
    parts, at, size = [], 0, 0
    for brace in _BRACE.finditer(template):
        if brace.start() < at:
            continue
        parts.append(template[at : brace.start()])
        at = brace.start()
        if template[at + 1 : at + 2] == brace[0]:
            parts.append(brace[0])
            at += 2
            continue
        hole = _HOLE.match(template, at)
        if hole is None:
            fail("Error formatting a string: Input string was not in a correct format.")
        parts.append(_filled(hole, values, budget))
        at = hole.end()
        size += len(parts[-1])
        budget.spend()
        if size > budget.size:
            budget.allow(size)
    parts.append(template[at:])
    return str(budget.made("".join(parts)))


def _filled(hole: re.Match[str], values: list[object], budget: Budget) -> str:
    index, align, style = hole.groups()
    if int(index) >= len(values):
        fail("Error formatting a string: Index (zero based) must be less than the size of the argument list.")
    text = styled(values[int(index)], style or "")
    if align is None:
        return text
    width = int(align)
    budget.allow(abs(width))
    return text.ljust(-width) if width < 0 else text.rjust(width)


def dotnet_text(value: object) -> str:
    """What .NET's `ToString()` says of a value, which for reals and arrays is not what PowerShell says."""
    kind = numeric_type(value)
    if kind in NUMBER_TEXT:
        return NUMBER_TEXT[kind](float(numeric_value(value)))
    if isinstance(value, Array | Hashtable):
        return type_name(value)
    if isinstance(value, Encoding):
        raise Unknown("an encoding as text")
    return item_text(value)


def styled(value: object, style: str) -> str:
    """A value in a format such as `X2`; only numbers heed it."""
    kind = numeric_type(value)
    if not style or kind in (None, "Boolean", "Char"):
        return dotnet_text(value)
    letter, digits = style[0].upper(), style[1:]
    if not letter.isascii() or not letter.isalpha() or (digits and not (digits.isascii() and digits.isdigit())):
        return _custom(numeric_value(value), style)
    if len(digits) > 3:
        raise Unknown("a format of more than 999 digits")
    return _standard(value, kind or "", style[0], int(digits) if digits else None)


def _standard(value: object, kind: str, letter: str, digits: int | None) -> str:
    plain = numeric_value(value)
    whole = kind in INTEGER_RANGES or kind == "BigInteger"
    upper = letter.upper()
    if upper in "DXB":
        if not whole:
            fail("Error formatting a string: Format specifier was invalid.")
        return _integer(int(plain), kind, letter, digits or 0)
    if upper in "NF" and digits is not None:
        return _fixed(plain, digits, grouped=upper == "N")
    if upper == "E":
        return _scientific(plain, 6 if digits is None else digits, letter)
    if (upper == "G" and not digits and (whole or letter == "G")) or (upper == "R" and not whole):
        return dotnet_text(value)
    if upper not in "NFPGCR":
        fail("Error formatting a string: Format specifier was invalid.")
    raise Unknown(f"the format {letter}")


def _integer(value: int, kind: str, letter: str, digits: int) -> str:
    if letter in "Dd":
        return ("-" if value < 0 else "") + str(abs(value)).rjust(digits, "0")
    if value < 0:
        if kind == "BigInteger":
            raise Unknown("a negative BigInteger in hexadecimal")
        value += 2 * (INTEGER_RANGES[kind][1] + 1)
    return format(value, letter if letter in "xX" else "b").rjust(digits, "0")


def _rounded(value: float | Decimal, digits: int) -> str:
    """With a number of decimals; a value in the middle between two is unknown, for .NET's versions differ."""
    exact = Decimal(value)
    if not exact.is_finite():
        raise Unknown("infinity or not a number as text")
    scaled = exact.scaleb(digits) if len(exact.as_tuple().digits) < 28 else None
    if scaled is not None and abs(scaled % 1) == Decimal("0.5"):
        raise Unknown("a number in the middle between two")
    return f"{exact:.{digits}f}"


def _fixed(value: float | Decimal, digits: int, *, grouped: bool) -> str:
    text = _rounded(value, digits)
    sign = "-" if text.startswith("-") else ""
    whole, _, fraction = text.lstrip("-").partition(".")
    if sign and not (whole + fraction).strip("0"):
        if isinstance(value, int | Decimal):
            sign = ""
        elif grouped or digits:
            raise Unknown("a negative number that is rounded to zero")
    if grouped:
        whole = f"{int(whole):,}"
    return sign + whole + (f".{fraction}" if fraction else "")


def _scientific(value: float | Decimal, digits: int, letter: str) -> str:
    if isinstance(value, Decimal) or (isinstance(value, int) and abs(value) >= 2**53):
        raise Unknown("an exact number with an exponent")
    mantissa, _, exponent = f"{value:.{digits}e}".partition("e")
    shown = Decimal(mantissa).scaleb(int(exponent))
    if abs(Decimal(value) - shown) * 2 == Decimal(1).scaleb(int(exponent) - digits):
        raise Unknown("a number in the middle between two")
    return f"{mantissa}{letter}{exponent[0]}{exponent[1:].rjust(3, '0')}"


_CUSTOM: Final = re.compile(r"(#,##|#*)(0*|#)(?:\.(0*)(#*))?", re.ASCII)


def _custom(value: float | Decimal, style: str) -> str:
    """Patterns of `0`, `#`, one point and `#,##`; anything further is unknown."""
    found = _CUSTOM.fullmatch(style)
    if found is None or (not found[2] and not found[1]):
        raise Unknown(f"the number format {style[:40]}")
    grouped, zeros, decimals, optional = found[1] == "#,##", found[2].strip("#"), found[3] or "", found[4] or ""
    text = _rounded(value, len(decimals) + len(optional))
    sign = "-" if text.startswith("-") else ""
    whole, _, fraction = text.lstrip("-").partition(".")
    fraction = fraction[: len(decimals)] + fraction[len(decimals) :].rstrip("0")
    whole = whole.lstrip("0").rjust(len(zeros), "0")
    if sign and not (whole + fraction).strip("0"):
        raise Unknown("a negative number that is rounded to zero")
    if grouped and whole:
        whole = f"{int(whole):,}" if len(zeros) <= 1 else whole
    return sign + whole + (f".{fraction}" if fraction else "")
