"""What operators see, on the wire."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field

from web.schemas.analytics import FailureFigures
from web.schemas.base import IdText, Model, MomentText, Page, PageNumber, PageSize, Request, Text, Utc, whole


class Unfinished(Model):
    """Seconds."""

    lane: str
    stage: str
    batches: int
    uploads: int
    oldest: float
    attempts: int
    deaths: int


class Process(Model):
    """`ago`: seconds since it was seen."""

    name: str
    kind: str
    host: str
    pid: int
    ago: float
    detail: Any


class Totals(Model):
    scripts: int
    versions: int
    analyses: int
    embeddings: int
    quarantined: int
    admins: int


class Outdated(Model):
    """Scripts whose analysis an older analyser made, or other rules of their owner's. `givenUp`: this analyser could not read them."""

    waiting: int
    under_way: int
    given_up: int


class Executions(Model):
    """Runs of scripts in the sandbox. `oldest`: seconds since the one that waits longest was asked for; null where none waits.

    `workers` can run scripts; `refusals` say what keeps other ones from it.
    """

    waiting: int
    running: int
    oldest: float | None
    workers: int
    refusals: list[str]


class Status(Model):
    """`rate`: uploads that ended, a second, lately. `queues`: jobs that wait, by lane; null while Redis is away."""

    uploads: dict[str, int]
    unfinished: list[Unfinished]
    processes: list[Process]
    failures: list[FailureFigures]
    totals: Totals
    rate: float
    outdated: Outdated
    executions: Executions
    queues: dict[str, int] | None


class Quarantined(Model):
    upload_id: UUID
    filename: str
    user_id: int
    stage: str
    reason: str
    log: str
    created_at: Utc


class Quarantine(Page):
    quarantine: list[Quarantined]


class QuarantineQuery(Request):
    limit: PageSize = 20
    cursor: MomentText | None = None
    page: PageNumber | None = None


class Retried(Model):
    """`stage`: where it goes on."""

    upload_id: UUID
    stage: str


class AuditEntry(Model):
    id: int
    user_id: int | None
    action: str
    target: str | None
    address: str | None
    request_id: str | None
    detail: Any
    created_at: Utc


class Audit(Page):
    entries: list[AuditEntry]


class AuditQuery(Request):
    action: Annotated[Text, Field(max_length=50)] | None = None
    user_id: IdText | None = None
    limit: PageSize = 20
    cursor: Annotated[int, Field(ge=1, le=2**53), BeforeValidator(whole)] | None = None
    page: PageNumber | None = None


class EmbeddingModel(Model):
    id: str
    provider: str
    model: str
    dimensions: int
    state: str
    scripts: int
    created_at: Utc


class WithoutVector(Model):
    code: str | None
    scripts: int


class Embeddings(Model):
    models: list[EmbeddingModel]
    without: list[WithoutVector]


class Rotated(Model):
    """The key that signs from now on."""

    key_id: str
