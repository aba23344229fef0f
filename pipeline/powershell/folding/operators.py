"""Unary and binary operators by the kind of their token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .arithmetic import (
    add,
    bitwise,
    calculate,
    complement,
    multiply,
    negate,
    plus,
    shift,
)
from .comparison import as_type, compare, contains, is_type
from .convert import elements, item_text, to_bool, to_integer, to_text
from .format import compose
from .outcome import Unknown, fail
from .pattern import admit, compile_pattern
from .replace import (
    like,
    match_value,
    options_of,
    replace,
    replace_with,
    split,
)
from .types import resolve
from .values import (
    Array,
    Char,
    Hashtable,
    List,
    Match,
    Regex,
    ScriptBlock,
    Type,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from .evaluate import Evaluator


def binary(evaluator: Evaluator, operator: str, left: object, right: object) -> object:
    """`left operator right`; the short-circuit operators are the evaluator's."""
    return _BINARY[operator](evaluator, operator, left, right)


def _plus(evaluator: Evaluator, _: str, left: object, right: object) -> object:
    if isinstance(left, str):
        right = evaluator.text_of(right)
    return add(left, right, evaluator.budget)


def _times(evaluator: Evaluator, _: str, left: object, right: object) -> object:
    return multiply(left, right, evaluator.budget)


def _arithmetic(_: Evaluator, operator: str, left: object, right: object) -> object:
    return calculate({"Minus": "-", "Divide": "/", "Rem": "%"}[operator], left, right)


def _format(evaluator: Evaluator, _: str, left: object, right: object) -> object:
    values = right.items if isinstance(right, Array) and right.element in ("Object", "String") and not isinstance(right, List) else [right]
    return compose(to_text(left), list(values), evaluator.budget)


def _range(evaluator: Evaluator, _: str, left: object, right: object) -> object:
    """Numbers up or down, or characters where both ends are one."""
    ends = [_single_character(left), _single_character(right)]
    if None not in ends:
        if any(str(end).isdigit() and isinstance(value, str) for end, value in zip(ends, (left, right), strict=True)):
            raise Unknown("a range of digits in quotes")
        first, last = (ord(str(end)) for end in ends)
        return Array([Char(code) for code in _steps(evaluator, first, last)])
    return Array(_steps(evaluator, to_integer(left), to_integer(right)))


def _steps(evaluator: Evaluator, first: int, last: int) -> range:
    evaluator.budget.allow_items(abs(last - first) * 4)
    return range(first, last + 1) if first <= last else range(first, last - 1, -1)


def _single_character(value: object) -> str | None:
    if isinstance(value, Char):
        return value.text
    return value if isinstance(value, str) and len(value) == 1 else None


def _join(evaluator: Evaluator, _: str, left: object, right: object) -> object:
    texts = [item_text(item) for item in elements(left)]
    separator = to_text(right)
    evaluator.budget.allow(sum(map(len, texts)) + len(separator) * len(texts))
    return separator.join(texts)


def _split(evaluator: Evaluator, operator: str, left: object, right: object) -> object:
    """Pattern, then the most pieces, then options; each text of an array is split."""
    pattern, *rest = elements(right) or [""]
    limit = to_integer(rest[0]) if rest else 0
    words = to_text(rest[1]) if len(rest) > 1 else ""
    if isinstance(pattern, ScriptBlock) or limit < 0 or len(rest) > 2:
        raise Unknown("a split by a script block, or from the right")
    simple = "simplematch" in words.lower()
    letters = "" if simple else options_of(words)[0] if words else ""
    ignore = operator == "Isplit" if not words else "ignorecase" in words.lower()
    text = to_text(pattern)
    compiled = compile_pattern(_literal(text) if simple else text, ignore_case=ignore, options=letters.replace("i", ""))
    out: list[object] = []
    for item in elements(left) or [""]:
        out += split(item_text(item), compiled, limit, evaluator.budget)
    return Array(out, "String")


def _literal(text: str) -> str:
    return "".join(char if char.isalnum() or char in "_ \t" else f"\\{char}" for char in text)


def _replace(evaluator: Evaluator, operator: str, left: object, right: object) -> object:
    given = elements(right) if isinstance(right, Array) else [right]
    if len(given) > 2:
        fail("The -ireplace operator allows only two elements to follow it.")
    pattern = compile_pattern(_pattern_text(given[0] if given else ""), ignore_case=operator == "Ireplace")
    new = given[1] if len(given) > 1 else ""

    def one(item: object) -> str:
        text = item_text(item)
        if isinstance(new, ScriptBlock):
            return replace_with(text, pattern, lambda match: evaluator.text_of(_collapsed(evaluator.call(new, match))), evaluator.budget)
        return replace(text, pattern, evaluator.text_of(new), evaluator.budget)

    return Array([one(item) for item in left.items]) if isinstance(left, Array) else one(left)


