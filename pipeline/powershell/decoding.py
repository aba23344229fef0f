"""Bytes to text as PowerShell does it: the byte order mark decides, else UTF-8."""

from __future__ import annotations

from typing import NamedTuple

# UTF-32 little endian begins with the mark of UTF-16 little endian: it must be tried first.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 4096
_ENOUGH_NULS = 0.4


class Decoded(NamedTuple):
    """Text, how it was read, and a second reading where the bytes look like something else than PowerShell takes them for."""

    text: str
    encoding: str
    bom: bool
    notes: list[str]
    alternative: str | None = None


def decode(data: bytes) -> Decoded:
    """Read a script's bytes; what is not valid becomes U+FFFD."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_read(data[len(mark):], encoding), encoding, True, [])
    text = _read(data, "utf-8")
    likely = _unmarked(data)
    if likely is None:
        return Decoded(text, "utf-8", False, [])
    note = f"likely {likely} without a byte order mark; PowerShell reads it as UTF-8"
    return Decoded(text, "utf-8", False, [note], _read(data, likely))


def _read(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "replace")


def _unmarked(data: bytes) -> str | None:
    """UTF-16 without a mark shows as a zero in nearly every second byte."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    low, high = sample[1::2].count(0) / half, sample[0::2].count(0) / half
    if low >= _ENOUGH_NULS and low > 2 * high:
        return "utf-16-le"
    if high >= _ENOUGH_NULS and high > 2 * low:
        return "utf-16-be"
    return None
