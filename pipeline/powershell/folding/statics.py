"""Static methods and properties of .NET types: a list of what is pure; everything else is unknown."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from . import binary, secrets
from .collation import compare_text, equal_text
from .convert import (
    elements,
    item_text,
    to_bool,
    to_char,
    to_integer,
    to_real,
    to_text,
)
from .encodings import encoding_named, encoding_property
from .format import compose, dotnet_text
from .outcome import Unknown, fail
from .regex_methods import regex_static
from .strings import METHODS as STRING_METHODS
from .values import (
    INTEGER_RANGES,
    Array,
    Char,
    Number,
    number,
    numeric_type,
    numeric_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from .session import Session


def _join(session: Session, args: list[object]) -> object:
    separator = to_text(args[0])
    given = args[1:]
    items = given[0].items if len(given) == 1 and isinstance(given[0], Array) else given
    texts = [dotnet_text(item) for item in items]
    if len(args) == 4 and isinstance(args[1], Array) and numeric_type(args[2]):
        start = to_integer(args[2])
        texts = [to_text(item) for item in args[1].items][start:start + to_integer(args[3])]
    session.budget.allow(sum(map(len, texts)) + len(separator) * len(texts))
    return separator.join(texts)


def _concat(session: Session, args: list[object]) -> object:
    items = args[0].items if len(args) == 1 and isinstance(args[0], Array) else args
    return session.budget.made("".join(dotnet_text(item) for item in items))


def _format(session: Session, args: list[object]) -> object:
    values = args[1].items if len(args) == 2 and isinstance(args[1], Array) else args[1:]
    return compose(to_text(args[0]), list(values), session.budget)


def _new_string(session: Session, args: list[object]) -> object:
    if len(args) == 2:
        count = to_integer(args[1])
        session.budget.allow(count)
        return to_char(args[0]).text * count
    if len(args) == 3 and isinstance(args[0], Array):
        start = to_integer(args[1])
        return "".join(to_char(item).text for item in args[0].items[start:start + to_integer(args[2])])
    return "".join(to_char(item).text for item in elements(args[0]))


def _compare(_: Session, args: list[object]) -> object:
    ignore = len(args) > 2 and (to_bool(args[2]) if isinstance(args[2], bool) else "ignorecase" in to_text(args[2]).lower())
    return compare_text(to_text(args[0]), to_text(args[1]), ignore)


def _string_equals(_: Session, args: list[object]) -> object:
    if len(args) > 2 and "ignorecase" in to_text(args[2]).lower():
        return equal_text(to_text(args[0]), to_text(args[1]), ignore_case=True)
    return to_text(args[0]) == to_text(args[1])


def _reverse(session: Session, args: list[object]) -> object:
    target = args[0]
    if not isinstance(target, Array):
        raise Unknown("a reversed value that is no array")
    session.budget.allow_items(len(target.items))
    if len(args) == 3:
        start = to_integer(args[1])
        end = start + to_integer(args[2])
        target.items[start:end] = target.items[start:end][::-1]
    else:
        target.items.reverse()
    return None


def _index_of(_: Session, args: list[object]) -> object:
    wanted = args[1]
    return next((at for at, item in enumerate(elements(args[0])) if type(item) is type(wanted) and item == wanted), -1)


def _copy(_: Session, args: list[object]) -> object:
    source, target = args[0], args[-2]
    if not isinstance(source, Array) or not isinstance(target, Array) or source.element != target.element:
        raise Unknown("copying between arrays of different types")
    count = to_integer(args[-1])
    start, at = (0, 0) if len(args) == 3 else (to_integer(args[1]), to_integer(args[3]))
    if len(args) == 5:
        target = args[2] if isinstance(args[2], Array) else target
    if start < 0 or at < 0 or count < 0 or start + count > len(source.items) or at + count > len(target.items):
        fail("Source array was not long enough.", "ArgumentException")
    target.items[at:at + count] = source.items[start:start + count]
    return None


def _char_code(_: Session, args: list[object]) -> object:
    code = to_integer(args[0])
    if not 0 <= code <= 0xFFFF:
        raise Unknown("a character beyond U+FFFF")
    return chr(code)


def _char_test(test: Callable[[str], bool]) -> Callable[[Session, list[object]], object]:
    def run(_: Session, args: list[object]) -> object:
        char = to_text(args[0])[to_integer(args[1])] if len(args) > 1 else to_char(args[0]).text
        if not char.isascii():
            raise Unknown("the class of a character beyond ASCII")
        return test(char)
    return run


def _char_case(name: str) -> Callable[[Session, list[object]], object]:
    def run(session: Session, args: list[object]) -> object:
        changed = STRING_METHODS[name][0](session, to_char(args[0]).text, [])
        return Char(ord(str(changed)))
    return run


def _math(name: str) -> Callable[[Session, list[object]], object]:
    def run(_: Session, args: list[object]) -> object:
        kind = numeric_type(args[0])
        if kind == "Decimal" or kind is None:
            raise Unknown("the mathematics of other types")
        value = numeric_value(args[0])
        if name in ("Floor", "Ceiling", "Truncate"):
            return float(getattr(math, name.lower().replace("ceiling", "ceil").replace("truncate", "trunc"))(value))
        if name == "Sqrt":
            return math.sqrt(value) if value >= 0 else math.nan
        return _absolute(value, kind)
    return run


def _absolute(value: float | Decimal, kind: str) -> object:
    if kind in INTEGER_RANGES and value == INTEGER_RANGES[kind][0] < 0:
        fail("Negating the minimum value of a twos complement number is invalid.", "OverflowException")
    return number(kind, abs(value))  # type: ignore[arg-type]


def _round(_: Session, args: list[object]) -> object:
    if len(args) > 2 or (len(args) == 2 and not numeric_type(args[1])) or isinstance(args[0], Decimal):
        raise Unknown("another way of rounding")
    digits = to_integer(args[1]) if len(args) > 1 else 0
    value = to_real(args[0])
    if digits and abs(value) * 10**min(digits, 15) >= 2**52:
        raise Unknown("the rounding of a large number")
    return float(round(value * 10**digits)) / 10**digits if digits else float(round(value))


def _power(_: Session, args: list[object]) -> object:
    base, exponent = to_real(args[0]), to_real(args[1])
    try:
        return math.pow(base, exponent)
    except (OverflowError, ValueError):
        raise Unknown("infinity or not a number") from None


def _extreme(*, largest: bool) -> Callable[[Session, list[object]], object]:
    def run(_: Session, args: list[object]) -> object:
        a, b = args
        if numeric_type(a) is None or numeric_type(a) != numeric_type(b):
            raise Unknown("an extreme of two types")
        return a if (numeric_value(a) >= numeric_value(b)) == largest else b
    return run


def _empty(_: Session, args: list[object]) -> object:
    return args[0] is None or to_text(args[0]) == ""


def _blank(_: Session, args: list[object]) -> object:
    return args[0] is None or not to_text(args[0]).strip()


def _identity(_: Session, args: list[object]) -> object:
    return item_text(args[0])


def _from_utf32(_: Session, args: list[object]) -> object:
    return _char_code(_, args)


STATIC_METHODS: Final[dict[tuple[str, str], Callable[[Session, list[object]], object]]] = {
    ("String", "join"): _join, ("String", "concat"): _concat, ("String", "format"): _format, ("String", "new"): _new_string,
    ("String", "compare"): _compare, ("String", "equals"): _string_equals, ("String", "isnullorempty"): _empty,
    ("String", "isnullorwhitespace"): _blank, ("String", "copy"): _identity, ("String", "intern"): _identity,
    ("Array", "reverse"): _reverse, ("Array", "indexof"): _index_of, ("Array", "copy"): _copy,
    ("Char", "convertfromutf32"): _from_utf32, ("Char", "toupper"): _char_case("toupper"), ("Char", "tolower"): _char_case("tolower"),
    ("Char", "toupperinvariant"): _char_case("toupper"), ("Char", "tolowerinvariant"): _char_case("tolower"),
    ("Char", "isdigit"): _char_test(str.isdigit), ("Char", "isletter"): _char_test(str.isalpha), ("Char", "isupper"): _char_test(str.isupper),
    ("Char", "islower"): _char_test(str.islower), ("Char", "isletterordigit"): _char_test(str.isalnum),
    ("Char", "iswhitespace"): _char_test(lambda char: char in "\t\n\x0b\x0c\r "),
    ("Math", "abs"): _math("Abs"), ("Math", "floor"): _math("Floor"), ("Math", "ceiling"): _math("Ceiling"),
    ("Math", "truncate"): _math("Truncate"), ("Math", "sqrt"): _math("Sqrt"), ("Math", "round"): _round, ("Math", "pow"): _power,
    ("Math", "max"): _extreme(largest=True), ("Math", "min"): _extreme(largest=False),
    ("Text.Encoding", "getencoding"): lambda _, args: encoding_named(item_text(args[0])),
    **binary.STATIC_METHODS, **secrets.STATIC_METHODS,
}


_ARGUMENTS: Final[dict[tuple[str, str], tuple[int, int]]] = {
    ("String", "join"): (2, 99), ("String", "concat"): (1, 99), ("String", "format"): (1, 99), ("String", "new"): (1, 3),
    ("String", "compare"): (2, 3), ("String", "equals"): (2, 3), ("Array", "reverse"): (1, 3), ("Array", "indexof"): (2, 2),
    ("Array", "copy"): (3, 5), ("Math", "round"): (1, 2), ("Math", "pow"): (2, 2), ("Math", "max"): (2, 2), ("Math", "min"): (2, 2),
    **{("Char", name): (1, 2) for name in ("isdigit", "isletter", "isupper", "islower", "isletterordigit", "iswhitespace")},
    **binary.ARGUMENTS, **secrets.ARGUMENTS,
}
"""The least and the most arguments of those methods that do not take exactly one."""


def call_static(session: Session, name: str, method: str, args: list[object]) -> object:
    """`[name]::method(args)`."""
    found = STATIC_METHODS.get((name, method))
    least, most = _ARGUMENTS.get((name, method), (1, 1))
    try:
        if found is not None and least <= len(args) <= most:
            return found(session, args)
        if name == "Text.RegularExpressions.Regex":
            return regex_static(session, method, args)
        if name in INTEGER_RANGES and method == "parse" and len(args) <= 2:
            return _parse(name, args)
    except (IndexError, ValueError, OverflowError):  # too few arguments, too many, or one out of range
        raise Unknown(f"[{name}]::{method} with such arguments") from None
    raise Unknown(f"[{name}]::{method}()")


def _parse(kind: str, args: list[object]) -> object:
    text = to_text(args[0]).strip()
    if len(args) == 2:
        if to_text(args[1]).lower() not in ("hexnumber", "allowhexspecifier", "hex", "515"):
            raise Unknown("a number in another style")
        return number(kind, binary.integer_in_base(text, 16, kind))
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 40:
        fail("Input string was not in a correct format.", "FormatException")
    return number(kind, to_integer(Number("BigInteger", int(text)), kind))


_CONSTANTS: Final[dict[tuple[str, str], object]] = {
    ("String", "empty"): "", ("Char", "maxvalue"): Char(0xFFFF), ("Char", "minvalue"): Char(0), ("Math", "pi"): math.pi, ("Math", "e"): math.e,
    ("IntPtr", "zero"): 0,
    **{(kind, "maxvalue"): number(kind, high) for kind, (_, high) in INTEGER_RANGES.items()},
    **{(kind, "minvalue"): number(kind, low) for kind, (low, _) in INTEGER_RANGES.items()},
}
ENUMERATIONS: Final = frozenset({
    "IO.Compression.CompressionMode", "IO.SeekOrigin", "StringComparison", "StringSplitOptions", "Text.RegularExpressions.RegexOptions",
    "Security.Cryptography.CipherMode", "Security.Cryptography.PaddingMode", "Security.Cryptography.CryptoStreamMode",
    "Globalization.NumberStyles", "Base64FormattingOptions", "Text.NormalizationForm",
})
"""Enumerations whose members are told by their names alone: as arguments they mean what the text would."""


def static_property(name: str, member: str) -> object:
    """`[name]::member`."""
    key = (name, member.lower())
    if key in _CONSTANTS:
        return _CONSTANTS[key]
    if name in ENUMERATIONS:
        return member
    if name.startswith("Text.") and name.endswith("Encoding"):
        encoding = encoding_property(member)
        if encoding is not None:
            return encoding
    raise Unknown(f"[{name}]::{member}")

