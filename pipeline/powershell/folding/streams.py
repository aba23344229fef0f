"""Streams in memory: a MemoryStream, what inflates another stream, and the readers of text over them."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from .encodings import decode_by_mark
from .outcome import LimitReached, Unknown, fail
from .values import Encoding

if TYPE_CHECKING:
    from .outcome import Budget

_WINDOW: Final = {"IO.Compression.DeflateStream": -15, "IO.Compression.GZipStream": 31, "IO.Compression.ZLibStream": 15}


class Stream:
    """Bytes with a place in them; `name` is its type as `types.resolve` gives it."""

    __slots__ = ("data", "name", "position")

    def __init__(self, data: bytes | bytearray = b"", name: str = "IO.MemoryStream") -> None:
        self.data = bytearray(data)
        self.position = 0
        self.name = name

    def content(self, budget: Budget) -> bytearray:
        """All bytes, read or not."""
        del budget
        return self.data

    def read(self, budget: Budget, count: int | None = None) -> bytes:
        """The next bytes, all that are left without a count."""
        data = self.content(budget)
        end = len(data) if count is None else min(len(data), self.position + count)
        part = bytes(data[self.position : end])
        self.position = max(end, self.position)
        return part

    def write(self, part: bytes, budget: Budget) -> None:
        """Put bytes at the place of the stream."""
        budget.allow(self.position + len(part))
        if self.position > len(self.data):
            self.data.extend(bytes(self.position - len(self.data)))
        self.data[self.position : self.position + len(part)] = part
        self.position += len(part)


class Inflating(Stream):
    """A stream that decompresses another one when it is first read."""

    __slots__ = ("base", "done")

    def __init__(self, base: Stream, name: str) -> None:
        super().__init__(b"", name)
        self.base = base
        self.done = False

    def content(self, budget: Budget) -> bytearray:
        """What comes out of the other stream, all at once."""
        if not self.done:
            self.data = inflate(self.base.read(budget), _WINDOW[self.name], budget)
            self.done = True
        return self.data

    def write(self, part: bytes, budget: Budget) -> None:
        """Never: only decompression is known."""
        del part, budget
        raise Unknown("writing to a decompressing stream")


def inflate(data: bytes, window: int, budget: Budget) -> bytearray:
    """Decompress, up to what the budget allows; members of a gzip file follow each other."""
    out = bytearray()
    while data:
        inflater = zlib.decompressobj(window)
        try:
            out += inflater.decompress(data, budget.size + 1 - len(out))
        except zlib.error:
            fail("The archive entry was compressed using an unsupported compression method.", "InvalidDataException")
        if len(out) > budget.size:
            raise LimitReached("bytes decompressed")
        if not inflater.eof:
            raise Unknown("a compressed text that ends too early")
        data = inflater.unused_data if window == 31 and inflater.unused_data.startswith(b"\x1f\x8b") else b""
    budget.allow(len(out))
    return out


class Reader:
    """A StreamReader, or a StringReader when there is no stream."""

    __slots__ = ("at", "encoding", "stream", "text")

    def __init__(self, stream: Stream | None, encoding: Encoding, text: str | None = None) -> None:
        self.stream = stream
        self.encoding = encoding
        self.text = text
        self.at = 0

    def load(self, budget: Budget) -> str:
        """All text."""
        if self.text is None:
            self.text = decode_by_mark(self.stream.read(budget) if self.stream else b"", self.encoding)
            budget.made(self.text)
        return self.text

    def rest(self, budget: Budget) -> str:
        """Everything from here on."""
        text = self.load(budget)[self.at :]
        self.at += len(text)
        return text

    def line(self, budget: Budget) -> str | None:
        """The next line without its end, None behind the last."""
        text = self.load(budget)
        if self.at >= len(text):
            return None
        ends = [end for end in (text.find("\r", self.at), text.find("\n", self.at)) if end >= 0]
        end = min(ends, default=len(text))
        line = text[self.at : end]
        self.at = end + (2 if text.startswith("\r\n", end) else 1)
        budget.spend(1 + len(line) // 64)
        return line
