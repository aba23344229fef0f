"""Scripts: the list, one of them, its bytes."""

import dataclasses
import hashlib
import json
from typing import Any

from flask import Response, request

from pipeline.library import lists
from pipeline.library.lists import Filters
from pipeline.library.records import Analysis as FoundAnalysis
from pipeline.library.records import ScriptDetail, ScriptSummary, VersionDetail, VersionSummary
from pipeline.library.scripts import ScriptFile, download, get_analysis, get_script, get_version, list_versions, version_file
from web.attachments import attachment_of, carried_away
from web.caching import kept, kept_script
from web.call import Answer, Call
from web.endpoint import READERS, Bytes, Noun
from web.schemas.scripts import (
    Analysis,
    ListedScript,
    NamedCategory,
    NamedTag,
    NamedUser,
    Scores,
    Script,
    ScriptFilters,
    ScriptList,
    ScriptListQuery,
    Version,
    VersionList,
    VersionPaging,
    VersionWithContent,
)

noun = Noun("scripts", "/api/scripts")
CONTENT = Bytes("application/octet-stream", "The bytes as they were uploaded.")


@noun.get("", READERS, answers={200: ScriptList})
def list_scripts(call: Call, query: ScriptListQuery) -> Answer:
    """Scripts that the caller may see."""
    return Answer(listing(call, query))


def listing(call: Call, query: ScriptListQuery, **fixed: Any) -> bytes:
    """A page of scripts, from the cache where it is; `fixed` filters go before those of the query."""
    said = json.dumps(query.model_dump(exclude={"limit", "page"}) | fixed, sort_keys=True)
    filters = f"{call.viewer.scope}:{hashlib.blake2b(said.encode(), digest_size=16).hexdigest()}"
    key = f"scripts:{query.page or 1}:{query.limit}:{filters}"
    return kept(call.stores, key, call.settings.cache_list_ttl, lambda: make_list(call, query, fixed))


def make_list(call: Call, query: ScriptListQuery, fixed: dict[str, Any]) -> ScriptList:
    page = lists.list_scripts(
        call.engine,
        call.viewer,
        dataclasses.replace(filters_of(query), **fixed),
        sort=query.sort,
        order=query.order or ("asc" if query.sort == "title" else "desc"),
        limit=query.limit,
        page=query.page,
        cursor=query.cursor,
    )
    return ScriptList(
        scripts=[listed(each) for each in page.scripts],
        total=page.total,
        page=page.page,
        total_pages=pages(page.total, query.limit),
        next_cursor=page.next_cursor,
    )


@noun.get("/<id:script_id>", READERS, answers={200: Script}, refusals=(404,))
def get_one_script(call: Call, script_id: int) -> Answer:
    """One script with its content and its analysis."""
    ttl = call.settings.cache_script_ttl
    return Answer(kept_script(call, f"script:{script_id}", script_id, ttl, lambda: Script(**script_fields(call, script_id))))


def script_fields(call: Call, script_id: int) -> dict[str, Any]:
    """Of a `Script`."""
    script, analysis = get_script(call.engine, call.viewer, script_id)
    shown = shown_analysis(analysis) if analysis else None
    return base(script) | {"content": script.content, "encoding": script.encoding, "analysis": shown}


@noun.get("/<id:script_id>/analysis", READERS, answers={200: Analysis}, refusals=(404,))
def get_script_analysis(call: Call, script_id: int) -> Answer:
    """What the analyser says of the current version."""
    ttl = call.settings.cache_analysis_ttl
    return Answer(
        kept_script(call, f"analysis:{script_id}", script_id, ttl, lambda: shown_analysis(get_analysis(call.engine, call.viewer, script_id)))
    )


