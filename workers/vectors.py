"""What keeps vectors in order, beside the sweeper's other work: one model in the place of another, scripts that have changed, and indexes."""

import logging
import threading
import time

from pipeline.errors import PipelineError
from pipeline.reembedding import Reembedding
from pipeline.room import Room
from pipeline.search.reindexing import Reindexing
from pipeline.search.vector_index import keep_indexes, plan

log = logging.getLogger(__name__)

BUSY_INTERVAL = 0.5  # seconds between two steps while there is something to do
INDEX_EVERY = 300.0  # seconds between two looks whether an index is missing


def keep_vectors(room: Room, stop: threading.Event) -> None:
    """Until `stop` is set."""
    work, terms = Reembedding(), Reindexing()
    index_at = 0.0
    while not stop.is_set():
        busy = False
        try:
            busy = work.go_on(room, time.monotonic()) or terms.go_on(room, time.monotonic()) > 0
            if not busy and time.monotonic() >= index_at:
                keep_indexes(room.settings.dsn or "", plan(room.engine))
                index_at = time.monotonic() + INDEX_EVERY
        except PipelineError as error:
            log.warning("Vectors are left as they are for now: %s", error)
        stop.wait(BUSY_INTERVAL if busy else room.settings.sweep_interval)
