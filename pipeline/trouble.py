"""What happens to a batch that does not get through a stage: it waits, it is split until the bad script stands alone, or that one ends."""

import logging
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from db.engine import execute, transaction
from pipeline.batch import Batch, Link
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


def put_off(room: Room, batch: Batch, error: PipelineError) -> None:
    """Later, after a delay that doubles each time; the sweeper pushes it then."""
    seconds = min(LONGEST_DELAY, 2.0**batch.attempts)
    with transaction(room.engine, room.settings.retry) as connection:
        if execute(connection, "batches.hold", batch_id=batch.id, stage=batch.stage).first():
            execute(connection, "batches.put_off", batch_id=batch.id, attempts=batch.attempts + 1, deaths=batch.deaths, seconds=seconds)
        execute(connection, "runs.end", run_id=batch.run_id, outcome="failed", detail=f"{error.code}: {error}")


def bisect(room: Room, batch: Batch, code: str, sentence: str) -> None:
    """A stage that cannot do a batch does its halves; a single upload that it cannot do ends with a code and a sentence."""
    with transaction(room.engine, room.settings.retry) as connection:
        step = Step(connection, batch.id, batch.lane)
        execute(connection, "runs.end", run_id=batch.run_id, outcome="failed", detail=f"{code}: {sentence}")
        if step.execute("batches.hold", batch_id=batch.id, stage=batch.stage).first():
            live = step.execute("uploads.live", batch_id=batch.id).scalars().all()
            if len(live) > 1:
                _split(step, batch.stage, live, room.spot.seen())
            else:
                _fail(step, live, code, sentence)
    room.follow(step)


def die(room: Room, batch_id: UUID, stage: str, worker: str, death: Death) -> None:
    """A process died while it ran a stage of a batch: twice together, and the batch is split; three times alone, and the script is quarantined."""
    with transaction(room.engine, room.settings.retry) as connection:
        detail = f"{death.reason}\n{death.log}"
        execute(connection, "runs.end_of_worker", batch_id=batch_id, stage=stage, worker=worker, outcome="died", detail=detail)
        held = execute(connection, "batches.hold", batch_id=batch_id, stage=stage).first()
        if held is None:
            return
        step = Step(connection, batch_id, held.lane)
        live = step.execute("uploads.live", batch_id=batch_id).scalars().all()
        deaths = held.deaths + 1
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
    with transaction(room.engine, room.settings.retry) as connection:
        execute(connection, "runs.end_of_worker", batch_id=batch_id, stage=stage, worker=worker, outcome="lost", detail=death.reason)
        lost = execute(connection, "runs.lost_in_a_row", batch_id=batch_id, stage=stage).scalar_one()
    if lost >= LOST_IS_DEATH:
        die(room, batch_id, stage, worker, death)


def _split(step: Step, stage: str, live: Sequence[UUID], seen: Seen | None) -> None:
    """The script that was being worked on goes on alone, where that is known; else each half does."""
    apart = [seen.upload_id] if seen and seen.upload_id in live else live[len(live) // 2 :]
    step.split(apart, stage)
    _again(step, stage)


def _again(step: Step, stage: str, deaths: int = 0) -> None:
    step.execute("batches.put_off", batch_id=step.batch_id, attempts=0, deaths=deaths, seconds=0)
    step.links.append(Link(step.batch_id, stage, step.lane))


def _quarantine(step: Step, stage: str, live: Sequence[UUID], death: Death) -> None:
    for upload_id in live:
        step.execute("uploads.quarantine", upload_id=upload_id, stage=stage, reason=death.reason, log=death.log)
    _fail(step, live, QUARANTINED, f"This script ended the process that worked on it, again and again, in stage {stage}. {death.reason}")


def _fail(step: Step, live: Sequence[UUID], code: str, sentence: str) -> None:
    step.fail((upload_id, code, sentence) for upload_id in live)
    step.wake()
    step.execute("batches.finish_if_ended", batch_id=step.batch_id)
