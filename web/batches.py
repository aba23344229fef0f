"""How far requests are that brought files."""

from uuid import UUID

from pipeline.cancelling import cancel
from pipeline.progress import BatchProgress, UploadProgress, batch_progress, batches_of, count_batches, upload_progress, uploads_of, wait_for_batch
from web.call import Call
from web.endpoint import SIGNED_IN, Noun
from web.schemas.uploads import (
    BatchLine,
    BatchList,
    BatchListQuery,
    BatchQuery,
    BatchStatus,
    BatchWithUploads,
    Cancelled,
    Problem,
    UploadStatus,
)
from web.scripts import pages

noun = Noun("batches", "/api/batches")
statuses = Noun("upload_status", "/api/scripts/upload/status", tag="uploads")
LONGEST_WAIT = 30.0  # seconds; a client asks again


@statuses.get("/<uuid:upload_id>", SIGNED_IN, answers={200: UploadStatus}, rate="none")
def get_upload_status(call: Call, upload_id: UUID) -> UploadStatus:
    """How far one upload is."""
    return shown_upload(upload_progress(call.engine, call.viewer, upload_id))


@noun.get("", SIGNED_IN, answers={200: BatchList})
def list_batches(call: Call, query: BatchListQuery) -> BatchList:
    """One's own requests, the newest first."""
    number = query.page or 1
    offset = 0 if query.cursor else (number - 1) * query.limit
    found = batches_of(call.engine, call.viewer, before=query.cursor, limit=query.limit + 1, offset=offset, everybody=query.all)
    total = count_batches(call.engine, call.viewer, everybody=query.all)
    shown = found[: query.limit]
    return BatchList(
        batches=[BatchLine(batch_id=each.id, total=each.uploads, live=each.live, failed=each.failed, created_at=each.created_at) for each in shown],
        total=total,
        page=number,
        total_pages=pages(total, query.limit),
        next_cursor=str(shown[-1].id) if len(found) > query.limit else None,
    )


@noun.get("/<uuid:batch_id>", SIGNED_IN, answers={200: BatchWithUploads}, rate="none")
def get_batch(call: Call, batch_id: UUID, query: BatchQuery) -> BatchWithUploads:
    """How far one request is, with its uploads."""
    found = _look(call, batch_id, min(query.wait, LONGEST_WAIT))
    uploads = uploads_of(call.engine, call.viewer, batch_id, limit=query.limit, offset=(query.page - 1) * query.limit) if query.limit else []
    return BatchWithUploads(
        **_status(found).model_dump(),
        uploads=[shown_upload(each) for each in uploads],
        page=query.page,
        total_pages=-(-found.uploads // query.limit) if query.limit else 0,
    )


def _look(call: Call, batch_id: UUID, seconds: float) -> BatchProgress:
    places = call.stores.waiting  # whoever waits holds a thread; where too many do, others are answered at once
    if not seconds or not places.acquire(blocking=False):
        return batch_progress(call.engine, call.viewer, batch_id)
    try:
        return wait_for_batch(call.engine, call.viewer, batch_id, seconds)
    finally:
        places.release()


@noun.post("/<uuid:batch_id>/cancel", SIGNED_IN, answers={200: Cancelled})
def cancel_batch(call: Call, batch_id: UUID) -> Cancelled:
    """Keep what has not begun from beginning."""
    return Cancelled(batch_id=batch_id, cancelled=cancel(call.engine, call.viewer, batch_id))


def _status(found: BatchProgress) -> BatchStatus:
    return BatchStatus(
        batch_id=found.id,
        total=found.uploads,
        by_status=found.by_status,
        by_stage=found.by_stage,
        percent=found.percent,
        rate=found.rate,
        eta_seconds=found.seconds_left,
        done=found.is_done,
        created_at=found.created_at,
    )


def shown_upload(found: UploadProgress) -> UploadStatus:
    return UploadStatus(
        upload_id=found.id,
        batch_id=found.batch_id,
        filename=found.filename,
        status=found.status,  # type: ignore[arg-type]  # pydantic checks it
        stage=found.stage,
        progress=found.progress,
        outcome=found.outcome,  # type: ignore[arg-type]
        script_id=found.script_id,
        version=found.version,
        duplicate_of=found.duplicate_of,
        embedding={"reason": found.embedding_unknown} if found.embedding_unknown else None,
        error=Problem(code=found.error_code, message=found.error_message or "") if found.error_code else None,
        notes=found.notes,
        created_at=found.created_at,
        updated_at=found.updated_at,
    )
