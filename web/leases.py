"""Counting every call in Redis would cost more than many calls do. Where a limit is generous, a process takes a small share of it at once and
spends that for a moment without asking; strict limits are counted call by call.
"""

import threading
import time

SHARE = 600  # of a limit, taken at once
VALID = 1.0  # seconds; what is not spent by then is lost
MOST = 10_000  # callers that are remembered


class Leases:
    """Of one limit."""

    def __init__(self, limit: int) -> None:
        self.size = max(1, limit // SHARE)
        self._left: dict[str, tuple[int, float]] = {}  # by caller: calls, and until when
        self._lock = threading.Lock()

    def spend(self, caller: str) -> bool:
        """Whether a call is covered by what was taken before."""
        with self._lock:
            left, until = self._left.get(caller, (0, 0.0))
            if left <= 0 or time.monotonic() > until:
                return False
            self._left[caller] = (left - 1, until)
            return True

    def take(self, caller: str) -> None:
        """A share was counted, and one call of it is being made."""
        if self.size == 1:
            return
        with self._lock:
            if len(self._left) >= MOST:
                self._left.clear()
            self._left[caller] = (self.size - 1, time.monotonic() + VALID)
