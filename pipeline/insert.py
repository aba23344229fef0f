"""Stage insert: new scripts. The constraint on (owner, SHA-256) decides which of equal uploads makes one."""

from pipeline.batch import Run
from pipeline.room import Room


def insert(run: Run, room: Room) -> None:
    with room.advance(run) as step:
        step.execute("scripts.insert", batch_id=run.batch_id)
