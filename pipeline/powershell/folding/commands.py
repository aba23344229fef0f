"""The commands without side effects: they filter, order, convert and look up what is constant."""

from __future__ import annotations

import json
from functools import cmp_to_key
from typing import TYPE_CHECKING, Final

from . import providers
from .binary import bytes_of
from .collation import equal_text
from .comparison import compare, equal, order
from .construct import construct
from .convert import elements, item_text, to_bool, to_integer, to_text
from .functions import arguments_of
from .members import invoke, member
from .numbers import fits
from .outcome import Unknown
from .secrets import secure_string
from .types import resolve
from .values import (
    Array,
    CustomObject,
    Hashtable,
    Number,
    ScriptBlock,
    SecureString,
    numeric_type,
    utf16,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.powershell.nodes import CommandAst

    from .evaluate import Evaluator
    from .outcome import Budget


def _blocks(values: list[object]) -> list[ScriptBlock]:
    found = [item for value in values for item in elements(value)]
    if not all(isinstance(item, ScriptBlock) for item in found):
        raise Unknown("what is no script block")
    return found  # type: ignore[return-value]


def _for_each(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`ForEach-Object`: script blocks, or the name of a member."""
    named, positional = arguments_of(evaluator, node, {
        "begin": False, "process": False, "end": False, "inputobject": False, "membername": False, "argumentlist": False,
        "remainingscripts": False, "parallel": False,
    })
    if "parallel" in named:
        raise Unknown("a parallel loop")
    items = elements(named["inputobject"]) if "inputobject" in named else piped or []
    name = named.get("membername")
    if name is None and positional and not isinstance(positional[0], ScriptBlock | Array):
        name = positional.pop(0)
    if name is not None:
        return _each_member(evaluator, items, to_text(name), elements(named.get("argumentlist")) or positional)
    begin, process, end = _three(named, positional)
    out: list[object] = []
    for block in begin:
        out += evaluator.call(block, None)
    for item in list(items):
        for block in process:
            out += _in_loop(evaluator, block, item)
    for block in end:
        out += evaluator.call(block, None)
    return out


def _in_loop(evaluator: Evaluator, block: ScriptBlock, item: object) -> list[object]:
    evaluator.budget.spend()
    return evaluator.call(block, item)


def _three(named: dict[str, object], positional: list[object]) -> tuple[list[ScriptBlock], list[ScriptBlock], list[ScriptBlock]]:
    """The blocks of begin, process and end: without names, the first of three or more begins and the last ends."""
    begin, end = _blocks([named.get("begin")]), _blocks([named.get("end")])
    process = _blocks([named.get("process"), named.get("remainingscripts"), *positional])
    if "begin" not in named and len(process) > 1:
        begin = [process.pop(0)]
        if "end" not in named and len(process) > 1:
            end = [process.pop()]
    return begin, process, end


def _each_member(evaluator: Evaluator, items: list[object], name: str, args: list[object]) -> list[object]:
    out: list[object] = []
    for item in items:
        evaluator.budget.spend()
        try:
            value = member(evaluator, item, name.lower()) if not args else None
        except Unknown:
            value = None
        if value is None:
            value = evaluator.budget.made(invoke(evaluator, item, name.lower(), args))
        out += value.items if isinstance(value, Array) else [value]
    return out


_COMPARISONS: Final = {
    **{case + name: ("C" if case == "c" else "I") + name for case in ("", "c", "i") for name in ("eq", "ne", "lt", "le", "gt", "ge")},
}


def _where(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`Where-Object` with a script block, or with a member and an operator."""
    named, positional = arguments_of(evaluator, node, {
        "filterscript": False, "inputobject": False, "property": False, "value": False, **dict.fromkeys(_COMPARISONS, False),
    })
    items = elements(named["inputobject"]) if "inputobject" in named else piped or []
    test = named.get("filterscript") or (positional[0] if positional else None)
    if isinstance(test, ScriptBlock):
        return [item for item in list(items) if to_bool(Array(_in_loop(evaluator, test, item)))]
    operator = next((name for name in _COMPARISONS if name in named), None)
    name = to_text(named.get("property") or test)
    if operator is None:
        return [item for item in items if to_bool(member(evaluator, item, name.lower()))]
    wanted = named[operator]
    return [
        item for item in items
        if to_bool(compare(_COMPARISONS[operator], member(evaluator, item, name.lower()), wanted, evaluator.budget))
    ]


def _select(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`Select-Object` where it takes away; one that makes new objects is unknown."""
    named, positional = arguments_of(evaluator, node, {
        "first": False, "last": False, "skip": False, "skiplast": False, "index": False, "expandproperty": False, "unique": True,
        "inputobject": False, "property": False, "wait": True,
    })
    if positional or "property" in named:
        raise Unknown("chosen properties")
    items = list(elements(named["inputobject"]) if "inputobject" in named else piped or [])
    if "unique" in named:
        items = _unique(items, evaluator.budget)
    if "index" in named:
        items = [items[to_integer(at)] for at in elements(named["index"]) if 0 <= to_integer(at) < len(items)]
    items = _part(items, named)
    if "expandproperty" in named:
        name = to_text(named["expandproperty"]).lower()
        items = [each for item in items for each in elements(member(evaluator, item, name))]
    return items


def _unique(items: list[object], budget: Budget) -> list[object]:
    kept: list[object] = []
    for item in items:
        if len(kept) > 500:
            raise Unknown("more than 500 different items")
        for other in kept:
            budget.compare(other, item)
            if equal(other, item, ignore_case=False):
                break
        else:
            kept.append(item)
    return kept


def _part(items: list[object], named: dict[str, object]) -> list[object]:
    skip = to_integer(named.get("skip"))
    if "last" in named:
        items = items[:len(items) - skip]
        count = to_integer(named["last"])
        return items[-count:] if count else []
    items = items[skip:]
    if "skiplast" in named:
        items = items[:max(0, len(items) - to_integer(named["skiplast"]))]
    return items[:to_integer(named["first"])] if "first" in named else items


def _sort(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`Sort-Object` by value, by a member or by a script block."""
    named, positional = arguments_of(evaluator, node, {
        "descending": True, "unique": True, "property": False, "inputobject": False, "casesensitive": True, "culture": False,
    })
    items = list(elements(named["inputobject"]) if "inputobject" in named else piped or [])
    by = named.get("property", positional[0] if positional else None)
    if isinstance(by, Array | Hashtable) or "culture" in named or len(items) > 20_000:
        raise Unknown("a sort by several properties")
    keys = [_sort_key(evaluator, item, by) for item in items]
    if {numeric_type(key) is None for key in keys} == {True, False}:
        raise Unknown("a sort of different types")
    sensitive = "casesensitive" in named

    def compared(a: int, b: int) -> int:
        evaluator.budget.compare(keys[a], keys[b])
        return order(keys[a], keys[b], not sensitive)

    places = sorted(range(len(items)), key=cmp_to_key(compared), reverse="descending" in named)
    if "unique" in named:
        places = [at for rank, at in enumerate(places) if rank == 0 or order(keys[places[rank - 1]], keys[at], not sensitive) != 0]
    return [items[at] for at in places]


def _sort_key(evaluator: Evaluator, item: object, by: object) -> object:
    if by is None:
        return item
    if isinstance(by, ScriptBlock):
        found = evaluator.call(by, item)
        return found[0] if len(found) == 1 else None
    return member(evaluator, item, to_text(by).lower())


def _write(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`Write-Output`."""
    named, positional = arguments_of(evaluator, node, {"inputobject": False, "noenumerate": True})
    given = [named["inputobject"]] if "inputobject" in named else positional or piped or []
    return [each for value in given for each in ([value] if "noenumerate" in named else elements(value) if value is not None else [None])]


def _out_string(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    named, _ = arguments_of(evaluator, node, {"inputobject": False, "stream": True, "nonewline": True, "width": False})
    items = elements(named["inputobject"]) if "inputobject" in named else piped or []
    if not all(isinstance(item, str) or numeric_type(item) for item in items) or "width" in named:
        raise Unknown("an object as it is shown")
    texts = [item_text(item) for item in items]
    if "stream" in named:
        return list(texts)
    newline = "" if "nonewline" in named else evaluator.host.newline
    return ["".join(text + newline for text in texts)]


def _nowhere(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    del evaluator, node, piped
    return []


def _new_object(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`New-Object`: its arguments may stand in one array or be the rest of the command."""
    del piped
    named, positional = arguments_of(evaluator, node, {"typename": False, "argumentlist": False, "property": False, "comobject": False})
    if "comobject" in named or "property" in named:
        raise Unknown("an object with properties")
    name = to_text(named.get("typename", positional.pop(0) if positional else None))
    given = named["argumentlist"] if "argumentlist" in named else positional[0] if positional else None
    if len(positional) > 1:
        raise Unknown("New-Object with further arguments")
    args = list(given.items) if isinstance(given, Array) and given.element == "Object" else [] if given is None else [given]
    return [construct(evaluator, resolve(name, evaluator.namespaces), args)]


def _secure_string(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    named, positional = arguments_of(evaluator, node, {
        "string": False, "key": False, "securekey": False, "asplaintext": True, "force": True,
    })
    text = to_text(named["string"] if "string" in named else positional[0] if positional else piped[0] if piped else None)
    if "asplaintext" in named:
        return [SecureString(text)]
    if "securekey" in named:
        secret = named["securekey"]
        if not isinstance(secret, SecureString):
            raise Unknown("a key that is no secure string")
        key = secret.text.encode("utf-16-le", "surrogatepass")
    elif "key" in named:
        key = bytes_of(named["key"])
    else:
        raise Unknown("a secret protected by the account of a user")
    return [secure_string(text, key, evaluator.budget)]


def _join_string(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    named, positional = arguments_of(evaluator, node, {
        "separator": False, "property": False, "outputprefix": False, "outputsuffix": False, "singlequote": True, "doublequote": True,
    })
    by = named.get("property", positional[0] if positional else None)
    if isinstance(by, ScriptBlock):
        texts = [item_text(each) for item in piped or [] for each in evaluator.call(by, item)]
    else:
        texts = [item_text(item if by is None else member(evaluator, item, to_text(by).lower())) for item in piped or []]
    quote = "'" if "singlequote" in named else '"' if "doublequote" in named else ""
    separator = to_text(named.get("separator"))
    joined = separator.join(f"{quote}{text}{quote}" for text in texts)
    return [evaluator.budget.made(f"{to_text(named.get('outputprefix'))}{joined}{to_text(named.get('outputsuffix'))}")]


def _from_secure(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    """`ConvertFrom-SecureString -AsPlainText`."""
    named, positional = arguments_of(evaluator, node, {"securestring": False, "asplaintext": True, "key": False, "securekey": False})
    secret = named.get("securestring", positional[0] if positional else piped[0] if piped else None)
    if "asplaintext" not in named or not isinstance(secret, SecureString):
        raise Unknown("an exported secure string")
    return [secret.text]


def _from_json(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    named, positional = arguments_of(evaluator, node, {"inputobject": False, "ashashtable": True, "depth": False, "noenumerate": True})
    given = named.get("inputobject", positional[0] if positional else None)
    text = to_text(given) if given is not None else "\n".join(to_text(each) for each in piped or [])
    evaluator.budget.allow(len(text))
    try:
        return elements(_of_json(json.loads(text)))
    except (ValueError, RecursionError):
        raise Unknown("text that is no JSON") from None


def _of_json(value: object) -> object:
    """Objects, lists, and whole numbers as 64 bits."""
    if isinstance(value, dict):
        return CustomObject({key: _of_json(each) for key, each in value.items()})
    if isinstance(value, list):
        return Array([_of_json(each) for each in value])
    if isinstance(value, int) and not isinstance(value, bool):
        return Number("Int64", value) if fits(value, "Int64") else float(value)
    return utf16(value) if isinstance(value, str) else value


def _get_unique(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    del node
    kept: list[object] = []
    for item in piped or []:
        evaluator.budget.compare(item, None)
        if not kept or not equal_text(item_text(kept[-1]), item_text(item), ignore_case=False):
            kept.append(item)
    return kept


HANDLERS: Final[dict[str, Callable[[Evaluator, CommandAst, list[object] | None], list[object]]]] = {
    "foreach-object": _for_each, "where-object": _where, "select-object": _select, "sort-object": _sort, "write-output": _write,
    "out-string": _out_string, "out-null": _nowhere, "write-verbose": _nowhere, "write-debug": _nowhere, "new-object": _new_object,
    "convertto-securestring": _secure_string, "join-string": _join_string, "get-unique": _get_unique, "convertfrom-securestring": _from_secure,
    "convertfrom-json": _from_json,
    **providers.HANDLERS,
}
