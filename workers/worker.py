"""A process that takes jobs from one lane and runs each in a process of its own, its horse, that may die."""

import gc
import logging
import os
import secrets
import signal
import time
from resource import struct_rusage
from typing import Any

import redis
from rq import Worker
from rq.executions import Execution
from rq.job import Job
from rq.queue import Queue

from db.engine import open_engine
from pipeline.analysis.report import Rules
from pipeline.batch import SANDBOX, Post
from pipeline.config import Settings
from pipeline.errors import PipelineError
from pipeline.executing import LOST, CannotRunScriptsError, end
from pipeline.queues import SERIALIZER, link_of
from pipeline.room import Room
from pipeline.trouble import die, lose
from workers import jobs
from workers.horse import Evidence, TimedSpot, cause_of, limit_memory, limit_of
from workers.presence import Presence
from workers.sandbox.running import check

log = logging.getLogger(__name__)

TTL = 25  # seconds; RQ waits for a job for 15 less, and then shows that it lives
MAINTENANCE = 30  # seconds between two looks for what dead workers left in Redis
MONITOR = 5  # seconds between two signs of life while a horse runs
REST = 2.0  # seconds before Redis is tried again


class LaneWorker(Worker):
    """RQ's worker, for one queue, with limits for its horses and a word about their deaths."""

    log_result_lifespan = False

    def __init__(self, lane: Post, room: Room, presence: Presence, spot: TimedSpot, evidence: Evidence) -> None:
        self.lane = lane
        self.room = room
        self.presence = presence
        self.spot = spot
        self.evidence = evidence
        url = room.settings.redis or ""
        super().__init__(
            [lane],
            name=f"{presence.name}-{secrets.token_hex(2)}",  # another each time: Redis may still know the one before it went away
            connection=redis.Redis.from_url(url),  # with a socket timeout that RQ sets
            worker_ttl=TTL,
            maintenance_interval=MAINTENANCE,
            job_monitoring_interval=MONITOR,
            serializer=SERIALIZER,
            log_job_description=False,
        )

    @property
    def asked_to_stop(self) -> bool:
        return self._shutdown_requested_date is not None

    def heartbeat(self, timeout: int | None = None, pipeline: Any | None = None) -> None:
        super().heartbeat(timeout, pipeline)
        if not self.is_horse:
            self._beat()

    def maintain_heartbeats(self, job: Job, execution: Execution) -> None:
        """Redis may go and come while a horse works; that is no reason to leave it."""
        try:
            super().maintain_heartbeats(job, execution)
        except redis.RedisError as error:
            log.warning("Redis does not answer: %s", error)

    def fork_work_horse(self, job: Job, queue: Queue) -> None:
        self.spot.clear()  # of what the horse before may have left there
        super().fork_work_horse(job, queue)

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        self.evidence.collect()
        if self.lane != SANDBOX:  # what runs in there has limits of its own
            limit_memory(self.room.settings.worker_memory_bytes)
        super().main_work_horse(job, queue)

    def before_stage(self, stage: str) -> None:
        """In the horse, once RQ has set up its own timer."""
        if self.is_horse:
            self.evidence.on_timer()
            self.spot.start(limit_of(stage, self.room.settings))

    def handle_work_horse_killed(self, job: Job, retpid: int, ret_val: int, rusage: struct_rusage) -> None:
        if ret_val is None or self.asked_to_stop:
            return
        death, counts = cause_of(ret_val, rusage, self.spot, self.evidence.read())
        if self.lane == SANDBOX:
            self._lose_run(job.args[0], retpid, death.reason)
            return
        batch_id, stage = link_of(job)
        log.warning("Stage %s of batch %s: %s %s", stage, batch_id, death.reason, death.log)
        note = die if counts else lose
        try:
            note(self.room, batch_id, stage, f"{self.presence.name}/{retpid}", death)
        except PipelineError as error:
            log.warning("That could not be noted, the sweeper will find it: %s", error)

    def _lose_run(self, run_id: int, pid: int, reason: str) -> None:
        log.warning("Run %d: %s", run_id, reason)
        try:
            end(self.room, run_id, f"{self.presence.name}/{pid}", LOST)
        except PipelineError as error:
            log.warning("That could not be noted, the sweeper will find it: %s", error)

    def _beat(self) -> None:
        try:
            self.presence.beat()
        except PipelineError as error:
            log.warning("No sign of life: %s", error)


def work(settings: Settings, lane: Post) -> None:
    """Until SIGTERM or SIGINT, which let the running stage end; a second one does not."""
    engine = open_engine(settings.dsn or "", settings.pool)
    spot = TimedSpot(settings.script_time_limit)
    detail: dict[str, Any] = {"lane": lane} if lane != SANDBOX else {"lane": lane, "refusal": _refusal(settings)}
    presence = Presence(engine, "worker", lambda: detail)
    room = Room.furnish(settings, engine, presence.name, spot)
    Rules()  # loads every rule once, here, not in each horse
    gc.freeze()  # what is there now stays; a forked process need not copy pages to look whether it does
    evidence = Evidence()
    while _work_once(lane, room, presence, spot, evidence):
        time.sleep(REST)
    evidence.close()
    try:
        presence.leave()
    except PipelineError as error:
        log.info("Left without a word: %s", error)
    room.close()
    engine.dispose()


def _refusal(settings: Settings) -> dict[str, str] | None:
    """What keeps this process from running scripts."""
    try:
        check(settings)
    except CannotRunScriptsError as error:
        log.warning("No scripts are run: %s", error)
        return {"code": error.code, "message": error.message}
    return None


def _work_once(lane: Post, room: Room, presence: Presence, spot: TimedSpot, evidence: Evidence) -> bool:
    """False when the process was asked to stop. RQ gives up when Redis goes away; then it is begun anew."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        room.queues.learn()
        worker = LaneWorker(lane, room, presence, spot, evidence)
    except redis.RedisError as error:
        log.warning("Redis does not answer, trying again in %g s: %s", REST, error)
        return True
    jobs.furnish(room, worker.before_stage)
    log.info("Process %d takes jobs of lane %s as %s", os.getpid(), lane, presence.name)
    try:
        worker.work(logging_level="WARNING")
    except redis.RedisError as error:
        log.warning("Redis went away: %s", error)
    return not worker.asked_to_stop
