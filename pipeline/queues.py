"""The only place that knows RQ. Queues carry ids; what they lose, the sweeper finds in PostgreSQL and pushes again."""

import logging
import secrets
import time
from collections.abc import Sequence
from uuid import UUID

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.job import Job
from rq.queue import EnqueueData
from rq.utils import as_text

from pipeline.batch import BULK, FIRST_STAGE, LANES, SANDBOX, Link, Post

log = logging.getLogger(__name__)

JOB = "workers.jobs.run_stage"
RUN = "workers.jobs.run_script"
NO_OP = "workers.jobs.pass_on"
SERIALIZER = "json"  # the default, pickle, would let whoever can write to Redis run code
KEEP_FAILURE = 24 * 3600  # seconds; for rq-dashboard
NO_TIMEOUT = -1  # a job's limits are set by the process that runs it
HEALTH_CHECK = 30  # seconds after which a connection that nobody used is tried before it is
REST = 5.0  # seconds without trying again after Redis did not answer


def connect(url: str, timeout: float) -> redis.Redis:
    """A client that gives up after `timeout` seconds, and tries once more on a new connection where an old one broke."""
    return redis.Redis.from_url(
        url, socket_timeout=timeout, socket_connect_timeout=timeout, retry=Retry(NoBackoff(), 1), health_check_interval=HEALTH_CHECK
    )


class Queues:
    """One queue a lane. A Redis that does not answer is logged, never raised: the work is in PostgreSQL."""

    def __init__(self, url: str, timeout: float = 5.0) -> None:
        self._client = connect(url, timeout)
        self._queues = {lane: Queue(lane, connection=self._client, serializer=SERIALIZER) for lane in LANES}
        self._runs = Queue(SANDBOX, connection=self._client, serializer=SERIALIZER)
        self._silent_until = 0.0

    def push(self, links: Sequence[Link]) -> bool:
        """Whether Redis took them. The sweeper pushes what it did not."""
        if not links or time.monotonic() < self._silent_until:
            return not links
        try:
            for lane in {link.lane for link in links}:
                self._queues[lane].enqueue_many([_job(link) for link in links if link.lane == lane])
        except redis.RedisError as error:
            self._silent_until = time.monotonic() + REST
            log.warning("Redis did not take %d batches, the sweeper will push them: %s", len(links), error)
            return False
        return True

    def push_runs(self, run_ids: Sequence[int]) -> None:
        """Runs of scripts. The sweeper pushes what Redis did not take."""
        if not run_ids or time.monotonic() < self._silent_until:
            return
        try:
            self._runs.enqueue_many([_prepared(RUN, (each,), f"{each}_{secrets.token_hex(4)}") for each in run_ids])
        except redis.RedisError as error:
            self._silent_until = time.monotonic() + REST
            log.warning("Redis did not take %d runs, the sweeper will push them: %s", len(run_ids), error)

    def carried_runs(self) -> set[int] | None:
        """Runs of scripts that wait in a queue; None while Redis is away."""
        try:
            ids = self._client.lrange(self._runs.key, 0, -1)
        except redis.RedisError as error:
            log.warning("Redis does not say what it carries: %s", error)
            return None
        return {int(number) for id_ in ids if (number := as_text(id_).partition("_")[0]).isdecimal()}

    def pass_on(self, name: str, links_left: int) -> None:
        """Push a link of a chain that does nothing. Raises what Redis raises."""
        self._queues[BULK].enqueue_many([_prepared(NO_OP, (name, links_left), f"{name}_{links_left}")])

    def is_idle(self) -> bool:
        """Whether nothing waits and nothing runs. Raises what Redis raises."""
        return not any(queue.count or queue.started_job_registry.get_job_count(cleanup=False) for queue in self._queues.values())

    def empty(self) -> None:
        """Forget all that waits; the sweeper would bring it back. Raises what Redis raises."""
        for queue in (*self._queues.values(), self._runs):
            queue.delete(delete_jobs=True)

    def carried(self) -> set[tuple[UUID, str]] | None:
        """Batches that wait in a queue, each with its stage; None while Redis is away."""
        try:
            ids = [id_ for lane in LANES for id_ in self._client.lrange(self._queues[lane].key, 0, -1)]
        except redis.RedisError as error:
            log.warning("Redis does not say what it carries: %s", error)
            return None
        return {found for id_ in ids if (found := _told_by(as_text(id_)))}

    def depths(self) -> dict[Post, int] | None:
        """Jobs that wait, by lane; None while Redis is away."""
        try:
            lanes: dict[Post, int] = {lane: int(self._client.llen(self._queues[lane].key)) for lane in LANES}
            return lanes | {SANDBOX: int(self._client.llen(self._runs.key))}
        except redis.RedisError as error:
            log.warning("Redis does not say how long its queues are: %s", error)
            return None

    def answers(self) -> bool:
        """Whether Redis is there."""
        try:
            return bool(self._client.ping())
        except redis.RedisError:
            return False

    def learn(self) -> None:
        """Ask Redis its version now, which RQ would ask in every process that is forked from this one. Raises what Redis raises."""
        for queue in self._queues.values():
            queue.get_redis_server_version()

    def close(self) -> None:
        self._client.close()


def link_of(job: Job) -> tuple[UUID, str]:
    """Batch and stage of a job."""
    batch_id, stage = job.args
    return UUID(batch_id), stage


def _job(link: Link) -> EnqueueData:
    # RQ forgets a finished job by its id: a second push of the same id would be forgotten with it. So every push has an id of its own.
    # What has begun goes before what has not: a large import then ends batch by batch instead of all at the very end.
    begun = link.stage != FIRST_STAGE
    return _prepared(JOB, (str(link.batch_id), link.stage), f"{link.batch_id}_{link.stage}_{secrets.token_hex(4)}", at_front=begun)


def _prepared(function: str, arguments: tuple[str | int, ...], job_id: str, *, at_front: bool = False) -> EnqueueData:
    return Queue.prepare_data(
        function, arguments, job_id=job_id, timeout=NO_TIMEOUT, result_ttl=0, failure_ttl=KEEP_FAILURE, description=job_id, at_front=at_front
    )


def _told_by(job_id: str) -> tuple[UUID, str] | None:
    batch_id, _, rest = job_id.partition("_")
    try:
        return UUID(batch_id), rest.partition("_")[0]
    except ValueError:  # a job of `pass_on`, or of somebody else
        return None
