"""Indexing, slices, assignments to elements, and the methods and properties of arrays, lists and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .convert import to_bool, to_integer, to_kind, to_text
from .outcome import Unknown, fail
from .values import (
    Array,
    CustomObject,
    Hashtable,
    List,
    Match,
    ScriptBlock,
    character,
    numeric_type,
    type_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from .session import Session


def index(target: object, position: object, session: Session) -> object:
    """`target[position]`; several positions give an array, which leaves out what an array does not have."""
    if target is None:
        fail("Cannot index into a null array.")
    if isinstance(target, Hashtable):
        return _entry(target, position)
    if isinstance(target, Match):
        return group(target, position)
    if not isinstance(target, str | Array):
        return _single(target, position)
    length = len(target) if isinstance(target, str) else len(target.items)
    if isinstance(position, Array):
        session.budget.allow_items(len(position.items))
        items = [_at(target, each, length) for each in position.items]
        if isinstance(target, str):
            return Array([None if item is _MISSING else item for item in items])
        return Array([item for item in items if item is not _MISSING])
    item = _at(target, position, length)
    return None if item is _MISSING else item


_MISSING: Final = object()


def _at(target: str | Array, position: object, length: int) -> object:
    if isinstance(position, Array):
        raise Unknown("an array within an index")
    at = position if type(position) is int else to_integer(position)
    if position is None:
        fail("Array index evaluated to null.")
    if at < 0:
        at += length
    if not 0 <= at < length:
        return _MISSING
    return character(ord(target[at])) if isinstance(target, str) else target.items[at]


def _single(target: object, position: object) -> object:
    """A single value answers to its first and its last place."""
    if numeric_type(target) and not isinstance(position, Array) and to_integer(position) in (0, -1):
        return target
    raise Unknown(f"an element of {type_name(target)}")


def _entry(table: Hashtable, position: object) -> object:
    if isinstance(position, Array):
        return Array([_entry(table, each) for each in position.items])
    if table.ordered and numeric_type(position):
        values = [value for _, value in table.entries.values()]
        at = to_integer(position)
        return values[at] if -len(values) <= at < len(values) else None
    return table.get(position)


def group(match: Match, position: object) -> Match:
    """A group of a match by number or name."""
    if numeric_type(position):
        number = to_integer(position)
    else:
        name = to_text(position)
        number = match.names[name] if name in match.names else int(name) if name.isdigit() else len(match.groups)
    text = match.groups[number] if 0 <= number < len(match.groups) else None
    return Match(text or "", -1, [text] if text is not None else [], {})


def assign_element(target: object, position: object, value: object) -> None:
    """`target[position] = value`."""
    if isinstance(target, Hashtable):
        if isinstance(position, Array):
            raise Unknown("an array as a key")
        target.set(position, value)
        return
    if not isinstance(target, Array) or isinstance(position, Array):
        raise Unknown("an assignment to an element")
    at = to_integer(position)
    at += len(target.items) if at < 0 else 0
    if not 0 <= at < len(target.items):
        fail("Index was outside the bounds of the array.", "IndexOutOfRangeException")
    target.items[at] = to_kind(value, target.element) if target.element != "Object" else value


def _for_each(session: Session, items: list[object], args: list[object]) -> object:
    if not isinstance(args[0], ScriptBlock):
        raise Unknown("ForEach() without a script block")
    out: list[object] = []
    for item in items:
        out += session.call(args[0], item, tuple(args[1:]))
    return Array(out)


def _where(session: Session, items: list[object], args: list[object]) -> object:
    block = args[0]
    if not isinstance(block, ScriptBlock) or len(args) > 1:
        raise Unknown("Where() with more than a script block")
    return Array([item for item in items if to_bool(Array(session.call(block, item)))])


def intrinsic(session: Session, value: object, name: str, args: list[object]) -> object:
    """`ForEach()` and `Where()`, which every value has."""
    items = value.items if isinstance(value, Array) else [value]
    return (_for_each if name == "foreach" else _where)(session, items, args)


def array_method(session: Session, target: Array, name: str, args: list[object]) -> object:
    """A method that an array or a list itself has; NotImplemented when each element shall be asked."""
    method = _METHODS.get(name) or (_LIST_METHODS.get(name) if isinstance(target, List) else None)
    if method is None:
        return NotImplemented
    try:
        return method(session, target, args)
    except IndexError:
        raise Unknown(f"{name} with {len(args)} arguments") from None


def _get(_: Session, target: Array, args: list[object]) -> object:
    at = to_integer(args[0])
    if not 0 <= at < len(target.items):
        fail("Index was outside the bounds of the array.", "IndexOutOfRangeException")
    return target.items[at]


def _set(_: Session, target: Array, args: list[object]) -> object:
    assign_element(target, args[1], args[0])
    return None


def _clone(_: Session, target: Array, args: list[object]) -> object:
    del args
    return List(target.items, target.element, target.name) if isinstance(target, List) else Array(target.items, target.element)


def _contains(_: Session, target: Array, args: list[object]) -> object:
    return any(type(item) is type(args[0]) and item == args[0] for item in target.items)


def _position(_: Session, target: Array, args: list[object]) -> object:
    return next((at for at, item in enumerate(target.items) if type(item) is type(args[0]) and item == args[0]), -1)


def _itself(_: Session, target: Array, args: list[object]) -> object:
    del args
    return target


def _text(_: Session, target: Array, args: list[object]) -> object:
    if args:
        raise Unknown("an array in a format")
    return type_name(target)


def _copy_to(_: Session, target: Array, args: list[object]) -> object:
    to, at = args[0], to_integer(args[1]) if len(args) > 1 else 0
    if not isinstance(to, Array) or len(args) > 2 or at < 0 or at + len(target.items) > len(to.items):
        raise Unknown("a copy into another array")
    to.items[at:at + len(target.items)] = [to_kind(item, to.element) for item in target.items]
    return None


def _add(session: Session, target: Array, args: list[object]) -> object:
    session.budget.fits(len(target.items) + 1)
    session.budget.keep(args[0])
    target.items.append(to_kind(args[0], target.element) if target.element != "Object" else args[0])
    return len(target.items) - 1 if target.element == "Object" else None


def _add_range(session: Session, target: Array, args: list[object]) -> object:
    more = args[0].items if isinstance(args[0], Array) else [args[0]]
    session.budget.allow_items(len(target.items) + len(more))
    target.items.extend(to_kind(item, target.element) for item in more)
    return None


def _insert(_: Session, target: Array, args: list[object]) -> object:
    target.items.insert(to_integer(args[0]), args[1])
    return None


def _reverse(_: Session, target: Array, args: list[object]) -> object:
    if args:
        raise Unknown("a part of a list reversed")
    target.items.reverse()
    return None


def _remove_at(_: Session, target: Array, args: list[object]) -> object:
    del target.items[to_integer(args[0])]
    return None


def _clear(_: Session, target: Array, args: list[object]) -> object:
    del args
    target.items.clear()
    return None


def _to_array(_: Session, target: Array, args: list[object]) -> object:
    del args
    return Array(target.items, target.element)


_METHODS: Final[dict[str, Callable[[Session, Array, list[object]], object]]] = {
    "getvalue": _get, "get": _get, "get_item": _get, "setvalue": _set, "clone": _clone, "contains": _contains, "indexof": _position,
    "getenumerator": _itself, "tostring": _text, "copyto": _copy_to, "getlength": lambda _, target, __: len(target.items),
}
_LIST_METHODS: Final[dict[str, Callable[[Session, Array, list[object]], object]]] = {
    "add": _add, "addrange": _add_range, "insert": _insert, "reverse": _reverse, "removeat": _remove_at, "clear": _clear,
    "toarray": _to_array, "item": _get,
}


def table_method(table: Hashtable, name: str, args: list[object]) -> object:
    """A method of a table."""
    if name in ("add", "set_item") and len(args) == 2:
        if name == "add" and Hashtable.fold(args[0]) in table.entries:
            fail("Item has already been added.", "ArgumentException")
        table.set(args[0], args[1])
        return None
    if name in ("containskey", "contains") and len(args) == 1:
        return Hashtable.fold(args[0]) in table.entries
    if name in ("item", "get_item") and len(args) == 1:
        return table.get(args[0])
    if name == "remove" and len(args) == 1:
        table.entries.pop(Hashtable.fold(args[0]), None)
        return None
    if name == "tostring" and not args:
        return type_name(table)
    if name == "getenumerator" and not args:
        return Array(entries(table))
    raise Unknown(f"the method {name} of a table")


def entries(table: Hashtable) -> list[object]:
    """The pairs of a table, where their order is known."""
    if not table.ordered and len(table.entries) > 1:
        raise Unknown("the order of a hash table")
    return [
        CustomObject({"key": key, "name": key, "value": value}, "System.Collections.DictionaryEntry") for key, value in table.entries.values()
    ]


def table_member(table: Hashtable, member: str) -> object:
    """A property of a table, or the value under a key of that name."""
    if Hashtable.fold(member) in table.entries:
        return table.get(member)
    name = member.lower()
    if name == "count":
        return len(table.entries)
    if name in ("keys", "values"):
        if not table.ordered and len(table.entries) > 1:
            raise Unknown("the order of a hash table")
        return Array([key if name == "keys" else value for key, value in table.entries.values()])
    return None
