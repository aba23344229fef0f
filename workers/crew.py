"""Threads that do one process's work together. Where one fails the process ends, and is started again: with a part of it idle it would only look
alive.
"""

import faulthandler
import logging
import threading
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)

STUCK = 180.0  # seconds without a turn of the main thread, more than the statements of one take


class Crew:
    """The main thread is one of them: it calls `run`, and `turn` whenever it has come round."""

    def __init__(self, stop: threading.Event, *, stuck: float = STUCK) -> None:
        self.stop = stop
        self._stuck = stuck
        self._failure: BaseException | None = None
        self._threads: list[tuple[threading.Thread, float | None]] = []

    def add(self, name: str, work: Callable[..., object], *arguments: Any, patience: float | None = None) -> None:
        """A thread that works until `stop` is set; `patience`: seconds after which nobody waits for its end."""
        thread = threading.Thread(target=self._guard, args=(work, *arguments), name=name, daemon=patience is not None)
        self._threads.append((thread, patience))
        thread.start()

    def run(self, work: Callable[[], object]) -> None:
        """The main thread's own work; then the others are waited for. Raises what any of them raised."""
        self._guard(work)
        faulthandler.cancel_dump_traceback_later()
        for thread, patience in self._threads:
            thread.join(patience)
        if self._failure:
            raise self._failure

    def turn(self) -> None:
        """The main thread has come round. Where it does not any more, the process ends, and says where each thread was."""
        faulthandler.dump_traceback_later(self._stuck, exit=True)

    def _guard(self, work: Callable[..., object], *arguments: Any) -> None:
        try:
            work(*arguments)
        except BaseException as error:  # the edge of a thread; `run` raises it again
            log.exception("%s failed, and the process ends", threading.current_thread().name)
            self._failure = self._failure or error
            self.stop.set()
