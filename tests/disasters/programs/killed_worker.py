"""A worker whose horses note every statement and Redis command that they send, and kill themselves before the one that a test chose.

    killed_worker.py LANE FOLDER

FOLDER/points gets a line for each: batch, stage, number, name. FOLDER/BATCH names the stage and number at which to die, once.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import redis.connection

from db import engine
from pipeline.batch import Lane
from pipeline.config import Settings
from pipeline.queues import link_of
from workers import logs, worker

folder = Path(sys.argv[2])
real_horse = worker.LaneWorker.main_work_horse
real_send: Any = redis.connection.AbstractConnection.send_packed_command


class Place:
    """Where this process is; a worker itself is nowhere."""

    link: tuple[UUID, str] | None = None
    number = 0


def point(name: str) -> None:
    if Place.link is None:
        return
    batch_id, stage = Place.link
    with (folder / "points").open("a") as file:
        file.write(f"{batch_id} {stage} {Place.number} {name}\n")
    chosen = folder / str(batch_id)
    if chosen.exists() and chosen.read_text() == f"{stage} {Place.number}":
        chosen.rename(chosen.with_suffix(".killed"))
        os.kill(os.getpid(), signal.SIGKILL)
    Place.number += 1


def horse(self: worker.LaneWorker, job: Any, queue: Any) -> None:
    Place.link = link_of(job)
    real_horse(self, job, queue)


def send(self: Any, command: Any, *more: Any, **others: Any) -> Any:
    point("redis")
    return real_send(self, command, *more, **others)


engine.observer = point
worker.LaneWorker.main_work_horse = horse  # type: ignore[method-assign]
redis.connection.AbstractConnection.send_packed_command = send  # type: ignore[method-assign]
logs.set_up()
lane: Lane = "interactive" if sys.argv[1] == "interactive" else "bulk"
worker.work(Settings.from_environment(os.environ), lane)