def _pattern_text(value: object) -> str:
    return value.pattern if isinstance(value, Regex) else to_text(value)


def _collapsed(items: list[object]) -> object:
    return items[0] if len(items) == 1 else Array(items)


def _match(evaluator: Evaluator, operator: str, left: object, right: object) -> object:
    pattern = compile_pattern(_pattern_text(right), ignore_case=operator[0] == "I")
    wanted = "not" not in operator
    if isinstance(left, Array):
        return Array([
            item for item in left.items if bool(admit(pattern, item_text(item), evaluator.budget).search(item_text(item))) == wanted
        ])
    text = to_text(left)
    found = admit(pattern, text, evaluator.budget).search(text)
    if found:
        evaluator.assign_matches(match_value(found, pattern))
    return bool(found) == wanted


def matches_table(match: Match) -> Hashtable:
    """`$Matches` after a match."""
    table = Hashtable()
    for at, text in enumerate(match.groups):
        name = next((name for name, index in match.names.items() if index == at), None)
        if text is not None:
            table.set(at if name is None else name, text)
    return table


def _like(evaluator: Evaluator, operator: str, left: object, right: object) -> object:
    ignore, wanted, wildcard = operator[0] == "I", "not" not in operator, to_text(right)

    def test(item: object) -> bool:
        return like(item_text(item), wildcard, ignore, evaluator.budget) == wanted

    return Array([item for item in left.items if test(item)]) if isinstance(left, Array) else test(left)


def _compare(evaluator: Evaluator, operator: str, left: object, right: object) -> object:
    return compare(operator, left, right, evaluator.budget)


def _contains(evaluator: Evaluator, operator: str, left: object, right: object) -> object:
    name = operator[1:].removeprefix("not")
    if name == "in":
        left, right = right, left
    return contains(left, right, operator[0] == "I", evaluator.budget) == (name == operator[1:])


def _bits(_: Evaluator, operator: str, left: object, right: object) -> object:
    return bitwise(operator, left, right)


def _shift(_: Evaluator, operator: str, left: object, right: object) -> object:
    return shift(operator, left, right)


def _is(_: Evaluator, operator: str, left: object, right: object) -> object:
    return is_type(left, right) == (operator == "Is")


def _as(evaluator: Evaluator, _: str, left: object, right: object) -> object:
    wanted = right.name if isinstance(right, Type) else resolve(item_text(right))
    return as_type(left, wanted, evaluator.cast)


def _xor(_: Evaluator, __: str, left: object, right: object) -> object:
    return to_bool(left) != to_bool(right)


_BINARY: Final[dict[str, Callable[[Evaluator, str, object, object], object]]] = {
    "Plus": _plus, "Minus": _arithmetic, "Multiply": _times, "Divide": _arithmetic, "Rem": _arithmetic, "Format": _format, "DotDot": _range,
    "Join": _join, "Xor": _xor, "Is": _is, "IsNot": _is, "As": _as, "Shl": _shift, "Shr": _shift,
    **dict.fromkeys(("Band", "Bor", "Bxor"), _bits),
    **dict.fromkeys((case + name for case in "IC" for name in ("eq", "ne", "lt", "le", "gt", "ge")), _compare),
    **dict.fromkeys((case + name for case in "IC" for name in ("contains", "notcontains", "in", "notin")), _contains),
    **dict.fromkeys((case + name for case in "IC" for name in ("like", "notlike")), _like),
    **dict.fromkeys((case + name for case in "IC" for name in ("match", "notmatch")), _match),
    "Ireplace": _replace, "Creplace": _replace, "Isplit": _split, "Csplit": _split,
}


def unary(evaluator: Evaluator, operator: str, value: object) -> object:
    """`operator value`; what changes a variable is the evaluator's."""
    if operator in ("Not", "Exclaim"):
        return not to_bool(value)
    if operator == "Minus":
        return negate(value)
    if operator == "Plus":
        return plus(value)
    if operator == "Bnot":
        return complement(value)
    if operator == "Join":
        return _join(evaluator, operator, value, "")
    if operator == "Comma":
        return Array([value])
    if operator in ("Isplit", "Csplit"):
        return _split_words(evaluator, value)
    raise Unknown(f"the operator {operator}")


def _split_words(evaluator: Evaluator, value: object) -> object:
    words = compile_pattern(r"\s+", ignore_case=True)
    out: list[object] = []
    for item in elements(value) or [""]:
        out += split(item_text(item).strip(), words, 0, evaluator.budget)
    return Array(out, "String")
