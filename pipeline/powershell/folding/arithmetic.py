"""`+ - * / %`, the bit operators and the shifts: which type computes, and what it does when the result does not fit."""

from __future__ import annotations

import math
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import TYPE_CHECKING, Final

from .convert import INVALID_CAST, to_decimal, to_integer, to_text
from .numbers import fits, parse_number, round_half_even
from .outcome import Unknown, fail
from .values import (
    INTEGER_RANGES,
    Array,
    Char,
    Hashtable,
    Number,
    number,
    numeric_type,
    numeric_value,
    type_name,
)

if TYPE_CHECKING:
    from .outcome import Budget

_ORDER: Final = (
    "Boolean",
    "Char",
    "SByte",
    "Byte",
    "Int16",
    "UInt16",
    "Int32",
    "UInt32",
    "Int64",
    "UInt64",
    "Single",
    "Double",
    "Decimal",
    "BigInteger",
)
_RANK: Final = {kind: rank for rank, kind in enumerate(_ORDER)}
_INT32: Final = _RANK["Int32"]
_DECIMALS: Final = Context(prec=28, traps=[InvalidOperation, Inexact])


def add(left: object, right: object, budget: Budget) -> object:
    """`left + right`."""
    if left is None:
        return right
    if isinstance(left, str):
        text = to_text(right)
        budget.fits(len(left) + len(text))
        budget.spend((len(left) >> 11) + len(text) // 256)
        return left + text
    if isinstance(left, Array):
        more = right.items if isinstance(right, Array) else [right]
        budget.allow_items(len(left.items) + len(more))
        budget.keep(right)
        return Array([*left.items, *more])
    if isinstance(left, Char) and isinstance(right, str | Char):
        return left.text + to_text(right)
    if isinstance(left, Hashtable):
        return _merged(left, right)
    return calculate("+", left, right)


def _merged(left: Hashtable, right: object) -> Hashtable:
    if not isinstance(right, Hashtable):
        fail("A hash table can only be added to another hash table.")
    merged = Hashtable(left.ordered)
    merged.entries = dict(left.entries)
    for folded, entry in right.entries.items():
        if folded in merged.entries:
            fail("Item has already been added.")
        merged.entries[folded] = entry
    return merged


def multiply(left: object, right: object, budget: Budget) -> object:
    """`left * right`; texts and arrays are repeated."""
    if left is None:
        return None
    if isinstance(left, str | Array):
        times = to_integer(operand(right))
        if times < 0:
            fail("The multiplication count is negative.", "ArgumentOutOfRangeException")
        if isinstance(left, str):
            budget.allow(len(left) * times)
            return left * times
        budget.allow_items(len(left.items) * times)
        return Array(left.items * times, left.element)
    if isinstance(left, Char | bool):
        fail(f"Method invocation failed because [{type_name(left)}] does not contain a method named 'op_Multiply'.")
    return calculate("*", left, right)


def operand(value: object) -> object:
    """A value as a number: texts are read, nothing is 0."""
    if isinstance(value, str):
        result = parse_number(value)
        if result is None:
            fail(f'Cannot convert value "{value[:80]}" to a number.', INVALID_CAST)
        return result
    if value is None:
        return 0
    if numeric_type(value) is None:
        if isinstance(value, Array):
            fail("Method invocation failed because [System.Object[]] does not contain such an operator.")
        raise Unknown(f"arithmetic with {type_name(value)}")
    return value


def calculate(operator: str, left: object, right: object) -> object:
    """One of `+ - * / %` on numbers."""
    if left.__class__ is int and right.__class__ is int:
        return _integer(operator, left, right, "Int32")
    left, right = operand(left), operand(right)
    a, b = numeric_value(left), numeric_value(right)
    kind = _arithmetic_type(left, right)
    if kind == "Decimal":
        return _decimal(operator, to_decimal(left), to_decimal(right))
    if kind == "Double":
        return _real(operator, float(a), float(b))
    return _integer(operator, int(a), int(b), kind)


def _arithmetic_type(left: object, right: object) -> str:
    """The type of the wider operand; a negative signed number beside an unsigned one moves on to the next type."""
    kinds = (numeric_type(left) or "", numeric_type(right) or "")
    rank = max(_RANK[kind] for kind in kinds)
    if rank <= _INT32:
        return "Int32"
    wide = _ORDER[rank]
    if wide in ("UInt32", "UInt64"):
        if min(numeric_value(left), numeric_value(right)) < 0:
            return "Int64" if wide == "UInt32" else "Double"
        return wide
    if wide == "Single":
        raise Unknown("arithmetic in single precision")
    return wide


def _integer(operator: str, a: int, b: int, kind: str) -> object:
    if operator in "/%" and b == 0:
        fail("Attempted to divide by zero.")
    if operator == "/":
        result, rest = divmod(abs(a), abs(b))
        if rest:
            if kind == "BigInteger":
                return Number(kind, result if (a < 0) == (b < 0) else -result)
            return a / b
        result = result if (a < 0) == (b < 0) else -result
    elif operator == "%":
        result = abs(a) % abs(b) * (-1 if a < 0 else 1)
    else:
        result = a + b if operator == "+" else a - b if operator == "-" else a * b
    if kind == "BigInteger":
        if result.bit_length() > 4096:
            raise Unknown("a number of more than 4096 bits")
        return Number(kind, result)
    return number(kind, result) if fits(result, kind) else float(result)


def _real(operator: str, a: float, b: float) -> object:
    """Reals never fail: dividing by zero gives infinity, whose text is not known here."""
    if operator in "/%" and b == 0:
        result = math.nan if operator == "%" or a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)
    elif operator == "%":
        result = math.fmod(a, b)
    else:
        result = a + b if operator == "+" else a - b if operator == "-" else a * b if operator == "*" else a / b
    return result


