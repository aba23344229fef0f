"""The methods of `[string]` and `[char]` values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .collation import compare_text, equal_text
from .convert import elements, to_char, to_integer, to_text
from .format import dotnet_text, styled
from .outcome import Unknown, fail
from .values import Array, Char, character, characters, numeric_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from .session import Session

_SPACE: Final = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


def _range(text: str, start: int, length: int) -> None:
    if start < 0 or length < 0 or start + length > len(text):
        fail("Index and length must refer to a location within the string.", "ArgumentOutOfRangeException")


def substring(_: Session, text: str, args: list[object]) -> object:
    start = to_integer(args[0])
    length = to_integer(args[1]) if len(args) > 1 else len(text) - start
    _range(text, start, length)
    return text[start : start + length]


def remove(_: Session, text: str, args: list[object]) -> object:
    start = to_integer(args[0])
    length = to_integer(args[1]) if len(args) > 1 else len(text) - start
    _range(text, start, length)
    return text[:start] + text[start + length :]


def insert(session: Session, text: str, args: list[object]) -> object:
    start = to_integer(args[0])
    _range(text, start, 0)
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
        _range(text, start, length)
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


def _characters(args: list[object]) -> str:
    """The characters that a trimming or splitting method was given, one by one or in arrays."""
    given: list[str] = []
    for arg in args:
        given += [to_text(item) for item in elements(arg)]
    return "".join(given)


def trim(_: Session, text: str, args: list[object]) -> object:
    return text.strip(_characters(args) or _SPACE)


def trim_start(_: Session, text: str, args: list[object]) -> object:
    return text.lstrip(_characters(args) or _SPACE)


def trim_end(_: Session, text: str, args: list[object]) -> object:
    return text.rstrip(_characters(args) or _SPACE)


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


def _ordinal(text: str, part: object, args: list[object]) -> str:
    """The searched text, where searching by culture and by code unit give the same."""
    if len(args) > 1 and not numeric_type(args[-1]) and to_text(args[-1]).lower() != "ordinal":
        raise Unknown("a search that compares in another way")
    wanted = to_text(part)
    if not isinstance(part, Char) and not (len(args) > 1 and not numeric_type(args[-1])):
        for each in (text, wanted):
            if not each.isascii() or any((char < " " and char not in "\t\n\r") or char == "\x7f" for char in each) or "\r\n" in each:
                raise Unknown("a search by culture in text beyond printable ASCII")
    return wanted


def index_of(_: Session, text: str, args: list[object]) -> object:
    wanted = _ordinal(text, args[0], args)
    start, end = _bounds(text, args)
    return text.find(wanted, start, end)


def _bounds(text: str, args: list[object]) -> tuple[int, int]:
    numbers = [to_integer(arg) for arg in args[1:] if numeric_type(arg)]
    start = numbers[0] if numbers else 0
    length = numbers[1] if len(numbers) > 1 else len(text) - start
    _range(text, start, length)
    return start, start + length


def last_index_of(_: Session, text: str, args: list[object]) -> object:
    if len(args) > 1 and numeric_type(args[1]):
        raise Unknown("a backward search from a place")
    wanted = _ordinal(text, args[0], args)
    return text.rfind(wanted) if wanted else len(text)


def index_of_any(_: Session, text: str, args: list[object]) -> object:
    wanted = _characters(args[:1])
    start, end = _bounds(text, args)
    return next((at for at in range(start, end) if text[at] in wanted), -1)


def contains(_: Session, text: str, args: list[object]) -> object:
    if len(args) > 1:
        if to_text(args[1]).lower() == "ordinalignorecase" and text.isascii():
            return to_text(args[0]).lower() in text.lower()
        raise Unknown("a search that compares in another way")
    return to_text(args[0]) in text


def _affix(text: str, args: list[object], *, end: bool) -> bool:
    if len(args) > 1 and "ignorecase" in to_text(args[1]).lower() and text.isascii():
        text, wanted = text.lower(), to_text(args[0]).lower()
    else:
        wanted = _ordinal(text, args[0], args)
    return text.endswith(wanted) if end else text.startswith(wanted)


def starts_with(_: Session, text: str, args: list[object]) -> object:
    return _affix(text, args, end=False)


def ends_with(_: Session, text: str, args: list[object]) -> object:
    return _affix(text, args, end=True)


def split(session: Session, text: str, args: list[object]) -> object:
    """`.Split(separators, count, options)`: one text is one separator, an array of characters or texts holds several.

    In Windows PowerShell a text is split at each of its characters.
    """
    numbers = [to_integer(arg) for arg in args[1:] if numeric_type(arg) not in (None, "Boolean", "Char")]
    words = [to_text(arg).lower() for arg in args[1:] if isinstance(arg, str)]
    separators = _separators(session, text, args)
    if any(word not in ("none", "removeemptyentries", "trimentries") for word in words) or "trimentries" in words:
        raise Unknown("the options of a split")
    if len(args) > 1 and isinstance(args[1], Char):
        separators, numbers = [to_text(arg) for arg in args], []
    limit = numbers[0] if numbers else None
    parts = _cut(session, text, separators, limit, remove="removeemptyentries" in words)
    return Array(parts, "String")


def _separators(session: Session, text: str, args: list[object]) -> list[str]:
    if not args or args[0] is None:
        return list(_SPACE)
    given = args[0]
    if isinstance(given, Array):
        found = [to_text(item) for item in given.items]
        return found or list(_SPACE)
    one = to_text(given)
    if session.desktop and one not in text:
        return list(one)
    return [one] if one else []


def _cut(session: Session, text: str, separators: list[str], limit: int | None, *, remove: bool) -> list[str]:
    if limit is not None and (limit < 1 or remove):
        raise Unknown("a split with a count and options")
    separators = [separator for separator in separators if separator]
    parts, at = [], 0
    if all(len(separator) == 1 for separator in separators):
        marks = set(separators)
        places = [(place, 1) for place, char in enumerate(text) if char in marks]
    else:
        places = _places(text, separators)
    session.budget.allow_items(len(places) + 1)
    session.budget.allow(len(text))
    for place, width in places[: None if limit is None else limit - 1]:
        parts.append(text[at:place])
        at = place + width
    parts.append(text[at:])
    return [part for part in parts if part] if remove else parts


def _places(text: str, separators: list[str]) -> list[tuple[int, int]]:
    """Where the separators stand; the first in the list wins at each place."""
    places, at = [], 0
    while at < len(text):
        width = next((len(separator) for separator in separators if text.startswith(separator, at)), 0)
        if width:
            places.append((at, width))
        at += width or 1
    return places


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
