"""One script at a time, answered with the script itself when it is done soon."""

import time
from collections.abc import Sequence

from flask import Response

from pipeline.accept import Accepted, File, Wishes, accept
from pipeline.accounts.settings import get_settings
from pipeline.aside import analyze_aside
from pipeline.consent import ask_about
from pipeline.files import check
from pipeline.idempotency import Key
from pipeline.progress import UploadProgress, upload_progress
from web.call import Answer, Call
from web.dispatch import respond
from web.endpoint import SIGNED_IN, Form, Noun
from web.errors import RequestError
from web.idempotency import idempotency_key, once
from web.schemas.scripts import AnalyzeRequest, Findings, NewScript, Queued, StoredScript
from web.schemas.uploads import multipart_schema
from web.scripts import script_fields
from web.upload_form import read_form, shown
from web.uploads import STATUS_URL, NothingAcceptedError

noun = Noun("storing", "/api/scripts", tag="scripts")
PATIENCE = 10.0  # seconds that a caller waits for the end
STEPS = (0.02, 0.03, 0.05, 0.1, 0.2)  # seconds between two looks, the last one again and again
ANALYSIS_SECONDS = 30  # processor time of an analysis that is not stored
ANSWERS = {200: StoredScript, 201: StoredScript, 202: Queued}


class FailedError(RequestError):
    """This script could not be stored."""

    code = "upload_failed"
    status = 422


@noun.post("", SIGNED_IN, answers=ANSWERS, refusals=(404, 409), idempotent="yes")
def create_script(call: Call, body: NewScript) -> Answer:
    """Store a script: 201 with the script, 200 with the one that is there already, or 202 while it takes longer.

    409 `has_secrets` where it is to be public and holds what looks like a secret, unless `allowSecrets` says that this is meant.
    """
    filename = shown(body.filename or f"{body.title}.ps1")
    content = body.content.encode()
    kind = check(filename, content, call.settings.max_file_bytes)
    file = File(filename=filename, kind=kind, content=content, source_path=body.source_path, title=body.title, commit_message=body.commit_message)
    wishes = Wishes(
        description=body.description,
        category_id=body.category_id,
        tags=body.tags,
        is_public=body.is_public,
        allow_secrets=body.allow_secrets,
        analysis=body.analyze,
    )
    return store(call, [file], wishes)


@noun.post(
    "/upload",
    SIGNED_IN,
    answers=ANSWERS,
    refusals=(404, 409),
    form=Form("multipart/form-data", multipart_schema(several=False)),
    idempotent="handler",
)
def upload_script(call: Call) -> Answer | Response:
    """Store one file, as above."""
    key = idempotency_key()
    form = read_form(call.settings, most=1, digest=key is not None)
    if not form.files:
        raise NothingAcceptedError(form)
    if key is None:
        return store(call, form.files, form.wishes)
    return once(call, Key(call.caller.id, key, "upload_script", form.digest), lambda: respond(store(call, form.files, form.wishes)))


@noun.post("/analyze", SIGNED_IN, answers={200: Findings}, scope="read")
def analyze_content(call: Call, body: AnalyzeRequest) -> Findings:
    """Analyse a script without storing it."""
    filename = shown(body.filename or "script.ps1")
    content = body.content.encode()
    kind = check(filename, content, call.settings.max_file_bytes)
    with call.stores.analyzing:
        found = analyze_aside(filename, kind, content, ANALYSIS_SECONDS, get_settings(call.engine, call.caller.id).get("analyzer"))
    return Findings.model_validate({name: found.get(name) for name in Findings.model_fields})


def store(call: Call, files: Sequence[File], wishes: Wishes) -> Answer:
    if wishes.is_public and not wishes.allow_secrets:
        with call.stores.analyzing:
            ask_about(files[0].filename, files[0].kind, files[0].content, ANALYSIS_SECONDS)
    accepted = accept(call.engine, call.viewer, files, wishes, request_id=call.request_id)
    call.stores.pusher.push(accepted.links)
    found = _await_end(call, accepted)
    url = f"{STATUS_URL}{found.id}"
    if not found.ended:
        return Answer(
            Queued(upload_id=found.id, batch_id=found.batch_id, status=found.status, status_url=url),  # type: ignore[arg-type]
            202,
            {"Location": url},
        )
    if found.status == "failed" or found.script_id is None:
        raise FailedError(found.error_message, code=found.error_code, statusUrl=url)
    duplicate = found.status == "duplicate"
    script = StoredScript(**script_fields(call, found.script_id), duplicate=duplicate, status_url=url)
    return Answer(script, 200 if duplicate or found.outcome != "new" else 201, {"Location": f"/api/scripts/{found.script_id}"})


def _await_end(call: Call, accepted: Accepted) -> UploadProgress:
    """As far as it has come when the caller's patience ends; at once where too many threads wait already."""
    upload_id = accepted.upload_ids[0]
    patient = call.stores.waiting.acquire(blocking=False)
    deadline = time.monotonic() + (PATIENCE if patient else 0)
    try:
        steps = iter(STEPS)
        while not (found := upload_progress(call.engine, call.viewer, upload_id)).ended and time.monotonic() < deadline:
            time.sleep(next(steps, STEPS[-1]))
        return found
    finally:
        if patient:
            call.stores.waiting.release()
