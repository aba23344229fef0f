"""Owners change their scripts."""

from collections.abc import Sequence
from typing import Any

from pipeline.consent import ask_about_change
from pipeline.library import editing, reverting, tagging
from pipeline.library.editing import Change, Entered
from web.call import Answer, Call
from web.endpoint import SIGNED_IN, Noun
from web.schemas.scripts import (
    AddTags,
    Bulk,
    BulkChange,
    BulkIds,
    NamedTag,
    Queued,
    RevertRequest,
    ScriptChange,
    ScriptTags,
    StoredScript,
)
from web.scripts import script_fields
from web.storing import ANALYSIS_SECONDS
from web.uploads import STATUS_URL

noun = Noun("editing", "/api/scripts", tag="scripts")
FIELDS = ("title", "description", "category_id", "is_public")


@noun.put("/<id:script_id>", SIGNED_IN, answers={200: StoredScript}, refusals=(409,))
def update_script(call: Call, script_id: int, body: ScriptChange) -> StoredScript:
    """Change a script; new content is a new version, which is analysed again. 409 `has_secrets` as above where a secret would become public."""
    if "content" in body.model_fields_set and not body.allow_secrets:
        public = body.is_public if "is_public" in body.model_fields_set else None
        with call.stores.analyzing:
            ask_about_change(call.engine, call.viewer, script_id, body.content.encode(), ANALYSIS_SECONDS, public=public)
    entered = editing.update(
        call.engine,
        call.viewer,
        script_id,
        change_of(body),
        content=body.content if "content" in body.model_fields_set else None,
        message=body.commit_message,
        largest=call.settings.max_file_bytes,
    )
    return stored(call, script_id, entered)


@noun.delete("/<id:script_id>", SIGNED_IN, answers={204: None})
def delete_script(call: Call, script_id: int) -> Answer:
    """Delete a script with its versions and analyses."""
    editing.delete(call.engine, call.viewer, script_id)
    changed(call, [script_id])
    return Answer(status=204)


@noun.post("/delete", SIGNED_IN, answers={200: Bulk}, refusals=(409,), idempotent="yes")
def delete_scripts(call: Call, body: BulkIds) -> Bulk:
    """Delete many scripts, or none."""
    editing.delete_many(call.engine, call.viewer, body.ids)
    changed(call, body.ids)
    return Bulk(count=len(set(body.ids)))


@noun.post("/bulk-update", SIGNED_IN, answers={200: Bulk}, refusals=(404, 409), idempotent="yes")
def update_scripts(call: Call, body: BulkChange) -> Bulk:
    """Change many scripts, or none."""
    editing.update_many(call.engine, call.viewer, body.ids, change_of(body))
    changed(call, body.ids)
    return Bulk(count=len(set(body.ids)))


@noun.post("/<id:script_id>/analyze", SIGNED_IN, answers={202: Queued}, idempotent="yes")
def analyze_script(call: Call, script_id: int) -> Answer:
    """Have the current version analysed again."""
    entered = editing.analyze_again(call.engine, call.viewer, script_id)
    call.stores.pusher.push([entered.link])
    return Answer(queued(entered), 202)


@noun.post("/<id:script_id>/revert/<id:version>", SIGNED_IN, answers={200: StoredScript}, refusals=(409,), body_optional=True, idempotent="yes")
def revert_script(call: Call, script_id: int, version: int, body: RevertRequest) -> StoredScript:
    """Make an old content the newest version."""
    entered = reverting.revert(call.engine, call.viewer, script_id, version, message=body.commit_message, largest=call.settings.max_file_bytes)
    return stored(call, script_id, entered)


@noun.post("/<id:script_id>/tags", SIGNED_IN, answers={200: ScriptTags}, idempotent="yes")
def add_script_tags(call: Call, script_id: int, body: AddTags) -> ScriptTags:
    """Put tags on a script."""
    found = tagging.tag_script(call.engine, call.viewer, script_id, body.tags)
    changed(call, [script_id])
    return tags(found)


@noun.delete("/<id:script_id>/tags/<tag>", SIGNED_IN, answers={200: ScriptTags})
def remove_script_tag(call: Call, script_id: int, tag: str) -> ScriptTags:
    """Take a tag, given by name or number, off a script."""
    found = tagging.untag_script(call.engine, call.viewer, script_id, tag)
    changed(call, [script_id])
    return tags(found)


def change_of(body: ScriptChange | BulkChange) -> Change:
    said = body.model_fields_set
    return Change(
        fields={name: getattr(body, name) for name in FIELDS if name in said},
        tags=body.tags if "tags" in said else None,
        allow_secrets=body.allow_secrets,
    )


def changed(call: Call, script_ids: Sequence[int]) -> None:
    """Nothing that is cached of them is shown again."""
    call.stores.cache.forget_scripts(script_ids)


def stored(call: Call, script_id: int, entered: Entered | None) -> StoredScript:
    if entered:
        call.stores.pusher.push([entered.link])
    changed(call, [script_id])
    url = f"{STATUS_URL}{entered.upload_id}" if entered else None
    return StoredScript(**script_fields(call, script_id), status_url=url)


def queued(entered: Entered) -> Queued:
    return Queued(upload_id=entered.upload_id, batch_id=entered.batch_id, status="processing", status_url=f"{STATUS_URL}{entered.upload_id}")


def tags(found: Sequence[tuple[int, str]]) -> ScriptTags:
    named: list[Any] = [NamedTag(id=tag_id, name=name) for tag_id, name in found]
    return ScriptTags(tags=named)
