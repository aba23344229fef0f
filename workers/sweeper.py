"""Brings back what PostgreSQL says is unfinished and no queue carries. Any number of sweepers may run; times are the database's."""

import logging
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from db.engine import execute, open_engine
from pipeline.batch import Link
from pipeline.config import Settings
from pipeline.errors import PipelineError
from pipeline.reanalysis import Again
from pipeline.retention import forget
from pipeline.room import Room
from pipeline.search.near_keeping import keep_signing
from pipeline.trouble import Death, lose
from pipeline.webhooks.delivering import deliver_due
from workers.crew import Crew
from workers.presence import SILENT, Presence, bury, is_gone, space
from workers.sandbox.sweeping import sweep_runs
from workers.vectors import keep_vectors

log = logging.getLogger(__name__)

FORGET_EVERY = 3600.0  # seconds
LAST_SECONDS = 5.0  # that a stop waits for work on vectors
GONE = Death("The process that ran the stage is gone, and said nothing.", "")


@dataclass(frozen=True, slots=True)
class Swept:
    """What a pass did."""

    due: int = 0  # batches that somebody should be working on
    pushed: int = 0  # of these, in no queue
    lost: int = 0  # runs whose process is gone


def sweep(room: Room, *, stale_after: float) -> Swept:
    """One pass. `stale_after`: seconds after a push in which a batch is left alone, since a worker may just be taking it."""
    lost = _close_lost(room)
    with room.reading() as connection:
        due = execute(connection, "batches.due", seconds=stale_after).all()
        carried = room.queues.carried() if due else set()
        if carried is None:
            return Swept(len(due), 0, lost)
        missing = [row.id for row in due if (row.id, row.stage) not in carried]
        links = [Link(row.id, row.stage, row.lane) for row in _claim(connection, missing, stale_after)]
    room.queues.push(links)
    return Swept(len(due), len(links), lost)


def keep_delivering(settings: Settings, engine: Engine, stop: threading.Event) -> None:
    """Webhooks, until `stop` is set."""
    while not stop.is_set():
        tried = 0
        try:
            tried = deliver_due(engine, private=settings.webhooks_to_private_addresses)
        except PipelineError as error:
            log.warning("No webhooks: %s", error)
        if not tried:
            stop.wait(settings.sweep_interval)


def _claim(connection: Connection, batch_ids: Sequence[Any], stale_after: float) -> Sequence[Any]:
    return execute(connection, "batches.claim", batch_ids=list(batch_ids), seconds=stale_after).all() if batch_ids else []


def _close_lost(room: Room) -> int:
    here = space()
    with room.reading() as connection:
        gone = [row for row in execute(connection, "runs.open", seconds=SILENT) if is_gone(row.worker, row.process, seen=row.seen, here=here)]
    for row in gone:
        lose(room, row.batch_id, row.stage, row.worker, GONE)
    return len(gone)


def keep_sweeping(settings: Settings) -> None:
    """Until SIGTERM or SIGINT. Raises what no pass should raise, once its threads have ended."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    engine = open_engine(settings.dsn or "", settings.pool)
    passes = Passes(engine)
    room = Room.furnish(settings, engine, passes.presence.name)
    crew = Crew(stop)
    crew.add("webhooks", keep_delivering, settings, engine, stop)  # a slow receiver holds up nobody else
    crew.add("vectors", keep_vectors, room, stop, patience=LAST_SECONDS)  # an index that it builds is given up, and begun anew another time
    crew.add("signatures", keep_signing, engine, stop, FORGET_EVERY)  # of scripts that an older release stored
    try:
        crew.run(lambda: passes.go_on(room, crew))
    finally:
        passes.leave()
        room.close()
        engine.dispose()


class Passes:
    """One after the other."""

    def __init__(self, engine: Engine) -> None:
        self.last = Swept()
        self.presence = Presence(engine, "sweeper", lambda: {"last": asdict(self.last)})
        self._again = Again()
        self._forget_at = 0.0

    def go_on(self, room: Room, crew: Crew) -> None:
        """Until the crew stops."""
        while not crew.stop.is_set():
            crew.turn()
            try:
                self._pass(room)
            except PipelineError as error:
                log.warning("No sweep: %s", error)
            if self.last.pushed or self.last.lost:
                log.info("Pushed %d of %d due batches; %d runs were lost", self.last.pushed, self.last.due, self.last.lost)
            crew.stop.wait(room.settings.sweep_interval)

    def leave(self) -> None:
        try:
            self.presence.leave()
        except PipelineError as error:
            log.info("Left without a word: %s", error)

    def _pass(self, room: Room) -> None:
        settings = room.settings
        self.last = Swept()  # of a pass that fails nothing is told
        self.last = sweep(room, stale_after=settings.sweep_stale_after)
        sweep_runs(room, stale_after=settings.sweep_stale_after)
        self.presence.beat()
        bury(room.engine)
        if time.monotonic() >= self._forget_at:
            forget(room.engine, settings.retention_days)
            self._forget_at = time.monotonic() + FORGET_EVERY
        if settings.reanalyze:
            self._again.enter(room, time.monotonic())
