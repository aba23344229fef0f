"""`[Convert]`, `[BitConverter]`, `[Buffer]` and `[Uri]`: between bytes, numbers and text."""

from __future__ import annotations

import base64
import html
import urllib.parse
from typing import TYPE_CHECKING, Final

from .convert import elements, item_text, to_bool, to_char, to_integer, to_real, to_text
from .encodings import base64_bytes
from .format import dotnet_text
from .outcome import Unknown, fail
from .values import (
    INTEGER_RANGES,
    Array,
    Char,
    Number,
    byte_array,
    code_points,
    number,
    numeric_type,
    numeric_value,
    utf16,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from .session import Session

_DIGITS: Final = "0123456789abcdef"
_CONVERSIONS: Final = {
    "tosbyte": "SByte", "tobyte": "Byte", "toint16": "Int16", "touint16": "UInt16", "toint32": "Int32", "touint32": "UInt32",
    "toint64": "Int64", "touint64": "UInt64",
}


def bytes_of(value: object) -> bytes:
    """An argument that is to be an array of bytes."""
    if isinstance(value, str) or value is None:
        raise Unknown("text as bytes")
    items = elements(value)
    if isinstance(value, Array) and value.element == "Byte":
        return bytes([item.value for item in items])  # type: ignore[attr-defined]
    return bytes(to_integer(item, "Byte") for item in items)


def integer_in_base(text: str, base: int, kind: str) -> int:
    """`[Convert]::ToInt32(text, base)`; digits beyond the positive half fill the bits of a signed type."""
    plain = text[2:] if base == 16 and text[:2] in ("0x", "0X") else text
    if base == 10:
        sign, plain = (text[0], text[1:]) if text[:1] in ("+", "-") else ("", text)
        if not plain or plain.strip("0123456789") or len(plain) > 25:
            fail("Could not find any recognizable digits.", "FormatException")
        return to_integer(Number("BigInteger", int(sign + plain)), kind)
    if not plain or plain.lower().strip(_DIGITS[:base]) or len(plain) > 70:
        fail("Could not find any recognizable digits.", "FormatException")
    value = int(plain, base)
    low, high = INTEGER_RANGES[kind]
    if low < 0 and high < value <= 2 * high + 1:
        value -= 2 * (high + 1)
    if not low <= value <= high:
        fail("Value was either too large or too small.", "OverflowException")
    return value


def _to_integer(kind: str) -> Callable[[Session, list[object]], object]:
    def run(_: Session, args: list[object]) -> object:
        value = args[0]
        if len(args) == 2 and numeric_type(args[1]):
            return number(kind, _in_base(value, args[1], kind))
        if len(args) > 1:
            raise Unknown("a conversion in a culture")
        if isinstance(value, str):
            return number(kind, _decimal_text(value, kind))
        if isinstance(value, Char) and kind in ("SByte", "Byte") and value.code > INTEGER_RANGES[kind][1]:
            fail("Value was either too large or too small.", "OverflowException")
        return number(kind, to_integer(value, kind))
    return run


def _in_base(value: object, base: object, kind: str) -> int:
    radix = to_integer(base)
    if radix not in (2, 8, 10, 16):
        fail("Invalid Base.", "ArgumentException")
    return 0 if value is None else integer_in_base(to_text(value), radix, kind)


def _decimal_text(text: str, kind: str) -> int:
    plain = text.strip()
    digits = plain[1:] if plain[:1] in ("+", "-") else plain
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 25:
        fail("Input string was not in a correct format.", "FormatException")
    return to_integer(Number("BigInteger", int(plain)), kind)


def _to_char(_: Session, args: list[object]) -> object:
    if numeric_type(args[0]) in ("Single", "Double", "Decimal", "Boolean"):
        fail("Invalid cast.", "InvalidCastException")
    return to_char(args[0])


def _to_string(_: Session, args: list[object]) -> object:
    if len(args) == 1:
        return dotnet_text(args[0])
    radix = to_integer(args[1])
    value = numeric_value(args[0]) if numeric_type(args[0]) in ("Byte", "Int16", "Int32", "Int64") else None
    if radix not in (2, 8, 10, 16) or not isinstance(value, int):
        raise Unknown("a number in such a base")
    if radix == 10:
        return str(value)
    if value < 0:
        value += 2 * (INTEGER_RANGES[numeric_type(args[0]) or ""][1] + 1)
    return format(value, {2: "b", 8: "o", 16: "x"}[radix])


def _from_base64(session: Session, args: list[object]) -> object:
    text = to_text(args[0])
    session.budget.allow(len(text))
    return byte_array(base64_bytes(text))


def _from_base64_chars(session: Session, args: list[object]) -> object:
    start, count = to_integer(args[1]), to_integer(args[2])
    return _from_base64(session, ["".join(to_char(item).text for item in elements(args[0])[start:start + count])])


def _to_base64(session: Session, args: list[object]) -> object:
    return session.budget.made(base64.b64encode(bytes_of(args[0])).decode())


def _from_hex(_: Session, args: list[object]) -> object:
    text = to_text(args[0])
    if len(text) % 2 or text.lower().strip(_DIGITS):
        fail("The input is not a valid hex string.", "FormatException")
    return byte_array(bytes.fromhex(text))


def _bits_to_text(_: Session, args: list[object]) -> object:
    data = bytes_of(args[0])
    if len(args) > 1:
        start = to_integer(args[1])
        data = data[start:start + to_integer(args[2]) if len(args) > 2 else None]
    return "-".join(f"{byte:02X}" for byte in data)


def _bits_of(_: Session, args: list[object]) -> object:
    kind, value = numeric_type(args[0]), numeric_value(args[0])
    if kind == "Char":
        return byte_array(int(value).to_bytes(2, "little"))
    if kind not in INTEGER_RANGES or kind in ("Byte", "SByte") or not isinstance(value, int):
        raise Unknown("the bytes of other types")
    width = int(kind.lstrip("UInt")) // 8
    return byte_array(value.to_bytes(width, "little", signed=kind.startswith("I")))


def _bits_to_integer(kind: str) -> Callable[[Session, list[object]], object]:
    width = int(kind.lstrip("UInt")) // 8

    def run(_: Session, args: list[object]) -> object:
        data, start = bytes_of(args[0]), to_integer(args[1])
        if start < 0 or start + width > len(data):
            fail("Index was out of range.", "ArgumentOutOfRangeException")
        return number(kind, int.from_bytes(data[start:start + width], "little", signed=kind.startswith("I")))
    return run


def _block_copy(_: Session, args: list[object]) -> object:
    source, start, target, at, count = args
    if not (isinstance(source, Array) and isinstance(target, Array) and source.element == target.element == "Byte"):
        raise Unknown("copying blocks of other types than bytes")
    first, to, size = to_integer(start), to_integer(at), to_integer(count)
    if first < 0 or to < 0 or size < 0 or first + size > len(source.items) or to + size > len(target.items):
        fail("Offset and length were out of bounds.", "ArgumentException")
    target.items[to:to + size] = source.items[first:first + size]
    return None


def _unescape(_: Session, args: list[object]) -> object:
    text = to_text(args[0])
    if not text.isascii():
        raise Unknown("escapes in text beyond ASCII")
    try:
        return utf16(urllib.parse.unquote(text, errors="strict"))
    except UnicodeDecodeError:
        raise Unknown("escapes that are no UTF-8") from None


def _escape(_: Session, args: list[object]) -> object:
    return urllib.parse.quote(code_points(to_text(args[0])), safe="-._~")


def _url_decode(_: Session, args: list[object]) -> object:
    return _unescape(_, [to_text(args[0]).replace("+", " ")])


def _html_decode(_: Session, args: list[object]) -> object:
    return utf16(html.unescape(to_text(args[0])))


STATIC_METHODS: Final[dict[tuple[str, str], Callable[[Session, list[object]], object]]] = {
    **{("Convert", name): _to_integer(kind) for name, kind in _CONVERSIONS.items()},
    ("Convert", "tochar"): _to_char, ("Convert", "tostring"): _to_string, ("Convert", "frombase64string"): _from_base64,
    ("Convert", "frombase64chararray"): _from_base64_chars, ("Convert", "tobase64string"): _to_base64,
    ("Convert", "fromhexstring"): _from_hex, ("Convert", "tohexstring"): lambda _, args: bytes_of(args[0]).hex().upper(),
    ("Convert", "toboolean"): lambda _, args: to_bool(args[0]) if numeric_type(args[0]) else _no_boolean(args[0]),
    ("Convert", "todouble"): lambda _, args: to_real(args[0]),
    ("BitConverter", "tostring"): _bits_to_text, ("BitConverter", "getbytes"): _bits_of,
    **{("BitConverter", f"to{kind.lower()}"): _bits_to_integer(kind) for kind in ("Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64")},
    ("Buffer", "blockcopy"): _block_copy,
    ("Uri", "unescapedatastring"): _unescape, ("Uri", "escapedatastring"): _escape,
    ("Net.WebUtility", "urldecode"): _url_decode, ("Web.HttpUtility", "urldecode"): _url_decode,
    ("Net.WebUtility", "htmldecode"): _html_decode, ("Web.HttpUtility", "htmldecode"): _html_decode,
}
ARGUMENTS: Final[dict[tuple[str, str], tuple[int, int]]] = {
    **{("Convert", name): (1, 2) for name in _CONVERSIONS}, ("Convert", "tostring"): (1, 2), ("Convert", "frombase64chararray"): (3, 3),
    ("BitConverter", "tostring"): (1, 3), ("Buffer", "blockcopy"): (5, 5),
    **{("BitConverter", f"to{kind.lower()}"): (2, 2) for kind in ("Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64")},
}


def _no_boolean(value: object) -> bool:
    text = item_text(value).strip().lower()
    if text not in ("true", "false"):
        fail("String was not recognized as a valid Boolean.", "FormatException")
    return text == "true"
