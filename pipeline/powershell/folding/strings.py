"""The methods of `[string]` and `[char]` values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .collation import compare_text, equal_text
from .convert import to_char, to_integer, to_text
from .format import dotnet_text, styled
from .outcome import Unknown, fail
from .searching import (
    WHITE,
    characters_of,
    check_range,
    contains,
    ends_with,
    index_of,
    index_of_any,
    last_index_of,
    split,
    starts_with,
)
from .values import Char, character, characters

if TYPE_CHECKING:
    from collections.abc import Callable

    from .session import Session


def substring(_: Session, text: str, args: list[object]) -> object:
    start = to_integer(args[0])
    length = to_integer(args[1]) if len(args) > 1 else len(text) - start
    check_range(text, start, length)
    return text[start : start + length]


def remove(_: Session, text: str, args: list[object]) -> object:
    start = to_integer(args[0])
    length = to_integer(args[1]) if len(args) > 1 else len(text) - start
    check_range(text, start, length)
    return text[:start] + text[start + length :]


def insert(session: Session, text: str, args: list[object]) -> object:
    start = to_integer(args[0])
    check_range(text, start, 0)
    return session.budget.made(text[:start] + to_text(args[1]) + text[start:])


def replace(session: Session, text: str, args: list[object]) -> object:
    old, new = to_text(args[0]), to_text(args[1])
    if len(args) > 2:
        return _replace_comparing(text, old, new, args[2])
    if not old:
        fail("String cannot be of zero length.", "ArgumentException")
    session.budget.allow(len(text) + text.count(old) * len(new))
    return text.replace(old, new)


def _replace_comparing(text: str, old: str, new: str, how: object) -> str:
    if to_text(how).lower() == "ordinal":
        return text.replace(old, new)
    raise Unknown("a replacement that compares in another way")


def to_char_array(_: Session, text: str, args: list[object]) -> object:
    if args:
        start, length = to_integer(args[0]), to_integer(args[1])
        check_range(text, start, length)
        text = text[start : start + length]
    return characters(text)


def _simple_case(text: str, change: Callable[[str], str]) -> str:
    if text.isascii():
        return change(text)
    changed = [change(char) for char in text]
    if any(len(char) != 1 for char in changed) or any(char in "\u0130\u0131\u017f\u1e9e" for char in text):
        raise Unknown("the case of an unusual letter")
    return "".join(changed)


def upper(_: Session, text: str, args: list[object]) -> object:
    """With or without a culture; letters whose case depends on it are unknown."""
    del args
    return _simple_case(text, str.upper)


def lower(_: Session, text: str, args: list[object]) -> object:
    """See `upper`."""
    del args
    return _simple_case(text, str.lower)


def trim(_: Session, text: str, args: list[object]) -> object:
    return text.strip(characters_of(args) or WHITE)


def trim_start(_: Session, text: str, args: list[object]) -> object:
    return text.lstrip(characters_of(args) or WHITE)


def trim_end(_: Session, text: str, args: list[object]) -> object:
    return text.rstrip(characters_of(args) or WHITE)


def _padding(session: Session, args: list[object]) -> tuple[int, str]:
    width = to_integer(args[0])
    if width < 0:
        fail("Non-negative number required.", "ArgumentOutOfRangeException")
    session.budget.allow(width)
    return width, to_char(args[1]).text if len(args) > 1 else " "


def pad_left(session: Session, text: str, args: list[object]) -> object:
    return text.rjust(*_padding(session, args))


def pad_right(session: Session, text: str, args: list[object]) -> object:
    return text.ljust(*_padding(session, args))


def chars(_: Session, text: str, args: list[object]) -> object:
    at = to_integer(args[0])
    if not 0 <= at < len(text):
        fail("Index was outside the bounds of the array.", "IndexOutOfRangeException")
    return character(ord(text[at]))


def equals(_: Session, text: str, args: list[object]) -> object:
    if len(args) > 1:
        how = to_text(args[1]).lower()
        if "ignorecase" in how:
            return equal_text(text, to_text(args[0]), ignore_case=True)
    return isinstance(args[0], str) and text == args[0]


def compare_to(_: Session, text: str, args: list[object]) -> object:
    return compare_text(text, to_text(args[0]), ignore_case=False)


def same(_: Session, text: str, args: list[object]) -> object:
    del args
    return text


def normalize(_: Session, text: str, args: list[object]) -> object:
    if args or not text.isascii():
        raise Unknown("a normal form")
    return text


def get_enumerator(session: Session, text: str, args: list[object]) -> object:
    return to_char_array(session, text, args)


METHODS: Final[dict[str, tuple[Callable[[Session, str, list[object]], object], int, int]]] = {
    "substring": (substring, 1, 2),
    "remove": (remove, 1, 2),
    "insert": (insert, 2, 2),
    "replace": (replace, 2, 3),
    "tochararray": (to_char_array, 0, 2),
    "toupper": (upper, 0, 1),
    "toupperinvariant": (upper, 0, 0),
    "tolower": (lower, 0, 1),
    "tolowerinvariant": (lower, 0, 0),
    "trim": (trim, 0, 99),
    "trimstart": (trim_start, 0, 99),
    "trimend": (trim_end, 0, 99),
    "padleft": (pad_left, 1, 2),
    "padright": (pad_right, 1, 2),
    "indexof": (index_of, 1, 4),
    "lastindexof": (last_index_of, 1, 3),
    "indexofany": (index_of_any, 1, 3),
    "contains": (contains, 1, 2),
    "startswith": (starts_with, 1, 2),
    "endswith": (ends_with, 1, 2),
    "split": (split, 0, 99),
    "chars": (chars, 1, 1),
    "get_chars": (chars, 1, 1),
    "equals": (equals, 1, 2),
    "compareto": (compare_to, 1, 1),
    "tostring": (same, 0, 1),
    "clone": (same, 0, 0),
    "normalize": (normalize, 0, 1),
    "getenumerator": (get_enumerator, 0, 0),
}
"""Each method with the least and the most arguments that it takes."""


def char_method(value: Char, name: str, args: list[object]) -> object:
    """The few methods of a character."""
    if name == "tostring" and not args:
        return value.text
    if name == "equals" and len(args) == 1:
        return value == args[0]
    if name == "compareto" and len(args) == 1:
        return value.code - to_char(args[0]).code
    raise Unknown(f"the method {name} of a character")


def number_method(value: object, name: str, args: list[object]) -> object:
    """The methods of numbers and Booleans."""
    if name == "tostring" and len(args) <= 1:
        style = to_text(args[0]) if args and isinstance(args[0], str) else ""
        if args and not isinstance(args[0], str):
            raise Unknown("a number in a culture")
        return styled(value, style)
    if name == "equals" and len(args) == 1:
        return type(value) is type(args[0]) and value == args[0]
    raise Unknown(f"the method {name} of {dotnet_text(value)}")
