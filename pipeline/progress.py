"""How far uploads and requests are, for whoever may see them."""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Engine

from db.engine import execute, reading
from db.records import records
from pipeline.batch import DONE
from pipeline.errors import PermanentError
from pipeline.stages import NAMES
from pipeline.viewer import Viewer

ENDED = frozenset({"completed", "duplicate", "failed"})
_SHARE = {name: number / len(NAMES) for number, name in enumerate((*NAMES, DONE))}  # of the way, when this stage runs next
POLL = 0.25  # seconds between two looks of `wait`
AT_REST = 20  # times as long as a look took: counting a request of 100,000 uploads takes a tenth of a second


class NoSuchUploadError(PermanentError):
    """There is no such upload."""

    code: ClassVar[str] = "upload_not_found"


class NoSuchBatchError(PermanentError):
    """There is no such batch."""

    code: ClassVar[str] = "batch_not_found"


@dataclass(frozen=True, slots=True)
class UploadProgress:
    """One upload. What it names can be seen by who asked."""

    id: UUID
    batch_id: UUID  # the batch that the client was told of
    filename: str
    status: str
    stage: str  # that runs next, `done` after the last
    outcome: str | None  # new changed unchanged duplicate
    script_id: int | None
    version: int | None
    duplicate_of: int | None
    embedding_unknown: Any  # {code, message}: why a completed upload has no vector
    error_code: str | None
    error_message: str | None
    notes: Any  # {step: {code, message}}: what could not be done of a step
    created_at: datetime
    updated_at: datetime

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def progress(self) -> int:
        """Per cent of the way."""
        return 100 if self.ended else int(100 * _SHARE[self.stage])


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """One request, all batches that it was split into together."""

    id: UUID
    user_id: int
    lane: str
    request_id: str | None
    created_at: datetime
    by_status: dict[str, int]
    by_stage: dict[str, int]  # live uploads by the stage that runs next
    percent: float
    rate: float | None  # uploads that ended, a second; None while none has
    seconds_left: float | None  # None: not known

    @property
    def uploads(self) -> int:
        return sum(self.by_status.values())

    @property
    def ended(self) -> int:
        return sum(number for status, number in self.by_status.items() if status in ENDED)

    @property
    def is_done(self) -> bool:
        return self.ended == self.uploads


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """One line of a list of requests."""

    id: UUID
    lane: str
    created_at: datetime
    uploads: int
    live: int
    failed: int


def upload_progress(engine: Engine, viewer: Viewer, upload_id: UUID) -> UploadProgress:
    """Raises NoSuchUploadError, for another's upload too."""
    with reading(engine) as connection:
        found = records(UploadProgress, execute(connection, "progress.upload", upload_id=upload_id, **viewer.parameters))
    if not found:
        raise NoSuchUploadError
    return found[0]


def uploads_of(engine: Engine, viewer: Viewer, root_id: UUID, *, limit: int = 1000, offset: int = 0) -> list[UploadProgress]:
    """Of one request, in the order of acceptance."""
    with reading(engine) as connection:
        return records(
            UploadProgress, execute(connection, "progress.uploads", root_id=root_id, limit=limit, offset=offset, **viewer.parameters)
        )


def batch_progress(engine: Engine, viewer: Viewer, root_id: UUID) -> BatchProgress:
    """Raises NoSuchBatchError, for another's request too."""
    with reading(engine) as connection:
        rows = execute(connection, "progress.request", root_id=root_id, **viewer.parameters).all()
    if not rows:
        raise NoSuchBatchError
    by_status: Counter[str] = Counter()
    by_stage: Counter[str] = Counter()
    for row in rows:
        by_status[row.status] += row.number
        if row.status not in ENDED:
            by_stage[row.stage] += row.number
    first, total = rows[0], sum(row.number for row in rows)
    ended = sum(row.number for row in rows if row.status in ENDED)
    way = sum(row.number * _SHARE[row.stage] for row in rows)
    seconds = max(row.until_last_end for row in rows) if ended == total else first.age
    rate = ended / seconds if ended and seconds > 0 else None
    left = 0.0 if ended == total else (total - ended) / rate if rate else None
    return BatchProgress(
        id=first.id, user_id=first.user_id, lane=first.lane, request_id=first.request_id, created_at=first.created_at,
        by_status=dict(by_status), by_stage=dict(by_stage), percent=round(100 * way / total, 1), rate=rate, seconds_left=left,
    )  # fmt: skip


def wait_for_batch(engine: Engine, viewer: Viewer, root_id: UUID, seconds: float) -> BatchProgress:
    """The same as soon as all has ended, at the latest after `seconds`. Raises NoSuchBatchError."""
    deadline = time.monotonic() + seconds
    begun = time.monotonic()
    progress = batch_progress(engine, viewer, root_id)
    while not progress.is_done and (left := deadline - time.monotonic()) > 0:
        time.sleep(min(max(POLL, AT_REST * (time.monotonic() - begun)), left))
        begun = time.monotonic()
        progress = batch_progress(engine, viewer, root_id)
    return progress


def batches_of(
    engine: Engine, viewer: Viewer, *, before: UUID | None = None, limit: int = 20, offset: int = 0, everybody: bool = False
) -> list[BatchSummary]:
    """Requests, the newest first; `before` the last one of the page before. An admin may ask for everybody's."""
    with reading(engine) as connection:
        wanted = {"before": before, "limit": limit, "offset": offset, "all": everybody}
        return records(BatchSummary, execute(connection, "progress.requests", **wanted, **viewer.parameters))


def count_batches(engine: Engine, viewer: Viewer, *, everybody: bool = False) -> int:
    """How many requests `batches_of` goes through."""
    with reading(engine) as connection:
        return int(execute(connection, "progress.request_count", all=everybody, **viewer.parameters).scalar_one())
