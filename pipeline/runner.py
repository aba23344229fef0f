"""Runs one stage of one batch, whatever comes of it: done, superseded, put off, split, or failed with a reason."""

import logging
import math
from enum import StrEnum
from uuid import UUID

from db.engine import execute
from db.errors import (
    AccessError,
    AlreadyExistsError,
    ConflictError,
    DatabaseAwayError,
    DatabaseFullError,
    MissingReferenceError,
    PoolExhaustedError,
    SchemaError,
)
from pipeline.audit import origin
from pipeline.batch import Run
from pipeline.errors import PipelineError, TransientError
from pipeline.room import Room, SupersededError
from pipeline.stages import NAMES, next_stage, stage_named
from pipeline.trouble import Death, bisect, die, put_off

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 10  # transient failures of a stage that are no server's absence
# Another transaction was first: the second look sees what it did.
RACES = (ConflictError, AlreadyExistsError, MissingReferenceError)
# The server's trouble, or the operator's: no file is the reason, and the work waits for as long as it takes.
AWAY = (DatabaseAwayError, DatabaseFullError, PoolExhaustedError, SchemaError, AccessError)


class Outcome(StrEnum):
    """What came of a run."""

    DONE = "done"
    SUPERSEDED = "superseded"  # somebody else did it, or it is not its time
    PUT_OFF = "put_off"
    FAILED = "failed"  # and split, or its only upload has ended


def run_stage(room: Room, batch_id: UUID, name: str) -> Outcome:
    """Raises DatabaseAwayError where PostgreSQL is away; nothing is lost then, the sweeper brings the batch back."""
    room.spot.clear()
    run = begin(room, batch_id, name)
    if run is None:
        return Outcome.SUPERSEDED
    token = origin.set(origin.get())  # the batch's own, once its stage holds it
    try:
        return _try(room, run)
    finally:
        origin.reset(token)


def begin(room: Room, batch_id: UUID, name: str) -> Run | None:
    """A run, which is noted if the stage is a long one; None where there is nothing to do."""
    if name not in NAMES:
        return None
    if not stage_named(name).long:
        return Run(batch_id, name, next_stage(name))
    with room.reading() as connection:
        run_id = execute(connection, "batches.begin", batch_id=batch_id, stage=name, worker=room.worker).scalar_one_or_none()
    return None if run_id is None else Run(batch_id, name, next_stage(name), run_id)


def _try(room: Room, run: Run) -> Outcome:
    try:
        _work(room, run)
    except SupersededError:
        if run.id is not None:
            with room.transaction() as connection:
                room.note(connection, run, "superseded")
        return Outcome.SUPERSEDED
    except (TransientError, *AWAY) as error:
        return _transient(room, run, error)
    except MemoryError:
        die(room, run.batch_id, run.stage, room.worker, Death("It needs more memory than a process may have.", "MemoryError"))
        return Outcome.FAILED
    except Exception as error:  # the edge: the batch must end, whatever is wrong with it
        log.exception("Stage %s of batch %s failed", run.stage, run.batch_id)
        _give_up(room, run, error)
        return Outcome.FAILED
    return Outcome.DONE


def _work(room: Room, run: Run) -> None:
    most = room.settings.retry.conflicts
    for attempt in range(most + 1):
        try:
            stage_named(run.stage).work(run, room)
        except RACES as error:
            if attempt == most:
                raise
            log.info("Stage %s of batch %s again: %s", run.stage, run.batch_id, error)
        else:
            return


def _transient(room: Room, run: Run, error: PipelineError) -> Outcome:
    log.warning("Stage %s of batch %s later: %s", run.stage, run.batch_id, error)
    if put_off(room, run, error, at_most=math.inf if isinstance(error, AWAY) else MOST_ATTEMPTS):
        return Outcome.PUT_OFF
    _give_up(room, run, error)
    return Outcome.FAILED


def _give_up(room: Room, run: Run, error: Exception) -> None:
    code = error.code if isinstance(error, PipelineError) else "internal_error"
    sentence = str(error) if isinstance(error, PipelineError) else f"Stage {run.stage} failed on this file ({type(error).__name__}): {error}"
    bisect(room, run, code, sentence[:1000])
