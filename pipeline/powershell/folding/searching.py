"""The methods of strings that look for something: `IndexOf`, `Contains`, `Split` and their relatives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .convert import elements, to_integer, to_text
from .outcome import Unknown, fail
from .values import Array, Char, numeric_type

if TYPE_CHECKING:
    from .session import Session

WHITE: Final = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""What .NET takes for white space."""


def check_range(text: str, start: int, length: int) -> None:
    """End with an error where a part does not lie in a text."""
    if start < 0 or length < 0 or start + length > len(text):
        fail("Index and length must refer to a location within the string.", "ArgumentOutOfRangeException")


def characters_of(args: list[object]) -> str:
    """The characters that a method was given, one by one or in arrays."""
    return "".join(to_text(item) for arg in args for item in elements(arg))



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
    check_range(text, start, length)
    return start, start + length


def last_index_of(_: Session, text: str, args: list[object]) -> object:
    if len(args) > 1 and numeric_type(args[1]):
        raise Unknown("a backward search from a place")
    wanted = _ordinal(text, args[0], args)
    return text.rfind(wanted) if wanted else len(text)


def index_of_any(_: Session, text: str, args: list[object]) -> object:
    wanted = characters_of(args[:1])
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
        return list(WHITE)
    given = args[0]
    if isinstance(given, Array):
        found = [to_text(item) for item in given.items]
        return found or list(WHITE)
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
