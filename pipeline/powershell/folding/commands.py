"""The commands that work on what is piped into them, and the table of all commands without side effects."""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING, Final

from . import making, providers
from .collation import equal_text
from .comparison import compare, equal, order
from .convert import elements, item_text, to_bool, to_integer, to_text
from .functions import arguments_of
from .members import invoke, member
from .outcome import Unknown
from .values import (
    Array,
    Hashtable,
    ScriptBlock,
    numeric_type,
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


def _nowhere(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    del evaluator, node, piped
    return []


def _get_unique(evaluator: Evaluator, node: CommandAst, piped: list[object] | None) -> list[object]:
    del node
    kept: list[object] = []
    for item in piped or []:
        evaluator.budget.compare(item, None)
        if not kept or not equal_text(item_text(kept[-1]), item_text(item), ignore_case=False):
            kept.append(item)
    return kept


HANDLERS: Final[dict[str, Callable[[Evaluator, CommandAst, list[object] | None], list[object]]]] = {
    "foreach-object": _for_each, "where-object": _where, "select-object": _select, "sort-object": _sort, "get-unique": _get_unique,
    "write-output": _write, "out-null": _nowhere, "write-verbose": _nowhere, "write-debug": _nowhere,
    **making.HANDLERS, **providers.HANDLERS,
}
