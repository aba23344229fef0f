"""Runs of scripts that wait in no queue are pushed; those whose process is gone end. None is begun a second time."""

import logging

from db.engine import execute
from pipeline.executing import LOST, cancel_waiting, end
from pipeline.room import Room
from workers.presence import SILENT, is_gone, space

log = logging.getLogger(__name__)


def sweep_runs(room: Room, *, stale_after: float) -> None:
    """One pass, as of workers.sweeper.sweep."""
    _close_lost(room)
    if not room.settings.execute_scripts:
        if cancelled := cancel_waiting(room.engine):
            log.info("%d runs that waited were cancelled: scripts are not run here any more", cancelled)
        return
    with room.reading() as connection:
        due = [row.id for row in execute(connection, "executions.due", seconds=stale_after)]
        carried = room.queues.carried_runs() if due else set()
        missing = [] if carried is None else [each for each in due if each not in carried]
        claimed = [row.id for row in execute(connection, "executions.claim", run_ids=missing, seconds=stale_after)] if missing else []
    room.queues.push_runs(claimed)


def _close_lost(room: Room) -> None:
    here = space()
    with room.reading() as connection:
        running = execute(connection, "executions.open", seconds=SILENT).all()
    for row in running:
        if is_gone(row.worker, row.process, seen=row.seen, here=here) and end(room, row.id, row.worker, LOST):
            log.warning("Run %d was lost with its process %s", row.id, row.worker)
