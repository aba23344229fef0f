"""Values as PowerShell has them.

`None`, `bool`, `str`, `int` (an Int32), `float` (a Double) and `Decimal` stand for themselves; the rest has a class here. A string is kept as
UTF-16: a character beyond U+FFFF is two surrogates, so that lengths, indexes and reversals are .NET's.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.powershell.nodes import ScriptBlockAst


class Char(NamedTuple):
    """A UTF-16 unit."""

    code: int

    @property
    def text(self) -> str:
        """The string of this one character."""
        return chr(self.code)


class Number(NamedTuple):
    """A number of a type that Python has no name for: the integers but Int32, Single and BigInteger."""

    type: str
    value: int | float


class Array:
    """An array with elements of one type, such as `Object`, `Byte` or `Char`."""

    __slots__ = ("element", "items")

    def __init__(self, items: Iterable[object], element: str = "Object") -> None:
        self.items = list(items)
        self.element = element


class List(Array):
    """An ArrayList or a generic list: an array that grows; `name` is its .NET type."""

    __slots__ = ("name",)

    def __init__(self, items: Iterable[object], element: str = "Object", name: str = "System.Collections.ArrayList") -> None:
        super().__init__(items, element)
        self.name = name


class Hashtable:
    """A table whose text keys ignore case; `ordered` keeps the order of its text, otherwise no order is known."""

    __slots__ = ("entries", "ordered")

    def __init__(self, ordered: bool = False) -> None:
        self.entries: dict[object, tuple[object, object]] = {}
        self.ordered = ordered

    def set(self, key: object, value: object) -> None:
        """Put a value under a key."""
        self.entries[self.fold(key)] = (key, value)

    def get(self, key: object) -> object:
        """The value under a key, None when there is none."""
        return self.entries.get(self.fold(key), (None, None))[1]

    @staticmethod
    def fold(key: object) -> object:
        """The key as it is compared."""
        return key.casefold() if isinstance(key, str) else (type_name(key), key)


class Type(NamedTuple):
    """A .NET type by its full name, as `types.resolve` gives it."""

    name: str


class ScriptBlock:
    """Code as a value; `text` is the script that its extents count in."""

    __slots__ = ("ast", "text")

    def __init__(self, ast: ScriptBlockAst, text: str) -> None:
        self.ast = ast
        self.text = text


class Method(NamedTuple):
    """A method that was named and not called; `text` is what it says of itself, where that is known."""

    target: object
    name: str
    text: str | None = None


class Encoding(NamedTuple):
    """A text encoding by its .NET name, such as `UTF8`; `mark` says whether its preamble is written."""

    name: str
    mark: bool = False


class Match:
    """What `[regex]::Match` found: the text, its place, and the groups by number and name (None where a group took no part)."""

    __slots__ = ("groups", "index", "names", "value")

    def __init__(self, value: str, index: int, groups: list[str | None], names: dict[str, int]) -> None:
        self.value = value
        self.index = index
        self.groups = groups
        self.names = names


class Regex(NamedTuple):
    """A regular expression that was made ahead of its use."""

    pattern: str
    ignore_case: bool
    right_to_left: bool = False


class StringBuilder:
    """A text that grows."""

    __slots__ = ("parts", "size")

    def __init__(self, text: str = "") -> None:
        self.parts = [text]
        self.size = len(text)

    def append(self, text: str) -> None:
        """Put text at the end."""
        self.parts.append(text)
        self.size += len(text)

    @property
    def text(self) -> str:
        """All of it."""
        self.parts = ["".join(self.parts)]
        return self.parts[0]


class SecureString(NamedTuple):
    """A secret whose text is known, because its key stands in the script."""

    text: str


class Pointer(NamedTuple):
    """Unmanaged memory that holds the text of a secure string; `unit` is its encoding: `BSTR`, `Unicode` or `Ansi`."""

    text: str
    unit: str


class CustomObject:
    """A `[pscustomobject]`, or any object of which only some properties matter; `name` is its .NET type."""

    __slots__ = ("name", "properties")

    def __init__(self, properties: dict[str, object], name: str = "System.Management.Automation.PSCustomObject") -> None:
        self.properties = properties
        self.name = name


class Nothing:
    """What a call without a result leaves: as a value it is `$null`, in a pipeline it is not there."""


NOTHING: Final = Nothing()
UNKNOWN: Final = object()
"""Stands for a variable that was assigned something unknown, and for what a statement put out that could not be run."""

INTEGER_RANGES: Final[dict[str, tuple[int, int]]] = {
    "SByte": (-(2**7), 2**7 - 1),
    "Byte": (0, 2**8 - 1),
    "Int16": (-(2**15), 2**15 - 1),
    "UInt16": (0, 2**16 - 1),
    "Int32": (-(2**31), 2**31 - 1),
    "UInt32": (0, 2**32 - 1),
    "Int64": (-(2**63), 2**63 - 1),
    "UInt64": (0, 2**64 - 1),
}
"""The least and the greatest value of each integer type."""

_CLASSES: Final[dict[type, str]] = {
    bool: "Boolean",
    str: "String",
    int: "Int32",
    float: "Double",
    Decimal: "Decimal",
    Char: "Char",
}
_OTHER: Final[dict[type, str]] = {
    ScriptBlock: "System.Management.Automation.ScriptBlock",
    Match: "System.Text.RegularExpressions.Match",
    Regex: "System.Text.RegularExpressions.Regex",
    StringBuilder: "System.Text.StringBuilder",
    SecureString: "System.Security.SecureString",
    Pointer: "System.IntPtr",
    Type: "System.RuntimeType",
}

BYTES: Final = tuple(Number("Byte", value) for value in range(256))
"""One object for each byte there is."""

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")


_CHARS: Final = tuple(Char(code) for code in range(256))


def character(code: int) -> Char:
    """A character by its code; the frequent ones are shared, for texts become arrays of millions of them."""
    return _CHARS[code] if code < 256 else Char(code)


def characters(text: str) -> Array:
    """A text as `[char[]]`."""
    return Array([character(ord(char)) for char in text], "Char")


def number(kind: str, value: float | Decimal) -> object:
    """A number of a type, which its value must fit."""
    if kind == "Int32":
        return int(value)
    if kind == "Double":
        return float(value)
    if kind == "Decimal":
        return Decimal(value)
    return Number(kind, value)  # type: ignore[arg-type]


def byte_array(data: bytes | bytearray) -> Array:
    """Bytes as `[byte[]]`."""
    return Array([BYTES[value] for value in data], "Byte")


def numeric_type(value: object) -> str | None:
    """The type of a number, of a Boolean or of a Char (what .NET calls primitive, and Decimal); None of anything else."""
    if isinstance(value, Number):
        return value.type
    name = _CLASSES.get(value.__class__)
    return None if name == "String" else name


def numeric_value(value: object) -> int | float | Decimal:
    """What a primitive counts as."""
    if isinstance(value, Number):
        return value.value
    if isinstance(value, Char):
        return value.code
    return int(value) if isinstance(value, bool) else value  # type: ignore[return-value]


def type_name(value: object) -> str:
    """The full .NET name of a value's type; `null` of nothing."""
    if value is None:
        return "null"
    if isinstance(value, List):
        return value.name
    if isinstance(value, Array):
        return f"{element_name(value.element)}[]"
    if isinstance(value, Number):
        return "System.Numerics.BigInteger" if value.type == "BigInteger" else f"System.{value.type}"
    if isinstance(value, Hashtable):
        return "System.Collections.Specialized.OrderedDictionary" if value.ordered else "System.Collections.Hashtable"
    if isinstance(value, CustomObject):
        return value.name
    simple = _CLASSES.get(value.__class__)
    return f"System.{simple}" if simple else _OTHER.get(value.__class__, "")


def element_name(element: str) -> str:
    """The full name of an array's element type."""
    return element if "." in element else f"System.{element}"


def utf16(text: str) -> str:
    """Python's text with every character beyond U+FFFF as two surrogates."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    return _ASTRAL.sub(lambda found: _surrogates(ord(found[0])), text)


def _surrogates(code: int) -> str:
    return chr(0xD7C0 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))


def code_points(text: str) -> str:
    """The opposite of `utf16`; surrogates without a partner stay."""
    if text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
