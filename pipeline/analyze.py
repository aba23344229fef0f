"""Stage analyze: what the analyser says of each new version. It works outside any transaction; what it found is written in one."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from db.engine import execute
from pipeline.analysis import report
from pipeline.analysis.settings import SettingsError
from pipeline.batch import Run
from pipeline.json_text import storable_json
from pipeline.powershell.decoding import decode
from pipeline.publishing import judge
from pipeline.room import Room

log = logging.getLogger(__name__)

NOT_WANTED = {"analyze": {"code": "not_wanted", "message": "The upload asked for no analysis."}}


def analyze(run: Run, room: Room) -> None:
    with room.reading() as connection:
        rules = rules_of(None)
        chosen = {row.user_id: rules_of(row.settings) for row in execute(connection, "analysis.settings", batch_id=run.batch_id)}
        versions = {"version": rules.version, "owners": list(chosen), "versions": [each.version for each in chosen.values()]}
        rows = execute(connection, "analysis.wanted", batch_id=run.batch_id, **versions).all()
    results, notes = _look_at(room, rows, chosen, rules)
    analyses = f"[{','.join(_result(row, results[row.id]) for row in rows if row.wants_analysis)}]"
    with room.advance(run) as step:
        for upload_id, note in judge(step, rows, results).items():
            notes[upload_id] = notes.get(upload_id, {}) | note
        if any(row.wants_analysis for row in rows):
            step.execute("analysis.keep", analyses=analyses)
            step.execute("analysis.show", analyses=analyses)
            step.execute("analysis.categorize", analyses=analyses, batch_id=run.batch_id)
        if notes:
            step.execute("uploads.note", ids=list(notes), notes=[json.dumps(note) for note in notes.values()])
        step.scripts |= {row.script_id for row in rows if row.wants_analysis}


def _look_at(room: Room, rows: Sequence[Any], chosen: Mapping[int, report.Rules], rules: report.Rules) -> tuple[dict[UUID, str], dict[UUID, Any]]:
    """Analyses as JSON and notes, by upload. What is or will be public is looked through for secrets, also where nobody wants an analysis."""
    results: dict[UUID, str] = {}
    notes: dict[UUID, Any] = {row.id: NOT_WANTED for row in rows if not row.wants_analysis}
    for row in rows:
        if not (row.wants_analysis or row.to_publish or row.is_public):
            continue
        if row.known is not None:
            results[row.id] = row.known
            continue
        with room.spot.on(row.id):
            results[row.id], error = examine(row.filename, row.kind, bytes(row.content), chosen.get(row.owner, rules))
        if error and row.wants_analysis:
            notes[row.id] = {"analyze": error}
    return results, notes


def _result(row: Any, result: str) -> str:
    return f'{{"script_id":{row.script_id},"script_version":{row.version},"version_id":{row.version_id},"result":{result}}}'


def examine(filename: str, kind: str, content: bytes, rules: report.Rules) -> tuple[str, dict[str, str] | None]:
    """The analysis as JSON, and the error where the analyser failed on this script."""
    try:
        read = decode(content)
        second = None if read.alternative is None else (read.alternative, read.notes[0])
        return storable_json(report.analyse(read.text, kind, rules=rules, filename=filename, data=content, second=second)), None
    except MemoryError:
        raise
    except Exception as error:  # one script never sinks its batch
        log.exception("The analysis of %s failed", filename)
        message = f"The analysis of this script failed ({type(error).__name__}): {error}"[:1000]
        return storable_json(report.unknown("analysis_failed", message, version=rules.version)), {"code": "analysis_failed", "message": message}


def rules_of(settings: Any) -> report.Rules:
    """The rules of an owner who chose these settings, or none. Settings are checked when they are set; what an older release
    let through counts as none.
    """
    try:
        return report.Rules(settings)
    except SettingsError as error:
        log.warning("Settings of an owner were left aside: %s", error)
        return report.Rules()
