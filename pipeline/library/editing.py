"""Changes that owners make to scripts by hand: all or nothing, and new content is analysed again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from db.engine import Connection, Engine, execute, transaction
from db.errors import MissingReferenceError
from pipeline.accept import NoSuchCategoryError
from pipeline.audit import origin, record
from pipeline.batch import INTERACTIVE, Link
from pipeline.dedupe import LOCK_SPACE
from pipeline.files import check
from pipeline.identifiers import uuid7
from pipeline.library.errors import EqualScriptError, NotVisibleError, NotYoursError, RefusedTogetherError
from pipeline.publishing import ask_about_scripts
from pipeline.texts import PLAIN, bytes_of, encode, read_text
from pipeline.viewer import Viewer

REST = "analyze"  # the stage that a script whose bytes are in place goes on with


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is in `fields` is set, also to None; the rest stays. `tags` replaces all tags."""

    fields: dict[str, Any] = field(default_factory=dict)  # title, description, category_id, is_public
    tags: Sequence[str] | None = None
    allow_secrets: bool = False


@dataclass(frozen=True, slots=True)
class Entered:
    """Work that goes on in the background; push the link after the commit."""

    batch_id: UUID
    upload_id: UUID
    link: Link


def update(
    engine: Engine, viewer: Viewer, script_id: int, change: Change, *, content: str | None = None, message: str | None = None, largest: int
) -> Entered | None:
    """None where no new content has to be analysed.

    Raises NotVisibleError, NotYoursError, NoSuchCategoryError, HasSecretsError, EqualScriptError, RefusedError.
    """
    with transaction(engine) as connection:
        script = lock_one(connection, viewer, script_id)
        _change(connection, [script], change)
        if content is None:
            return None
        data = in_encoding(content, script.encoding)
        return set_content(connection, viewer, script, data, message, largest, allow_secrets=change.allow_secrets)


def update_many(engine: Engine, viewer: Viewer, script_ids: Sequence[int], change: Change) -> None:
    """Raises RefusedTogetherError with the ids that refused, NoSuchCategoryError, HasSecretsError."""
    with transaction(engine) as connection:
        _change(connection, lock_many(connection, viewer, script_ids), change)


def delete_many(engine: Engine, viewer: Viewer, script_ids: Sequence[int]) -> None:
    """Raises RefusedTogetherError with the ids that refused."""
    with transaction(engine) as connection:
        _delete(connection, lock_many(connection, viewer, script_ids))


def delete(engine: Engine, viewer: Viewer, script_id: int) -> None:
    """Raises NotVisibleError, NotYoursError."""
    with transaction(engine) as connection:
        _delete(connection, [lock_one(connection, viewer, script_id)])


def analyze_again(engine: Engine, viewer: Viewer, script_id: int) -> Entered:
    """Raises NotVisibleError, NotYoursError."""
    with transaction(engine) as connection:
        script = lock_one(connection, viewer, script_id)
        execute(connection, "editing.forget_analysis", script_id=script_id)
        return enter(connection, viewer, script_id, bytes_of(script.content, script.encoding, script.raw), "unchanged", None)


def lock_one(connection: Connection, viewer: Viewer, script_id: int) -> Any:
    found = execute(connection, "editing.lock", script_ids=[script_id], **viewer.parameters).first()
    if found is None:
        raise NotVisibleError
    if not found.own:
        raise NotYoursError
    return found


def lock_many(connection: Connection, viewer: Viewer, script_ids: Sequence[int]) -> list[Any]:
    wanted = sorted(set(script_ids))
    found = execute(connection, "editing.lock", script_ids=wanted, **viewer.parameters).all()
    own = {script.id for script in found if script.own}
    refused = {str(each): "forbidden" if each in {script.id for script in found} else "not_found" for each in wanted if each not in own}
    if refused:
        raise RefusedTogetherError(refused=refused)
    return list(found)


