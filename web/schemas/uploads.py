"""Uploads and batches on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from web.schemas.base import FlagText, IdText, Model, Request, Text

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
    fields = UploadForm.model_json_schema(by_alias=False)["properties"]
    files = {"files": {"type": "array", "items": file, "minItems": 1, "maxItems": 100}} if several else {"file": file}
    return {"type": "object", "required": list(files), "properties": files | fields}
