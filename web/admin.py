"""What operators look at and do."""

from dataclasses import asdict
from uuid import UUID

from flask import Response

from pipeline import administering, quarantine
from pipeline.accounts.registering import invite
from pipeline.state import look
from web.call import Answer, Call
from web.endpoint import ADMINS, Noun
from web.errors import ForbiddenError
from web.schemas.accounts import Invitation, Invite
from web.schemas.admin import Audit, AuditEntry, AuditQuery, Embeddings, Quarantine, Quarantined, QuarantineQuery, Retried, Rotated, Status
from web.schemas.analytics import FailureFigures
from web.scripts import CONTENT, attachment, pages

noun = Noun("admin", "/api/admin")


@noun.get("/status", ADMINS, answers={200: Status})
def get_status(call: Call) -> Status:
    """What is under way, and who works on it."""
    state = look(call.engine)
    failures = [FailureFigures(error_code=code, number=number) for code, number in state.failures.items()]
    return Status.model_validate(asdict(state) | {"failures": failures, "queues": call.stores.queues.depths()})


@noun.get("/quarantine", ADMINS, answers={200: Quarantine})
def list_quarantine(call: Call, query: QuarantineQuery) -> Quarantine:
    """Scripts that killed their process again and again, the newest first."""
    number = query.page or 1
    offset = 0 if query.cursor else (number - 1) * query.limit
    found, total = administering.quarantine(call.engine, before=query.cursor, limit=query.limit + 1, offset=offset)
    shown = found[: query.limit]
    return Quarantine(
        quarantine=[Quarantined.model_validate(each) for each in shown],
        total=total,
        page=number,
        total_pages=pages(total, query.limit),
        next_cursor=f"{shown[-1].created_at.isoformat()}Z" if len(found) > query.limit else None,
    )


@noun.get("/quarantine/<uuid:upload_id>/download", ADMINS, answers={200: CONTENT}, refusals=(404,))
def download_quarantined(call: Call, upload_id: UUID) -> Response:
    """The bytes of a script in quarantine, as they were uploaded."""
    return attachment(quarantine.read(call.engine, upload_id))


@noun.post("/quarantine/<uuid:upload_id>/retry", ADMINS, answers={202: Retried}, refusals=(404,))
def retry_quarantined(call: Call, upload_id: UUID) -> Answer:
    """Have a script in quarantine worked on once more, in a batch of its own."""
    link = quarantine.retry(call.engine, upload_id)
    call.stores.pusher.push([link])
    return Answer(Retried(upload_id=upload_id, stage=link.stage), 202)


@noun.delete("/quarantine/<uuid:upload_id>", ADMINS, answers={204: None}, refusals=(404,))
def drop_quarantined(call: Call, upload_id: UUID) -> Answer:
    """Give a script in quarantine up: its upload stays failed, its bytes go."""
    quarantine.drop(call.engine, upload_id)
    return Answer(status=204)


@noun.get("/audit", ADMINS, answers={200: Audit})
def list_audit(call: Call, query: AuditQuery) -> Audit:
    """Who did what, the newest first."""
    number = query.page or 1
    offset = 0 if query.cursor else (number - 1) * query.limit
    found, total = administering.audit(
        call.engine, action=query.action, user_id=query.user_id, before=query.cursor, limit=query.limit + 1, offset=offset
    )
    shown = found[: query.limit]
    return Audit(
        entries=[AuditEntry.model_validate(each) for each in shown],
        total=total,
        page=number,
        total_pages=pages(total, query.limit),
        next_cursor=str(shown[-1].id) if len(found) > query.limit else None,
    )


@noun.get("/embeddings", ADMINS, answers={200: Embeddings})
def get_embeddings(call: Call) -> Embeddings:
    """Which models there are vectors of, and why scripts have none."""
    return Embeddings.model_validate(administering.embeddings(call.engine))


@noun.post("/keys/rotate", ADMINS, answers={200: Rotated})
def rotate_keys(call: Call) -> Rotated:
    """Sign with a new key; tokens that are out stay valid for their lifetime."""
    if call.settings.jwt_secret:
        raise ForbiddenError("The key comes from the setting JWT_SECRET: change it there.")
    return Rotated(key_id=call.stores.keys.rotate(call.settings.access_token_lifetime))


@noun.post("/invitations", ADMINS, answers={201: Invitation})
def create_invitation(call: Call, body: Invite) -> Answer:
    """Invite somebody to make an account."""
    return Answer(Invitation(invitation=invite(call.engine, call.caller.id, body.email)), 201)
