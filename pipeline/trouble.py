"""What happens to a batch that does not get through a stage: it waits, it is split until the bad script stands alone, or that one ends."""

import logging
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from db.engine import execute
from pipeline.batch import Link, Run
from pipeline.errors import PipelineError
from pipeline.room import Room, Step
from pipeline.spot import Seen

log = logging.getLogger(__name__)

LONGEST_DELAY = 60.0  # seconds
DEATHS_TOGETHER = 2  # then a batch is split
DEATHS_ALONE = 3  # then a script is quarantined
LOST_IS_DEATH = 10  # runs lost in a row without a trace: more than restarts explain
QUARANTINED = "quarantined"


class Death(NamedTuple):
    """`reason` is a sentence, `log` the evidence."""

    reason: str
    log: str


def put_off(room: Room, run: Run, error: PipelineError, *, at_most: float) -> bool:
    """Later, after a delay that doubles each time; the sweeper pushes it then. False when it was put off `at_most` times already."""
    with room.transaction() as connection:
        step = room.hold(connection, run.batch_id, run.stage)
        if step and step.batch.attempts + 1 >= at_most:
            return False
        if step:
            attempts, seconds = step.batch.attempts + 1, min(LONGEST_DELAY, 2.0**step.batch.attempts)
            step.execute("batches.put_off", batch_id=run.batch_id, attempts=attempts, deaths=step.batch.deaths, seconds=seconds)
        room.note(connection, run, "failed", f"{error.code}: {error}", size=step.batch.size if step else 0)
    return True


def bisect(room: Room, run: Run, code: str, sentence: str) -> None:
    """A stage that cannot do a batch does its halves; a single upload that it cannot do ends with a code and a sentence."""
    with room.transaction() as connection:
        step = room.hold(connection, run.batch_id, run.stage)
        room.note(connection, run, "failed", f"{code}: {sentence}", size=step.batch.size if step else 0)
        if step is None:
            return
        live = step.execute("uploads.live", batch_id=run.batch_id).scalars().all()
        if len(live) > 1:
            _split(step, run.stage, live, room.spot.seen())
        else:
            _fail(step, live, code, sentence)
    room.follow(step)


def die(room: Room, batch_id: UUID, stage: str, worker: str, death: Death) -> None:
    """A process died while it ran a stage of a batch: twice together, and the batch is split; three times alone, and the script is quarantined."""
    with room.transaction() as connection:
        _note(connection, (batch_id, stage), worker, "died", f"{death.reason}\n{death.log}")
    _count(room, batch_id, stage, death)


def _count(room: Room, batch_id: UUID, stage: str, death: Death) -> None:
    with room.transaction() as connection:
        step = room.hold(connection, batch_id, stage)
        if step is None:
            return
        live = step.execute("uploads.live", batch_id=batch_id).scalars().all()
        deaths = step.batch.deaths + 1
        log.warning("Batch %s: death %d in stage %s, with %d scripts. %s", batch_id, deaths, stage, len(live), death.reason)
        if len(live) > 1 and deaths >= DEATHS_TOGETHER:
            _split(step, stage, live, room.spot.seen())
        elif len(live) > 1 or deaths < DEATHS_ALONE:
            _again(step, stage, deaths)
        else:
            _quarantine(step, stage, live, death)
    room.follow(step)


def lose(room: Room, batch_id: UUID, stage: str, worker: str, death: Death) -> None:
    """A process ended while it ran a stage, and not because of a script: the sweeper brings the batch back. Too often in a row, and it counts."""
    with room.transaction() as connection:
        _note(connection, (batch_id, stage), worker, "lost", death.reason)
        lost = execute(connection, "runs.lost_in_a_row", batch_id=batch_id, stage=stage).scalar_one()
    if lost >= LOST_IS_DEATH:
        _count(room, batch_id, stage, death)


def _note(connection: Connection, what: tuple[UUID, str], worker: str, outcome: str, detail: str) -> None:
    """How the run of a process ended that cannot say it itself, whether it was noted at its start or not."""
    named = {"batch_id": what[0], "stage": what[1], "worker": worker, "outcome": outcome, "detail": detail}
    if not execute(connection, "runs.end_of_worker", **named).rowcount:
        execute(connection, "runs.record", **named, size=0, seconds=0)


def _split(step: Step, stage: str, live: Sequence[UUID], seen: Seen | None) -> None:
    """The script that was being worked on goes on alone, where that is known; else each half does."""
    apart = [seen.upload_id] if seen and seen.upload_id in live else live[len(live) // 2 :]
    step.split(apart, stage)
    _again(step, stage)


def _again(step: Step, stage: str, deaths: int = 0) -> None:
    step.execute("batches.put_off", batch_id=step.batch.id, attempts=0, deaths=deaths, seconds=0)
    step.links.append(Link(step.batch.id, stage, step.batch.lane))


def _quarantine(step: Step, stage: str, live: Sequence[UUID], death: Death) -> None:
    for upload_id in live:
        step.execute("uploads.quarantine", upload_id=upload_id, stage=stage, reason=death.reason, log=death.log)
    _fail(step, live, QUARANTINED, f"This script ended the process that worked on it, again and again, in stage {stage}. {death.reason}")


def _fail(step: Step, live: Sequence[UUID], code: str, sentence: str) -> None:
    step.execute("scripts.drop_unversioned", ids=list(live))
    step.fail((upload_id, code, sentence) for upload_id in live)
    step.wake()
    step.execute("batches.finish_if_ended", batch_id=step.batch.id)
