"""multipart/form-data, read from a buffer that is complete: each part is found by one search and copied nowhere.

Only what browsers, curl and HTTP libraries send is read: CRLF line ends and a closing boundary, as RFC 7578 has them.
"""

import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass

from web.errors import BrokenBodyError, TooLargeError

MOST_PARTS = 5000
LONGEST_HEAD = 16 * 1024
_BOUNDARY = re.compile(r""";\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE)
_DISPOSITION = re.compile(r"^content-disposition:[ \t]*form-data[ \t]*(;[^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_PARAMETER = re.compile(r""";\s*(name|filename)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))""", re.IGNORECASE)
# What browsers write for the three characters that a quoted name cannot hold.
_ESCAPED = re.compile(r"%0d|%0a|%22", re.IGNORECASE)

Buffer = bytes | mmap.mmap


@dataclass(frozen=True, slots=True)
class Part:
    """A field, or a file where `filename` is not None. `start` and `end` say where its bytes stand in the buffer."""

    name: str
    filename: str | None
    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start


def boundary_of(content_type: str) -> bytes:
    """Raises BrokenBodyError."""
    if not (found := _BOUNDARY.search(content_type)):
        raise BrokenBodyError("The Content-Type says no boundary between the parts.")
    return (found[1] or found[2]).encode("latin-1", "replace")


def parts(buffer: Buffer, boundary: bytes) -> Iterator[Part]:
    """Raises BrokenBodyError or TooLargeError, also after some parts were given."""
    position = _first(buffer, boundary)
    for _ in range(MOST_PARTS):
        if buffer[position : position + 2] == b"--":
            return
        line_end = buffer.find(b"\r\n", position)
        head_end = buffer.find(b"\r\n\r\n", position, position + LONGEST_HEAD)
        if line_end < 0 or head_end < 0 or buffer[position:line_end].strip(b" \t"):
            raise BrokenBodyError("A part of the body has no head, or no end.")
        name, filename = _names(buffer[line_end + 2 : head_end + 2])
        start = head_end + 4
        position, end = _next(buffer, boundary, start)
        yield Part(name, filename, start, end)
    raise TooLargeError(f"The body has more than {MOST_PARTS} parts.")


def _first(buffer: Buffer, boundary: bytes) -> int:
    """Just behind the first boundary, which stands at the start or after a line end."""
    opening = b"--" + boundary
    if buffer[: len(opening)] == opening:
        return len(opening)
    found = buffer.find(b"\r\n" + opening)
    if found < 0:
        raise BrokenBodyError("The boundary that the Content-Type says does not occur in the body.")
    return found + 2 + len(opening)


def _next(buffer: Buffer, boundary: bytes, start: int) -> tuple[int, int]:
    """Just behind the next boundary, and where the content before it ends. A longer word that begins like the boundary is content."""
    delimiter = b"\r\n--" + boundary
    end = start
    while (end := buffer.find(delimiter, end)) >= 0:
        behind = end + len(delimiter)
        if buffer[behind : behind + 2] == b"--" or buffer[behind : buffer.find(b"\r\n", behind)].strip(b" \t") == b"":
            return behind, end
        end = behind
    raise BrokenBodyError("The body ends in the middle of a part.")


def _names(head: bytes) -> tuple[str, str | None]:
    """Of the field and of the file."""
    disposition = _DISPOSITION.search(head.decode("utf-8", "replace"))
    if not disposition:
        raise BrokenBodyError("A part of the body does not say which field it is.")
    found = {name.lower(): _unquoted(quoted) if quoted else plain for name, quoted, plain in _PARAMETER.findall(disposition[1])}
    if "name" not in found:
        raise BrokenBodyError("A part of the body does not say which field it is.")
    return found["name"], found.get("filename")


def _unquoted(text: str) -> str:
    """Backslashes stay but before a quote: some clients send whole paths of Windows."""
    return _ESCAPED.sub(lambda found: {"d": "\r", "a": "\n", "2": '"'}[found[0][-1].lower()], text.replace('\\"', '"'))
