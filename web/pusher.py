"""Pushes what was committed onto the queues, in a thread of its own: many requests' work goes in one round trip, and no answer waits for Redis.

What a process that is killed did not push, the sweeper finds: it is all in PostgreSQL.
"""

import atexit
import logging
import queue
import threading
from collections.abc import Sequence

from pipeline.batch import Link
from pipeline.queues import Queues

log = logging.getLogger(__name__)
MOST = 500  # links of one round trip
LAST_WAIT = 5.0  # seconds, when the process ends


class Pusher:
    def __init__(self, queues: Queues) -> None:
        self._queues = queues
        self._links: queue.SimpleQueue[Link | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def push(self, links: Sequence[Link]) -> None:
        """Never waits, never fails."""
        for link in links:
            self._links.put(link)
        if self._thread is None:
            self._begin()

    def _begin(self) -> None:
        """At the first push, that is, after a web process forked."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="pusher", daemon=True)
                self._thread.start()
                atexit.register(self.end)

    def end(self) -> None:
        """Push what is left."""
        if self._thread is not None:
            self._links.put(None)
            self._thread.join(LAST_WAIT)

    def _work(self) -> None:
        while (first := self._links.get()) is not None:
            links, last = [first], False
            while len(links) < MOST and not last:
                try:
                    link = self._links.get_nowait()
                except queue.Empty:
                    break
                if link is None:
                    last = True
                else:
                    links.append(link)
            self._push(links)
            if last:
                return

    def _push(self, links: Sequence[Link]) -> None:
        try:
            self._queues.push(links)
        except Exception:  # the edge of this thread, which later requests need
            log.exception("%d batches were not pushed; the sweeper will push them", len(links))
