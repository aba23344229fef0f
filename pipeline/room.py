"""What a stage works with: connections, settings, and the one way to commit what it found."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self
from uuid import UUID

from sqlalchemy import Connection, CursorResult, Engine

from db.engine import execute, reading, transaction
from pipeline.audit import Origin, origin
from pipeline.batch import DONE, Batch, Link, Run
from pipeline.cache_store import Cache
from pipeline.config import Settings
from pipeline.embedding.provider import Provider, Unavailable, open_provider
from pipeline.errors import PermanentError
from pipeline.identifiers import uuid7
from pipeline.queues import Queues, connect
from pipeline.spot import Spot

log = logging.getLogger(__name__)

CACHE_TIMEOUT = 1.0  # seconds; nothing waits for the cache
WAIT_SECONDS = 15.0  # an upload that waits for another is looked at again after so long, should nobody wake it


class SupersededError(PermanentError):
    """Another process did this already."""

    code: ClassVar[str] = "superseded"


@dataclass(slots=True)
class Step:
    """A transaction that takes a batch somewhere. What is noted here happens after the commit."""

    connection: Connection
    batch: Batch
    links: list[Link] = field(default_factory=list)  # to push
    scripts: set[int] = field(default_factory=set)  # whose cached copies are out of date

    def execute(self, name: str, /, **parameters: Any) -> CursorResult[Any]:
        return execute(self.connection, name, **parameters)

    def split(self, upload_ids: Sequence[UUID], stage: str, *, seconds: float = 0.0, waits_for: Sequence[UUID | None] = ()) -> None:
        """Carry these uploads in a batch of their own, from `stage` on; not before `seconds` have passed."""
        if not upload_ids:
            return
        new_id = uuid7()
        self.execute("batches.split", new_id=new_id, stage=stage, seconds=seconds, batch_id=self.batch.id)
        self.execute("uploads.move", new_id=new_id, ids=list(upload_ids), waits_for=list(waits_for) or [None] * len(upload_ids))
        if not seconds:
            self.links.append(Link(new_id, stage, self.batch.lane))

    def fail(self, failures: Iterable[tuple[UUID, str, str]]) -> None:
        """End uploads with a code and a sentence."""
        if chosen := list(failures):
            ids, codes, messages = (list(column) for column in zip(*chosen, strict=True))
            self.execute("uploads.fail", ids=ids, codes=codes, messages=messages)

    def wake(self) -> None:
        """Push the batches that waited for uploads of this one. Called after the statement that decided those."""
        self.links += [Link(row.id, row.stage, row.lane) for row in self.execute("batches.wake", batch_id=self.batch.id)]


@dataclass(slots=True)
class Room:
    """Made once a process."""

    engine: Engine
    settings: Settings
    queues: Queues
    cache: Cache
    provider: Provider | Unavailable
    worker: str  # who runs the stage, in stage_runs
    spot: Spot = field(default_factory=Spot)

    @classmethod
    def furnish(cls, settings: Settings, engine: Engine, worker: str, spot: Spot | None = None) -> Self:
        """As the settings say. Connects to nothing yet."""
        url = settings.redis or ""
        cache = Cache(connect(url, CACHE_TIMEOUT), fallback_ttl=settings.cache_fallback_ttl, health_interval=settings.cache_health_interval)
        return cls(engine, settings, Queues(url, settings.redis_timeout), cache, _provider(settings), worker, spot or Spot())

    def close(self) -> None:
        """Leaves the engine to whoever opened it."""
        self.queues.close()
        self.cache.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with reading(self.engine, self.settings.retry) as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        with transaction(self.engine, self.settings.retry) as connection:
            yield connection

    @contextmanager
    def advance(self, run: Run, *, may_end: bool = False) -> Iterator[Step]:
        """The transaction of a stage, which takes the batch to its next. `may_end`: the stage may have ended all its uploads.

        Raises SupersededError where another run was first, or it is not the batch's time.
        """
        with self.transaction() as connection:
            step = self._take(connection, run)
            yield step
            ended = run.next_stage == DONE
            if may_end:
                step.wake()
                ended = step.execute("batches.finish_if_ended", batch_id=run.batch_id).rowcount > 0
            self.note(connection, run, "done", size=step.batch.size)
        if not ended:
            step.links.insert(0, Link(run.batch_id, run.next_stage, step.batch.lane))
        self.follow(step)

    def hold(self, connection: Connection, batch_id: UUID, stage: str) -> Step | None:
        """The batch, locked, if it is still at this stage: for what does not get further."""
        row = execute(connection, "batches.hold", batch_id=batch_id, stage=stage).first()
        return None if row is None else Step(connection, Batch(**row._mapping))  # noqa: SLF001 SQLAlchemy's public name

    def note(self, connection: Connection, run: Run, outcome: str, detail: str | None = None, *, size: int = 0) -> None:
        """How a run ended."""
        if run.id is not None:
            execute(connection, "runs.end", run_id=run.id, outcome=outcome, detail=detail)
            return
        what = {"batch_id": run.batch_id, "stage": run.stage, "size": size, "worker": self.worker, "seconds": run.seconds}
        execute(connection, "runs.record", **what, outcome=outcome, detail=detail)

    def follow(self, step: Step) -> None:
        """What a commit entails. Redis may be away; neither of these fails."""
        self.queues.push(step.links)
        self.cache.forget_scripts(step.scripts)

    def _take(self, connection: Connection, run: Run) -> Step:
        wanted = {"batch_id": run.batch_id, "stage": run.stage, "next_stage": run.next_stage, "begun": run.id is not None}
        row = execute(connection, "batches.advance", **wanted).first()
        if row is None:
            raise SupersededError
        batch = Batch(**row._mapping)  # noqa: SLF001
        origin.set(Origin(batch.user_id, request_id=batch.request_id))
        return Step(connection, batch)


def _provider(settings: Settings) -> Provider | Unavailable:
    """One that cannot be opened costs scripts their vectors, and holds nothing up."""
    try:
        return open_provider(settings)
    except Exception as error:  # foreign code
        log.exception("The embedding provider %s cannot be opened", settings.embedding_provider)
        return Unavailable("provider_failed", f"The embedding provider cannot be opened: {error}")
