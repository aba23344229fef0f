"""Identifiers that are made before anything is stored, and sort by the time they were made."""

import os
import threading
import time
from uuid import UUID

_PARTS = 1 << 12  # of a millisecond: what twelve bits hold


class _Clock:
    """Goes on with every look at it, also where the machine's clock does not, or is set back."""

    def __init__(self) -> None:
        self._last = 0
        self.free()

    def free(self) -> None:
        """In a child, where a thread of the parent's may hold the lock for ever."""
        self._lock = threading.Lock()

    def tick(self) -> int:
        """Parts of milliseconds since 1970, never the same twice."""
        with self._lock:
            self._last = max(self._last + 1, time.time_ns() * _PARTS // 1_000_000)
            return self._last


_clock = _Clock()
os.register_at_fork(after_in_child=_clock.free)


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562, 6.2, method 3): milliseconds since 1970, the fraction in twelve bits, 62 random bits. A process's sort."""
    milliseconds, parts = divmod(_clock.tick(), _PARTS)
    tail = int.from_bytes(os.urandom(8)) & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=milliseconds << 80 | 0x7 << 76 | parts << 64 | tail)
