"""Text encodings as .NET's: bytes to UTF-16 and back."""

from __future__ import annotations

import binascii
import codecs
import re
from typing import Final

from .outcome import Unknown, fail
from .values import Encoding, code_points, utf16

_CODECS: Final = {
    "UTF8": "utf-8",
    "ASCII": "ascii",
    "Unicode": "utf-16-le",
    "BigEndianUnicode": "utf-16-be",
    "UTF32": "utf-32-le",
    "UTF7": "utf-7",
    "Latin1": "latin-1",
    "Windows1252": "cp1252",
    "IBM437": "cp437",
}
_PROPERTIES: Final = {
    "utf8": "UTF8",
    "ascii": "ASCII",
    "unicode": "Unicode",
    "bigendianunicode": "BigEndianUnicode",
    "utf32": "UTF32",
    "utf7": "UTF7",
    "latin1": "Latin1",
    "default": "UTF8",
}
_NAMES: Final = {
    "utf-8": "UTF8",
    "65001": "UTF8",
    "us-ascii": "ASCII",
    "ascii": "ASCII",
    "20127": "ASCII",
    "utf-16": "Unicode",
    "unicode": "Unicode",
    "utf-16le": "Unicode",
    "1200": "Unicode",
    "utf-16be": "BigEndianUnicode",
    "unicodefffe": "BigEndianUnicode",
    "1201": "BigEndianUnicode",
    "utf-32": "UTF32",
    "12000": "UTF32",
    "iso-8859-1": "Latin1",
    "latin1": "Latin1",
    "28591": "Latin1",
    "windows-1252": "Windows1252",
    "1252": "Windows1252",
    "ibm437": "IBM437",
    "437": "IBM437",
    "0": "UTF8",
    "utf8": "UTF8",
}
_MARKS: Final = (
    (codecs.BOM_UTF8, "UTF8"),
    (codecs.BOM_UTF32_LE, "UTF32"),
    (codecs.BOM_UTF16_LE, "Unicode"),
    (codecs.BOM_UTF16_BE, "BigEndianUnicode"),
)


def encoding_property(name: str) -> Encoding | None:
    """`[Text.Encoding]::name`."""
    found = _PROPERTIES.get(name.lower())
    return Encoding(found, mark=found in ("UTF8", "Unicode", "BigEndianUnicode", "UTF32")) if found else None


def encoding_named(name: str) -> Encoding:
    """`[Text.Encoding]::GetEncoding(name)`, by name or by code page."""
    found = _NAMES.get(name.lower())
    if found is None:
        raise Unknown(f"the encoding {name[:40]}")
    return Encoding(found, mark=found in ("UTF8", "Unicode", "BigEndianUnicode", "UTF32"))


def decode(data: bytes, encoding: Encoding) -> str:
    """Bytes as text; what is no text becomes U+FFFD (in ASCII `?`)."""
    codec = _CODECS[encoding.name]
    if encoding.name == "ASCII":
        return data.decode("latin-1") if data.isascii() else "".join(chr(b) if b < 128 else "?" for b in data)
    if encoding.name == "Windows1252":
        return "".join(_cp1252(b) for b in data)
    if encoding.name == "UTF7":
        return _strict(data, codec)
    return utf16(data.decode(codec, "replace"))


def _cp1252(byte: int) -> str:
    """The five bytes without a character are control characters."""
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _strict(data: bytes, codec: str) -> str:
    try:
        return utf16(data.decode(codec))
    except UnicodeDecodeError:
        raise Unknown("bytes that are no UTF-7") from None


def encode(text: str, encoding: Encoding) -> bytes:
    """Text as bytes, without a mark; a lone surrogate becomes U+FFFD, and what the encoding lacks `?`."""
    if encoding.name in ("Windows1252", "IBM437"):
        try:
            return text.encode(_CODECS[encoding.name])
        except UnicodeEncodeError:
            raise Unknown("the best fit of a character in a code page") from None
    if encoding.name == "Unicode" and text.isascii():
        return text.encode("utf-16-le")
    plain = code_points(text)
    if encoding.name in ("ASCII", "Latin1"):
        if plain != text:
            raise Unknown("a character beyond U+FFFF in a narrow encoding")
        return text.encode(_CODECS[encoding.name], "replace")
    plain = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in plain) if not plain.isascii() else plain
    return plain.encode(_CODECS[encoding.name])


def decode_by_mark(data: bytes, encoding: Encoding) -> str:
    """What a StreamReader reads: a byte order mark decides, else the encoding it was given."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return decode(data[len(mark) :], Encoding(name))
    return decode(data, encoding)


def base64_bytes(text: str) -> bytes:
    """`[Convert]::FromBase64String`: white space is skipped, anything else out of place is an error."""
    plain = text.translate(_WHITE)
    if len(plain) % 4 or not _BASE64.fullmatch(plain):
        fail("The input is not a valid Base-64 string.", "FormatException")
    return binascii.a2b_base64(plain)


_WHITE: Final = dict.fromkeys(map(ord, " \t\r\n"))
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]*={0,2}")