def _decimal(operator: str, a: Decimal, b: Decimal) -> Decimal:
    if operator in "/%" and b == 0:
        fail("Attempted to divide by zero.")
    try:
        result = (
            _DECIMALS.add(a, b)
            if operator == "+"
            else _DECIMALS.subtract(a, b)
            if operator == "-"
            else _DECIMALS.multiply(a, b)
            if operator == "*"
            else _DECIMALS.divide(a, b)
            if operator == "/"
            else _DECIMALS.remainder(a, b)
        )
    except (Inexact, InvalidOperation):
        raise Unknown("a Decimal of more than 28 digits") from None
    if operator == "/" and result:
        result = _DECIMALS.normalize(result)
    return result


def bitwise(operator: str, left: object, right: object) -> object:
    """`-band`, `-bor` or `-bxor`, by token kind.

    Reals count as Int64, or as UInt64 when neither operand is negative; a negative integer beside a UInt64 is taken as its bits.
    """
    if left.__class__ is int and right.__class__ is int:
        return left & right if operator == "Band" else left | right if operator == "Bor" else left ^ right
    left, right = operand(left), operand(right)
    kind = _bit_type(left, right)
    a, b = (round_half_even(plain) if not isinstance(plain, int) else plain for plain in map(numeric_value, (left, right)))
    result = a & b if operator == "Band" else a | b if operator == "Bor" else a ^ b
    if kind == "BigInteger":
        return Number(kind, result)
    if kind == "UInt64" and all(isinstance(plain, int) for plain in map(numeric_value, (left, right))):
        return Number(kind, result & INTEGER_RANGES[kind][1])
    if not all(fits(value, kind) for value in (a, b)):
        fail("Value was either too large or too small for an integer.", INVALID_CAST)
    return number(kind, result)


def _bit_type(left: object, right: object) -> str:
    kinds = {numeric_type(left), numeric_type(right)}
    negative = min(numeric_value(left), numeric_value(right)) < 0
    if kinds == {"Boolean"}:
        return "Int32"
    if kinds & {"Single", "Double", "Decimal"}:
        return "Int64" if negative else "UInt64"
    wide = _ORDER[max(_RANK[kind or ""] for kind in kinds)]
    if _RANK[wide] <= _INT32:
        return "Int32"
    if wide == "UInt32" and negative:
        raise Unknown("the bits of an unsigned and a negative number")
    return wide


def complement(value: object) -> object:
    """`-bnot value`."""
    value = operand(value)
    kind = numeric_type(value) or ""
    if kind == "BigInteger" or _RANK[kind] <= _INT32:
        plain = ~int(numeric_value(value))
        return Number(kind, plain) if kind == "BigInteger" else plain
    if kind in ("Single", "Double", "Decimal"):
        raise Unknown("the complement of a real")
    plain = ~int(numeric_value(value))
    return Number(kind, plain & INTEGER_RANGES[kind][1] if kind.startswith("U") else plain)


def shift(operator: str, left: object, right: object) -> object:
    """`-shl` or `-shr`; the count is taken modulo the width of the left operand, and a real counts as an Int32."""
    left = operand(left)
    kind = numeric_type(left) or ""
    if kind in ("Boolean", "Char"):
        fail(f"Method invocation failed because [System.{kind}] does not contain a method named 'op_LeftShift'.")
    count = to_integer(operand(right))
    plain = numeric_value(left)
    if not isinstance(plain, int):
        plain, kind = round_half_even(plain), "Int32"
        if not fits(plain, kind):
            raise Unknown("a shifted real beyond Int32")
    elif kind == "BigInteger":
        raise Unknown("a shifted BigInteger")
    elif _RANK[kind] <= _INT32:
        kind = "Int32"
    return number(kind, _shifted(operator, plain, count, kind))


def _shifted(operator: str, value: int, count: int, kind: str) -> int:
    low, high = INTEGER_RANGES[kind]
    width = 32 if kind in ("Int32", "UInt32") else 64
    count &= width - 1
    if operator == "Shr":
        return value >> count
    value = (value << count) & ((1 << width) - 1)
    return value - (1 << width) if low < 0 and value > high else value


def negate(value: object) -> object:
    """`-value`, which PowerShell reads as `0 - value`."""
    if isinstance(value, Array):
        raise Unknown("a negated array")
    return calculate("-", 0, value)


def plus(value: object) -> object:
    """`+value`, which PowerShell reads as `0 + value`."""
    return calculate("+", 0, value)
