"""Uploads and batches on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field

from web.schemas.base import FlagText, IdText, Model, Page, PageNumber, PageSize, Request, Text, Utc, whole, without_null

MOST_TAGS = 100


def _tags(given: list[str]) -> list[str]:
    names = list(dict.fromkeys(name for text in given for part in text.split(",") if (name := part.strip())))
    if len(names) > MOST_TAGS:
        raise ValueError(f"at most {MOST_TAGS} tags are taken")
    if any(len(name) > 255 for name in names):
        raise ValueError("a tag has at most 255 characters")
    return names


Title = Annotated[Text, Field(max_length=255)]
Message = Annotated[Text, Field(max_length=10_000)]
Description = Annotated[Text, Field(max_length=100_000)]
SourcePath = Annotated[Text, Field(max_length=2000)]
Tags = Annotated[list[Text], AfterValidator(_tags)]


class UploadForm(Request):
    """The fields beside the files. `title`, `source_path` and `commit_message` may repeat in the order of the files."""

    title: list[Title] = Field(default=[])
    description: Description | None = None
    category_id: IdText | None = None
    tags: Tags | None = None
    is_public: FlagText | None = None
    allow_secrets: FlagText = False
    analyze: FlagText = True
    source_path: list[SourcePath] = Field(default=[])
    script_id: IdText | None = None
    commit_message: list[Message] = Field(default=[])


class Problem(Model):
    code: str
    message: str


class UploadedFile(Model):
    """`uploadId` and `statusUrl` of a file that was accepted, `error` of one that was refused."""

    upload_id: UUID | None = None
    filename: str
    status: Literal["queued", "refused"]
    status_url: str | None = None
    error: Problem | None = None


class Uploaded(Model):
    batch_id: UUID
    status_url: str
    uploads: list[UploadedFile]


def multipart_schema(*, several: bool) -> dict[str, Any]:
    """Of the form, for the documentation: files beside the fields of `UploadForm`."""
    file = {"type": "string", "format": "binary"}
    fields = {name: without_null(each) for name, each in UploadForm.model_json_schema(by_alias=False)["properties"].items()}
    files = {"files": {"type": "array", "items": file, "minItems": 1, "maxItems": 100}} if several else {"file": file}
    return {"type": "object", "required": list(files), "properties": files | fields}


class UploadStatus(Model):
    """`completed`: analysed, found by its words, and embedded, or `embedding` says why not."""

    upload_id: UUID
    batch_id: UUID
    filename: str
    status: Literal["queued", "processing", "completed", "duplicate", "failed"]
    stage: str
    progress: int
    outcome: Literal["new", "changed", "unchanged", "duplicate"] | None
    script_id: int | None
    version: int | None
    duplicate_of: int | None
    embedding: Any
    error: Problem | None
    notes: dict[str, Any]
    created_at: Utc
    updated_at: Utc


class BatchStatus(Model):
    """One request: `etaSeconds` and `rate` (uploads a second) are null while they are not known."""

    batch_id: UUID
    total: int
    by_status: dict[str, int]
    by_stage: dict[str, int]
    percent: float
    rate: float | None
    eta_seconds: float | None
    done: bool
    created_at: Utc


class BatchWithUploads(BatchStatus):
    """`uploads` is a page of them, in the order of the request."""

    uploads: list[UploadStatus]
    page: int
    total_pages: int


class BatchLine(Model):
    batch_id: UUID
    total: int
    live: int
    failed: int
    created_at: Utc


class BatchList(Page):
    batches: list[BatchLine]


class Cancelled(Model):
    """How many uploads had not begun, and do not begin now."""

    batch_id: UUID
    cancelled: int


class BatchQuery(Request):
    """`wait`: answer when all has ended, at the latest after so many seconds."""

    wait: Annotated[float, Field(ge=0, le=60)] = 0
    limit: Annotated[int, Field(ge=0, le=1000), BeforeValidator(whole)] = 100
    page: PageNumber = 1


class BatchListQuery(Request):
    """`all`: everybody's, for administrators."""

    limit: PageSize = 20
    cursor: UUID | None = None
    page: PageNumber | None = None
    all: FlagText = False