def set_content(
    connection: Connection, viewer: Viewer, script: Any, data: bytes, message: str | None, largest: int, *, allow_secrets: bool = False
) -> Entered | None:
    """The next version; None where these are the bytes already. Raises EqualScriptError, RefusedError."""
    check(f"x.{script.kind}", data, largest)
    sha256 = hashlib.sha256(data).digest()
    if sha256 == bytes(script.sha256):
        return None
    execute(connection, "editing.lock_owner", space=LOCK_SPACE, owner=script.user_id)
    if (equal := execute(connection, "editing.equal", owner=script.user_id, sha256=sha256, script_id=script.id).scalar()) is not None:
        raise EqualScriptError(scriptId=equal)
    read = read_text(data)
    execute(
        connection,
        "editing.set_content",
        script_id=script.id,
        content=read.text,
        file_hash=hashlib.md5(data, usedforsecurity=False).hexdigest(),
        sha256=sha256,
        size=len(data),
        encoding=read.encoding,
        raw=None if read.exact else data,
    )
    execute(connection, "editing.keep_version", script_id=script.id, user_id=viewer.user_id, commit_message=message)
    return enter(connection, viewer, script.id, data, "changed", message, allow_secrets=allow_secrets)


def enter(
    connection: Connection, viewer: Viewer, script_id: int, data: bytes, outcome: str, message: str | None, *, allow_secrets: bool = False
) -> Entered:
    """Have a script's current version analysed, embedded and shown."""
    batch_id, upload_id = uuid7(), uuid7()
    known = {"user_id": viewer.user_id, "batch_id": batch_id}
    execute(connection, "editing.enter_batch", **known, stage=REST, request_id=origin.get().request_id)
    wishes = {"commit_message": message, "allow_secrets": allow_secrets}
    execute(connection, "editing.enter", **known, upload_id=upload_id, outcome=outcome, script_id=script_id, **wishes)
    execute(connection, "editing.enter_content", upload_id=upload_id, content=data)
    return Entered(batch_id, upload_id, Link(batch_id, REST, INTERACTIVE))


def in_encoding(content: str, encoding: str) -> bytes:
    """A text that was edited keeps its file's encoding where that can say it."""
    try:
        return encode(content, encoding)
    except UnicodeEncodeError:
        return encode(content, PLAIN)


def _change(connection: Connection, scripts: Sequence[Any], change: Change) -> None:
    ids = [script.id for script in scripts]
    _see_to_visibility(connection, scripts, change)
    if change.fields:
        columns = ("title", "description", "category_id", "is_public")
        chosen = {f"set_{name}": name in change.fields for name in columns} | {name: change.fields.get(name) for name in columns}
        try:
            execute(connection, "editing.change", script_ids=ids, **chosen)
        except MissingReferenceError as error:
            raise NoSuchCategoryError from error
        if change.fields.keys() & {"title", "description"}:
            execute(connection, "search.mark_digests", scripts=ids)
    if change.tags is not None:
        set_tags(connection, ids, change.tags)


def _see_to_visibility(connection: Connection, scripts: Sequence[Any], change: Change) -> None:
    """It is noted, and secrets are not published by accident."""
    public = change.fields.get("is_public")
    changed = [script.id for script in scripts if public is not None and public != script.is_public]
    if public and changed and not change.allow_secrets:
        ask_about_scripts(connection, changed)
    for script_id in changed:
        record(connection, "script_published" if public else "script_hidden", target=f"script:{script_id}")


def set_tags(connection: Connection, script_ids: Sequence[int], names: Sequence[str]) -> None:
    """These and no others."""
    add_tags(connection, script_ids, names)
    execute(connection, "editing.untag", script_ids=list(script_ids), names=list(names))


def add_tags(connection: Connection, script_ids: Sequence[int], names: Sequence[str]) -> None:
    execute(connection, "editing.add_tags", names=list(names))
    execute(connection, "editing.tag", script_ids=list(script_ids), names=list(names))
    execute(connection, "editing.touch", script_ids=list(script_ids))


def _delete(connection: Connection, scripts: Sequence[Any]) -> None:
    execute(connection, "editing.delete", script_ids=[script.id for script in scripts])
    for script in scripts:
        record(connection, "script_deleted", target=f"script:{script.id}", title=script.title)
