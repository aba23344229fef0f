"""What RQ calls, by name: one stage of one batch."""

import logging
import os
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from pipeline import executing, runner
from pipeline.errors import TransientError
from pipeline.room import Room
from workers.sandbox.running import run

log = logging.getLogger(__name__)


class NotFurnishedError(RuntimeError):
    """Jobs of this queue are run by `psscript worker`, not by RQ's own worker."""


class _Furniture(NamedTuple):
    room: Room
    before: Callable[[str], None]


# Made by the process before it takes jobs, and inherited by those it forks: RQ calls a function by its name, with ids and nothing else.
_furniture: list[_Furniture] = []


def furnish(room: Room, before: Callable[[str], None] = lambda _stage: None) -> None:
    """Run stages in this room from now on. `before` is called with a stage's name, in the process that runs it."""
    _furniture[:] = [_Furniture(room, before)]


def run_stage(batch_id: str, stage: str) -> str:
    """Never raises because of a batch: what RQ did with the failure would be a second opinion about it."""
    room, before = _furnished()
    before(stage)
    try:
        return str(runner.run_stage(replace(room, worker=f"{room.worker}/{os.getpid()}"), UUID(batch_id), stage))
    except TransientError as error:
        log.warning("Stage %s of batch %s is left to the sweeper: %s", stage, batch_id, error)
        return "left"


def run_script(run_id: int) -> str:
    """Run a script in a sandbox: once, whatever happens. Where its end cannot be noted, the sweeper finds that nobody runs it."""
    furnished, before = _furnished()
    before("execute")
    room = replace(furnished, worker=f"{furnished.worker}/{os.getpid()}")
    try:
        work = executing.begin(room, run_id)
        if work is None:
            return "superseded"
        ended = _run(room, work)
        return ended.status if executing.end(room, run_id, room.worker, ended) else "superseded"
    except TransientError as error:
        log.warning("Run %d is left to the sweeper: %s", run_id, error)
        return "left"


def _run(room: Room, work: executing.Work) -> executing.Ended:
    try:
        return run(room.settings, work)
    except executing.CannotRunScriptsError as error:
        log.warning("Run %d: %s", work.id, error)
        return executing.Ended(status="failure", reason=error.code, message=error.message)


def pass_on(name: str, links_left: int) -> None:
    """A link of a chain that does nothing, for measuring what the transport costs."""
    if links_left > 1:
        _furnished().room.queues.pass_on(name, links_left - 1)


def _furnished() -> _Furniture:
    if not _furniture:
        raise NotFurnishedError(NotFurnishedError.__doc__)
    return _furniture[0]
