"""Files come in: a 202 is given when they are committed, and what became of each is told beside its name."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from db.engine import transaction
from pipeline.accept import Accepted, accept, accept_within
from pipeline.batch import Link
from pipeline.idempotency import Kept, Key, once_within
from web.call import Answer, Call
from web.endpoint import SIGNED_IN, Form, Noun
from web.errors import RequestError
from web.idempotency import idempotency_key
from web.schemas.uploads import Uploaded, multipart_schema
from web.upload_form import Form as Read
from web.upload_form import Refusal, read_form

noun = Noun("uploads", "/api/scripts/upload")
STATUS_URL = "/api/scripts/upload/status/"


@noun.post(
    "/async",
    SIGNED_IN,
    answers={202: Uploaded},
    refusals=(400, 404, 408, 413, 415),
    form=Form("multipart/form-data", multipart_schema(several=True)),
    idempotent="handler",
)
def upload_async(call: Call) -> Answer:
    """Hand in 1 to 100 files, to be worked on in the background."""
    key = idempotency_key()
    form = read_form(call.settings, most=call.settings.max_files, digest=key is not None)
    if not form.files:
        raise NothingAcceptedError(form)
    if key is None:
        accepted = accept(call.engine, call.viewer, form.files, form.wishes, request_id=call.request_id)
        call.stores.pusher.push(accepted.links)
        return Answer(answer(form, accepted), 202)
    return _once(call, form, Key(call.caller.id, key, "upload_async", form.digest))


def _once(call: Call, form: Read, key: Key) -> Answer:
    """What is accepted and the answer that a repetition gets are committed together."""
    links: Sequence[Link] = ()

    def work() -> Kept:
        nonlocal links
        accepted = accept_within(connection, call.viewer, form.files, form.wishes, request_id=call.request_id)
        links = accepted.links
        return Kept(202, answer(form, accepted))

    with transaction(call.engine) as connection:
        kept = once_within(connection, key, work)
    call.stores.pusher.push(links)
    return Answer(kept.response, kept.status)


class NothingAcceptedError(RequestError):
    """None of the files can be taken."""

    code = "nothing_accepted"

    def __init__(self, form: Read) -> None:
        refusals = [each for each in form.outcomes if isinstance(each, Refusal)]
        statuses = {refusal.status for refusal in refusals}
        self.status = statuses.pop() if len(statuses) == 1 else 422  # type: ignore[misc]  # of the files, where they agree
        message = str(refusals[0].error) if len(refusals) == 1 else str(self.__doc__)
        super().__init__(message, uploads=[_refused(each) for each in refusals])


def answer(form: Read, accepted: Accepted) -> dict[str, Any]:
    """An `Uploaded`, made by hand: this is the busiest answer."""
    ids = iter(accepted.upload_ids)
    return {
        "batchId": str(accepted.root_id),
        "statusUrl": f"/api/batches/{accepted.root_id}",
        "uploads": [_refused(each) if isinstance(each, Refusal) else _queued(next(ids), each.filename) for each in form.outcomes],
    }


def _queued(upload_id: UUID, filename: str) -> dict[str, Any]:
    return {"uploadId": str(upload_id), "filename": filename, "status": "queued", "statusUrl": f"{STATUS_URL}{upload_id}"}


def _refused(refusal: Refusal) -> dict[str, Any]:
    return {"filename": refusal.filename, "status": "refused", "error": {"code": refusal.error.code, "message": refusal.error.message}}