@noun.get("/<id:script_id>/versions", READERS, answers={200: VersionList}, refusals=(404,))
def list_script_versions(call: Call, script_id: int, query: VersionPaging) -> VersionList:
    """The history of a script, the newest version first."""
    number = query.page or 1
    offset = 0 if query.cursor else (number - 1) * query.limit
    found, total = list_versions(call.engine, call.viewer, script_id, before=query.cursor, limit=query.limit + 1, offset=offset)
    more = len(found) > query.limit
    return VersionList(
        versions=[shown_version(each) for each in found[: query.limit]],
        total=total,
        page=number,
        total_pages=pages(total, query.limit),
        next_cursor=str(found[query.limit - 1].version) if more else None,
    )


@noun.get("/<id:script_id>/versions/<id:version>", READERS, answers={200: VersionWithContent}, refusals=(404,))
def get_script_version(call: Call, script_id: int, version: int) -> VersionWithContent:
    """One version with its content."""
    found = get_version(call.engine, call.viewer, script_id, version)
    return VersionWithContent(**shown_version(found).model_dump(), content=found.content)


@noun.get("/<id:script_id>/versions/<id:version>/download", READERS, answers={200: CONTENT}, refusals=(404,))
def download_script_version(call: Call, script_id: int, version: int) -> Response:
    """The bytes of a version, as they were uploaded."""
    found = get_version(call.engine, call.viewer, script_id, version)
    return carried_away(call, attachment(version_file(found)), "script_exported", script_id, version=version)


@noun.get("/<id:script_id>/download", READERS, answers={200: CONTENT}, refusals=(404,))
def download_script(call: Call, script_id: int) -> Response:
    """The bytes of the current version, as they were uploaded."""
    return carried_away(call, attachment(download(call.engine, call.viewer, script_id)), "script_exported", script_id)


def filters_of(query: ScriptFilters) -> Filters:
    return Filters(
        category_id=query.category_id,
        user_id=query.user_id,
        tag=query.tag,
        is_public=query.is_public,
        min_security=query.min_security,
        max_risk=query.max_risk,
        q=query.q,
    )


def pages(total: int, limit: int) -> int:
    return -(-total // limit)


def base(script: ScriptSummary | ScriptDetail) -> dict[str, Any]:
    """What lists and single scripts show alike."""
    category = NamedCategory(id=script.category_id, name=script.category_name or "") if script.category_id is not None else None
    return {
        "id": script.id,
        "title": script.title,
        "description": script.description,
        "user_id": script.user_id,
        "user": NamedUser(id=script.user_id, username=script.username),
        "category_id": script.category_id,
        "category": category,
        "tags": [NamedTag(**tag) for tag in script.tags],
        "version": script.version,
        "is_public": script.is_public,
        "file_hash": script.file_hash,
        "kind": script.kind,
        "size": script.size,
        "execution_count": script.execution_count,
        "average_execution_time": script.average_execution_time,
        "last_executed_at": script.last_executed_at,
        "created_at": script.created_at,
        "updated_at": script.updated_at,
    }


def listed(script: ScriptSummary) -> ListedScript:
    scores = Scores(security_score=script.security_score, quality_score=script.quality_score, risk_score=script.risk_score)
    return ListedScript(**base(script), analysis=scores if script.analyzed else None)


def shown_analysis(found: FoundAnalysis) -> Analysis:
    return Analysis.model_validate({name: getattr(found, name) for name in Analysis.model_fields})


def shown_version(found: VersionSummary | VersionDetail) -> Version:
    user = NamedUser(id=found.user_id, username=found.username or "") if found.user_id is not None else None
    return Version(
        id=found.id,
        script_id=found.script_id,
        version=found.version,
        user=user,
        commit_message=found.commit_message,
        sha256=bytes(found.sha256).hex(),
        size=found.size,
        encoding=found.encoding,
        created_at=found.created_at,
    )


def attachment(file: ScriptFile) -> Response:
    """Saved, never shown or run by a browser. The entity tag is the content's hash."""
    response = Response(file.content, content_type=CONTENT.content_type)
    response.headers["Content-Disposition"] = attachment_of(file.name)
    response.set_etag(bytes(file.sha256).hex())
    response.make_conditional(request)
    return response
