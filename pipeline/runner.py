"""Runs one stage of one batch, whatever comes of it: done, superseded, put off, split, or failed with a reason."""

import logging
from enum import StrEnum
from uuid import UUID

from db.engine import execute, transaction
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
from pipeline.audit import Origin, origin
from pipeline.batch import Batch
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


def run_stage(room: Room, batch_id: UUID, stage: str) -> Outcome:
    """Raises DatabaseAwayError where PostgreSQL is away; nothing is lost then, the sweeper brings the batch back."""
    room.spot.clear()
    batch = begin(room, batch_id, stage)
    if batch is None:
        return Outcome.SUPERSEDED
    token = origin.set(Origin(batch.user_id, request_id=batch.request_id))
    try:
        return _run(room, batch)
    finally:
        origin.reset(token)


def _run(room: Room, batch: Batch) -> Outcome:
    try:
        _work(room, batch)
    except SupersededError:
        _end(room, batch, Outcome.SUPERSEDED)
        return Outcome.SUPERSEDED
    except (TransientError, *AWAY) as error:
        return _transient(room, batch, error)
    except MemoryError:
        die(room, batch.id, batch.stage, room.worker, Death("It needs more memory than a process may have.", "MemoryError"))
        return Outcome.FAILED
    except Exception as error:  # the edge: the batch must end, whatever is wrong with it
        log.exception("Stage %s of batch %s failed", batch.stage, batch.id)
        _give_up(room, batch, error)
        return Outcome.FAILED
    return Outcome.DONE


def begin(room: Room, batch_id: UUID, stage: str) -> Batch | None:
    """Note the start of a run; None where there is nothing to do."""
    if stage not in NAMES:
        return None
    with room.reading() as connection:
        row = execute(connection, "batches.begin", batch_id=batch_id, stage=stage, worker=room.worker).first()
    return None if row is None else Batch(next_stage=next_stage(stage), **row._mapping)  # noqa: SLF001 SQLAlchemy's public name


def _work(room: Room, batch: Batch) -> None:
    retry = room.settings.retry
    for attempt in range(retry.conflicts + 1):
        try:
            stage_named(batch.stage).work(batch, room)
        except RACES as error:
            if attempt == retry.conflicts:
                raise
            log.info("Stage %s of batch %s again: %s", batch.stage, batch.id, error)
        else:
            return


def _transient(room: Room, batch: Batch, error: PipelineError) -> Outcome:
    if batch.attempts + 1 >= MOST_ATTEMPTS and not isinstance(error, AWAY):
        _give_up(room, batch, error)
        return Outcome.FAILED
    log.warning("Stage %s of batch %s later: %s", batch.stage, batch.id, error)
    put_off(room, batch, error)
    return Outcome.PUT_OFF


def _give_up(room: Room, batch: Batch, error: Exception) -> None:
    code = error.code if isinstance(error, PipelineError) else "internal_error"
    sentence = str(error) if isinstance(error, PipelineError) else f"Stage {batch.stage} failed on this file ({type(error).__name__}): {error}"
    bisect(room, batch, code, sentence[:1000])


def _end(room: Room, batch: Batch, outcome: Outcome) -> None:
    with transaction(room.engine, room.settings.retry) as connection:
        execute(connection, "runs.end", run_id=batch.run_id, outcome=outcome.value, detail=None)
