"""A request while it arrives: when is all of it there, and when has it taken too long. Knows HTTP just so far; gunicorn reads it properly then."""

import re
import tempfile
from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import IO

IN_MEMORY = 256 * 1024  # bytes of a body; more goes to a file
LONGEST_HEAD = 320 * 1024  # a question of 100 KB, each byte as %XX, has room
HEAD_SECONDS = 10.0
BODY_SECONDS = 20.0
SLOWEST = 32 * 1024  # bytes a second that a long body has to bring beyond that

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*(?=\r\n)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r\n]*", re.IGNORECASE)
_MULTIPART = re.compile(rb"\r\ncontent-type:[ \t]*multipart/form-data", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*(?=\r\n)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Largest:
    """Bodies of more bytes are refused, so there is no need to wait for them."""

    multipart: int
    other: int


class State(Enum):
    HEAD = "head"
    BODY = "body"
    DONE = "done"


class Arriving:
    def __init__(self, largest: Largest, now: float) -> None:
        self.largest = largest
        self.state = State.HEAD
        self.deadline = now + HEAD_SECONDS
        self.expects_continue = False
        self.head = bytearray()
        self.pieces: deque[bytes] = deque()
        self.file: IO[bytes] | None = None
        self.size = 0  # bytes of the body
        self.whole = True  # or given up waiting for: then the connection serves no more
        self.ahead = b""  # what arrived behind it: the beginning of the next request
        self._wanted = 0
        self._chunks: _Chunks | None = None

    @property
    def begun(self) -> bool:
        return bool(self.head)

    def feed(self, data: bytes, now: float) -> State:
        if self.state is State.HEAD:
            self.head += data
            end = self.head.find(b"\r\n\r\n", max(0, len(self.head) - len(data) - 3))
            if (len(self.head) if end < 0 else end) > LONGEST_HEAD:
                del self.head[LONGEST_HEAD:]
                self.state, self.whole = State.DONE, False
                return self.state
            if end < 0:
                return self.state
            data = bytes(self.head[end + 4 :])
            del self.head[end + 4 :]
            self._begin_body(now)
        self._take(data)
        return self.state

    def _begin_body(self, now: float) -> None:
        head = bytes(self.head)
        lengths, chunked = _LENGTH.findall(head), _CHUNKED.findall(head)
        limit = self.largest.multipart if _MULTIPART.search(head) else self.largest.other
        self.expects_continue = bool(_EXPECTS.search(head))
        self.state = State.BODY
        if len(lengths) + len(chunked) > 1 or (lengths and int(lengths[0]) > limit):
            self.state, self.whole = State.DONE, False  # whoever reads it refuses it by its head
        elif chunked:
            self._chunks, self._wanted = _Chunks(), limit
        else:
            self._wanted = int(lengths[0]) if lengths else 0
        self.deadline = now + BODY_SECONDS + self._wanted / SLOWEST

    def _take(self, data: bytes) -> None:
        if self.state is not State.BODY:
            return
        used = min(len(data), self._wanted - self.size) if self._chunks is None else self._chunks.feed(data)
        self.ahead = data[used:]
        if used:
            self._keep(data[:used])
        if self.size >= self._wanted or (self._chunks is not None and self._chunks.complete):
            self.state = State.DONE

    def _keep(self, data: bytes) -> None:
        self.size += len(data)
        if self.file is None and self.size > IN_MEMORY:
            self.file = tempfile.TemporaryFile()  # noqa: SIM115 closed by `close`, when the request is answered
            self.file.writelines(self.pieces)
            self.pieces.clear()
        if self.file is None:
            self.pieces.append(data)
        else:
            self.file.write(data)

    def close(self) -> None:
        if self.file is not None:
            self.file.close()


class _Chunks:
    """Finds the end of a chunked body."""

    def __init__(self) -> None:
        self._skip = 0  # bytes of a chunk that are still to come
        self._line = bytearray()
        self._trailer = False
        self.complete = False  # or no chunks at all

    def feed(self, data: bytes) -> int:
        """How many of these bytes belong to the body."""
        position = 0
        while position < len(data) and not self.complete:
            if self._skip:
                step = min(self._skip, len(data) - position)
                self._skip -= step
                position += step
                continue
            end = data.find(b"\n", position)
            if end < 0:
                self._line += data[position:]
                self.complete = len(self._line) > LONGEST_HEAD
                return len(data)
            self._line += data[position : end + 1]
            position = end + 1
            self.complete = self._ends(bytes(self._line))
            self._line.clear()
        return position

    def _ends(self, line: bytes) -> bool:
        if self._trailer:
            return line == b"\r\n"
        try:
            size = int(line.partition(b";")[0].strip() or b"x", 16)
        except ValueError:
            return True  # whoever reads it says so
        self._trailer = size == 0
        self._skip = size + 2 if size > 0 else 0
        return size < 0
