"""Versions, compared; an analysis, taken apart or carried away."""

from typing import Annotated

from flask import Response
from pydantic import Field
from werkzeug.http import parse_options_header

from pipeline.exports import FORMATS, Name
from pipeline.exports.report import Report
from pipeline.library.comparing import compare
from pipeline.library.errors import NotAnalyzedError
from pipeline.library.scripts import get_analysis, get_script
from web.attachments import attachment_of, carried_away
from web.call import Call
from web.endpoint import READERS, Bytes, Noun
from web.schemas.base import IdText, Request
from web.schemas.scripts import ChangedScore, Comparison, Hunk, Layers

noun = Noun("versions", "/api/scripts", tag="scripts")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
VersionNumber = IdText
TYPES = tuple(dict.fromkeys(parse_options_header(each.content_type)[0] for each in FORMATS.values()))


class CompareQuery(Request):
    from_: Annotated[VersionNumber, Field(alias="from")]
    to: VersionNumber


class ExportQuery(Request):
    format: Name = "json"


@noun.get("/<id:script_id>/versions/compare", READERS, answers={200: Comparison})
def compare_script_versions(call: Call, script_id: int, query: CompareQuery) -> Comparison:
    """What changed from one version to another, in lines, scores and findings."""
    found = compare(call.engine, call.viewer, script_id, query.from_, query.to)
    return Comparison(
        script_id=script_id,
        from_=query.from_,
        to=query.to,
        added=found.added,
        removed=found.removed,
        exact=found.exact,
        hunks=[Hunk.model_validate(each) for each in found.hunks],
        unified=found.unified,
        scores={name: ChangedScore(from_=old, to=new) for name, (old, new) in found.scores.items()},
        findings_added=found.findings_added,
        findings_removed=found.findings_removed,
    )


@noun.get("/<id:script_id>/layers", READERS, answers={200: Layers})
def get_script_layers(call: Call, script_id: int) -> Layers:
    """What was found beneath encodings and other wrappings."""
    found = get_analysis(call.engine, call.viewer, script_id)
    return Layers(script_id=script_id, script_version=found.script_version, layers=found.layers, reason=(found.unknown or {}).get("layers"))


@noun.get(
    "/<id:script_id>/export-analysis",
    READERS,
    answers={200: Bytes("application/json", "The analysis as a file; its type is that of the format.", TYPES)},
)
def export_script_analysis(call: Call, script_id: int, query: ExportQuery) -> Response:
    """The analysis as JSON, SARIF, HTML, Markdown or PDF."""
    script, analysis = get_script(call.engine, call.viewer, script_id)
    if analysis is None:
        raise NotAnalyzedError(status=None)
    chosen = FORMATS[query.format]
    response = Response(chosen.write(Report(script, analysis)), content_type=chosen.content_type)
    response.headers["Content-Disposition"] = attachment_of(f"{script.title}.{chosen.ending}")
    response.headers["Content-Security-Policy"] = POLICY
    return carried_away(call, response, "analysis_exported", script_id, format=query.format)
