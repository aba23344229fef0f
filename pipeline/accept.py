"""Taking files in: what was committed here is never lost, whatever happens to the queues."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Connection, Engine

from db.copy import copy_in
from db.engine import execute, reading, transaction
from db.errors import MissingReferenceError
from pipeline.batch import BULK, FIRST_STAGE, INTERACTIVE, Lane, Link
from pipeline.errors import PermanentError
from pipeline.files import LONGEST_NAME, LONGEST_PATH, LONGEST_TITLE, PathTooLongError
from pipeline.identifiers import uuid7
from pipeline.viewer import Viewer

BATCH_FILES = 200
BATCH_BYTES = 32 * 1024 * 1024  # a stage holds the contents of a batch in memory
COLUMNS = (  # of `_row`
    "id", "batch_id", "root_id", "user_id", "filename", "kind", "size", "source_path", "target_script_id", "title", "description", "category_id",
    "tags", "is_public", "allow_secrets", "wants_analysis", "commit_message", "notes",
)  # fmt: skip
INTERACTIVE_FILES = 20  # a request with more of them does not overtake others


class NoSuchScriptError(PermanentError):
    """There is no such script."""

    code: ClassVar[str] = "script_not_found"


class NoSuchCategoryError(PermanentError):
    """There is no such category."""

    code = "category_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file, checked by pipeline.files, and what its caller wishes of it; None: not said."""

    filename: str
    kind: str
    content: bytes
    source_path: str | None = None  # where it comes from; without it or `script_id` a name selects no script
    script_id: int | None = None  # the script it is a version of
    title: str | None = None
    commit_message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the caller wishes of all files of a request; None: not said."""

    description: str | None = None
    category_id: int | None = None
    tags: Sequence[str] | None = None
    is_public: bool | None = None
    allow_secrets: bool = False  # publish also what holds a secret
    analysis: bool = True


@dataclass(frozen=True, slots=True)
class Accepted:
    """`root_id` is the batch that the client knows; `links` are to be pushed now that all is committed."""

    root_id: UUID
    upload_ids: tuple[UUID, ...]  # in the order of the files
    links: tuple[Link, ...] = field(repr=False)


def accept(
    engine: Engine,
    caller: Viewer,
    files: Sequence[File],
    wishes: Wishes = Wishes(),
    *,
    lane: Lane | None = None,
    request_id: str | None = None,
    root_id: UUID | None = None,
) -> Accepted:
    """Commit files in one transaction; push `links` afterwards. `root_id` adds them to an earlier request of the same caller.

    Raises NoSuchScriptError, NoSuchCategoryError, PathTooLongError, and what the database raises.
    """
    opened = reading(engine) if len(files) == 1 else transaction(engine)  # one statement needs no transaction around it
    with opened as connection:
        return accept_within(connection, caller, files, wishes, lane=lane, request_id=request_id, root_id=root_id)


def accept_within(
    connection: Connection,
    caller: Viewer,
    files: Sequence[File],
    wishes: Wishes,
    *,
    lane: Lane | None = None,
    request_id: str | None = None,
    root_id: UUID | None = None,
) -> Accepted:
    """The same in the caller's transaction, for what has to be committed with it."""
    if caller.user_id is None or not files:
        raise ValueError("An upload has a user and at least one file.")
    _check_scripts(connection, caller, files)
    chosen = lane or (INTERACTIVE if len(files) <= INTERACTIVE_FILES else BULK)
    uploads = [(uuid7(), file) for file in files]
    links = []
    for part in _parts(uploads):
        batch_id = uuid7()
        root_id = root_id or batch_id
        batch = {"batch_id": batch_id, "root_id": root_id, "user_id": caller.user_id, "lane": chosen, "request_id": request_id}
        rows = [_row(upload_id, file, wishes, (batch_id, root_id, caller.user_id)) for upload_id, file in part]
        with _references():
            if len(part) == 1:
                row = dict(zip(COLUMNS, rows[0], strict=True))
                execute(connection, "accepting.one", **(batch | row), content=part[0][1].content)
            else:
                execute(connection, "batches.accept", **batch)
                copy_in(connection, "uploads.copy", rows)
                copy_in(connection, "uploads.copy_contents", [(upload_id, file.content) for upload_id, file in part])
        links.append(Link(batch_id, FIRST_STAGE, chosen))
    assert root_id is not None  # noqa: S101 there is at least one file
    return Accepted(root_id, tuple(upload_id for upload_id, _ in uploads), tuple(links))


def _check_scripts(connection: Connection, caller: Viewer, files: Iterable[File]) -> None:
    """A script that the caller may not change looks exactly like one that does not exist."""
    named = {file.script_id for file in files if file.script_id is not None}
    if named and named != set(execute(connection, "uploads.own_targets", ids=list(named), **caller.parameters).scalars()):
        raise NoSuchScriptError


def _parts(uploads: Sequence[tuple[UUID, File]]) -> Iterator[list[tuple[UUID, File]]]:
    part: list[tuple[UUID, File]] = []
    size = 0
    for upload in uploads:
        length = len(upload[1].content)
        if part and (len(part) == BATCH_FILES or size + length > BATCH_BYTES):
            yield part
            part, size = [], 0
        part.append(upload)
        size += length
    yield part


@contextmanager
def _references() -> Iterator[None]:
    try:
        yield
    except MissingReferenceError as error:
        raise (NoSuchCategoryError if "category" in error.constraint else NoSuchScriptError) from error


def _row(upload_id: UUID, file: File, wishes: Wishes, ids: tuple[UUID, UUID, int]) -> tuple[Any, ...]:
    source_path = storable(file.source_path)
    if source_path is not None and not 0 < len(source_path.encode()) <= LONGEST_PATH:
        raise PathTooLongError("A source path has 1 to 2000 bytes.")
    return (
        upload_id,
        *ids,
        (storable(file.filename) or "")[:LONGEST_NAME],
        file.kind,
        len(file.content),
        source_path,
        file.script_id,
        _short(file.title),
        storable(wishes.description),
        wishes.category_id,
        None if wishes.tags is None else sorted({tag for each in wishes.tags if (tag := (_short(each) or "").strip())}),
        wishes.is_public,
        wishes.allow_secrets,
        wishes.analysis,
        storable(file.commit_message),
        # Deleting the script sets the column to NULL; that it was named must not be forgotten with it.
        "{}" if file.script_id is None else json.dumps({"target": {"script_id": file.script_id}}),
    )


def _short(text: str | None) -> str | None:
    return None if text is None else (storable(text) or "")[:LONGEST_TITLE]


def storable(text: str | None) -> str | None:
    r"""What PostgreSQL's texts can hold: no NUL; bytes of a file's name that are no text become \udc80 and so on, spelled out."""
    return None if text is None else text.replace("\0", "\ufffd").encode("utf-8", "backslashreplace").decode()
