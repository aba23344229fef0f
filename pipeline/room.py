"""What a stage works with: connections, settings, and the one way to commit what it found."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Connection, CursorResult, Engine

from db.engine import execute, reading, transaction
from pipeline.batch import DONE, Batch, Lane, Link
from pipeline.cache_store import Cache
from pipeline.config import Settings
from pipeline.embedding.provider import Provider, Unavailable
from pipeline.errors import PermanentError
from pipeline.identifiers import uuid7
from pipeline.queues import Queues
from pipeline.spot import Spot

WAIT_SECONDS = 15.0  # an upload that waits for another is looked at again after so long, should nobody wake it


class SupersededError(PermanentError):
    """Another process did this already."""

    code: ClassVar[str] = "superseded"


@dataclass(slots=True)
class Step:
    """A stage's transaction. What is noted here happens after the commit."""

    connection: Connection
    batch_id: UUID
    lane: Lane
    links: list[Link] = field(default_factory=list)  # to push
    scripts: set[int] = field(default_factory=set)  # whose cached copies are out of date

    def execute(self, name: str, /, **parameters: Any) -> CursorResult[Any]:
        return execute(self.connection, name, **parameters)

    def split(self, upload_ids: Sequence[UUID], stage: str, *, seconds: float = 0.0, waits_for: Sequence[UUID | None] = ()) -> None:
        """Carry these uploads in a batch of their own, from `stage` on; not before `seconds` have passed."""
        if not upload_ids:
            return
        new_id = uuid7()
        self.execute("batches.split", new_id=new_id, stage=stage, seconds=seconds, batch_id=self.batch_id)
        self.execute("uploads.move", new_id=new_id, ids=list(upload_ids), waits_for=list(waits_for) or [None] * len(upload_ids))
        if not seconds:
            self.links.append(Link(new_id, stage, self.lane))

    def fail(self, failures: Iterable[tuple[UUID, str, str]]) -> None:
        """End uploads with a code and a sentence."""
        if chosen := list(failures):
            ids, codes, messages = (list(column) for column in zip(*chosen, strict=True))
            self.execute("uploads.fail", ids=ids, codes=codes, messages=messages)

    def wake(self) -> None:
        """Push the batches that waited for uploads of this one. Called after the statement that decided those."""
        self.links += [Link(row.id, row.stage, row.lane) for row in self.execute("batches.wake", batch_id=self.batch_id)]


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

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with reading(self.engine, self.settings.retry) as connection:
            yield connection

    @contextmanager
    def advance(self, batch: Batch, *, may_end: bool = False) -> Iterator[Step]:
        """The transaction of a stage, which takes the batch to its next. `may_end`: the stage may have ended all its uploads.

        Raises SupersededError where another run was first.
        """
        with transaction(self.engine, self.settings.retry) as connection:
            step = Step(connection, batch.id, batch.lane)
            moved = step.execute("batches.advance", batch_id=batch.id, stage=batch.stage, next_stage=batch.next_stage)
            if moved.rowcount == 0:
                raise SupersededError
            yield step
            ended = batch.next_stage == DONE
            if may_end:
                step.wake()
                ended = step.execute("batches.finish_if_ended", batch_id=batch.id).rowcount > 0
            step.execute("runs.end", run_id=batch.run_id, outcome="done", detail=None)
        if not ended:
            step.links.insert(0, Link(batch.id, batch.next_stage, batch.lane))
        self.follow(step)

    def follow(self, step: Step) -> None:
        """What a commit entails. Redis may be away; neither of these fails."""
        self.queues.push(step.links)
        self.cache.forget_scripts(step.scripts)
