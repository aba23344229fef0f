"""`-eq` and its relatives, `-contains`, `-in`, `-is` and `-as`."""

from __future__ import annotations

import math
import operator as python_operator
from typing import TYPE_CHECKING, Final

from .collation import compare_text, equal_text
from .convert import item_text, to_bool, to_char, to_kind, to_text
from .outcome import PowerShellError, Unknown
from .types import resolve
from .values import (
    Array,
    Char,
    Hashtable,
    List,
    Type,
    numeric_type,
    numeric_value,
    type_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from .outcome import Budget

_NUMERIC: Final = frozenset(
    {
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
    }
)


def equal(left: object, right: object, ignore_case: bool) -> bool:
    """Whether two single values are the same; the type of the left one decides how they are compared."""
    if left is None or right is None:
        return left is right
    if isinstance(left, str):
        return equal_text(left, to_text(right), ignore_case)
    if isinstance(left, bool):
        return left == to_bool(right)
    if isinstance(left, Char) and isinstance(right, Char | str):
        other = to_text(right)
        return len(other) == 1 and equal_text(left.text, other, ignore_case)
    if isinstance(left, Type) and isinstance(right, Type):
        return left == right
    return _equal_number(left, right)


def _equal_number(left: object, right: object) -> bool:
    kind = numeric_type(left)
    if kind is None:
        if left is right:
            return True
        raise Unknown(f"whether {type_name(left)} is equal to something")
    if isinstance(right, str):
        try:
            right = to_kind(right, kind)
        except PowerShellError:
            return False
    elif numeric_type(right) is None:
        raise Unknown(f"whether a number is equal to {type_name(right)}")
    return numeric_value(left) == numeric_value(right)


def order(left: object, right: object, ignore_case: bool) -> int:
    """Below, at or above 0 as the left value is less than, equal to or greater than the right one."""
    if left is None:
        return 0 if right is None else -_against_nothing(right)
    if isinstance(left, str):
        return compare_text(left, to_text(right), ignore_case)
    if right is None:
        return _against_nothing(left)
    kind = numeric_type(left)
    if kind is None or (numeric_type(right) is None and not isinstance(right, str)):
        raise Unknown(f"the order of {type_name(left)} and {type_name(right)}")
    if isinstance(left, Char) and ignore_case and isinstance(right, str | Char):
        return compare_text(left.text, to_char(right).text, ignore_case=True)
    if isinstance(right, str) or isinstance(left, bool):
        right = to_kind(right, kind)
    a, b = numeric_value(left), numeric_value(right)
    if math.isnan(a) or math.isnan(b):
        raise Unknown("the order of what is not a number")
    return (a > b) - (a < b)


def _against_nothing(value: object) -> int:
    """Anything is more than nothing, but for a negative number."""
    return -1 if numeric_type(value) in _NUMERIC and numeric_value(value) < 0 else 1


def compare(operator: str, left: object, right: object, budget: Budget) -> object:
    """`-eq -ne -lt -le -gt -ge` by name without the case letter; an array on the left is filtered."""
    ignore_case, name = operator[0] == "I", operator[1:]
    if left.__class__ is int and right.__class__ is int:
        return _INTEGERS[name](left, right)
    test = _TESTS[name]
    budget.compare(left, right)
    if not isinstance(left, Array):
        return test(left, right, ignore_case)
    kept = []
    for item in left.items:
        budget.compare(item, right)
        if test(_single(item), right, ignore_case):
            kept.append(item)
    return Array(kept)


def _single(item: object) -> object:
    if isinstance(item, Array):
        raise Unknown("arrays within a compared array")
    return item


_TESTS: Final[dict[str, Callable[[object, object, bool], bool]]] = {
    "eq": equal,
    "ne": lambda left, right, ignore_case: not equal(left, right, ignore_case),
    "lt": lambda left, right, ignore_case: order(left, right, ignore_case) < 0,
    "le": lambda left, right, ignore_case: order(left, right, ignore_case) <= 0,
    "gt": lambda left, right, ignore_case: order(left, right, ignore_case) > 0,
    "ge": lambda left, right, ignore_case: order(left, right, ignore_case) >= 0,
}


_INTEGERS: Final[dict[str, Callable[[object, object], bool]]] = {
    name: getattr(python_operator, name) for name in ("eq", "ne", "lt", "le", "gt", "ge")
}
"""The comparisons of loops that count, which need no conversion."""


def contains(collection: object, value: object, ignore_case: bool, budget: Budget) -> bool:
    """Whether one element is equal to the value."""
    items = collection.items if isinstance(collection, Array) else [collection]
    for item in items:
        budget.compare(item, value)
        if equal(_single(item), value, ignore_case):
            return True
    return False


def is_type(value: object, wanted: object) -> bool:
    """`value -is wanted`."""
    name = wanted.name if isinstance(wanted, Type) else resolve(item_text(wanted))
    if value is None:
        return False
    own = type_name(value).removeprefix("System.")
    if name in ("Object", own):
        return True
    if name == "Array":
        return isinstance(value, Array) and not isinstance(value, List)
    if own == "" or name == "Management.Automation.PSObject" or isinstance(value, Hashtable | List):
        raise Unknown(f"whether a value is a {name}")
    return False


def as_type(value: object, wanted: str, cast: Callable[[object, str], object]) -> object:
    """`value -as wanted`: nothing where the cast would fail."""
    try:
        return cast(value, wanted)
    except PowerShellError:
        return None
