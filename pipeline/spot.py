"""Which script is being worked on, so that a death can be laid at its door."""

import mmap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from uuid import UUID

_NOBODY = UUID(int=0)
_SIZE = 16 + 8


class Seen(NamedTuple):
    """A script, and how long it was being worked on, in seconds."""

    upload_id: UUID
    seconds: float


class Spot:
    """Kept in memory that a forked process shares with its parent, who reads it when the child is dead."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _SIZE)

    @contextmanager
    def on(self, upload_id: UUID) -> Iterator[None]:
        """Work on one script. What it raises leaves the spot where it was, for whoever asks why."""
        self._memory[:_SIZE] = upload_id.bytes + time.monotonic_ns().to_bytes(8)
        yield
        self.clear()

    def clear(self) -> None:
        """Nobody's script is being worked on."""
        self._memory[:_SIZE] = bytes(_SIZE)

    def seen(self) -> Seen | None:
        """The script being worked on, by this process or by a child that died."""
        upload_id = UUID(bytes=self._memory[:16])
        if upload_id == _NOBODY:
            return None
        return Seen(upload_id, (time.monotonic_ns() - int.from_bytes(self._memory[16:_SIZE])) / 1e9)
