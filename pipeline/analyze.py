"""Stage analyze: what the analyser says of each new version. It works outside any transaction; what it found is written in one."""

import json
import logging
from typing import Any

from db.engine import execute
from pipeline.analysis import report
from pipeline.analysis.settings import SettingsError
from pipeline.batch import Run
from pipeline.json_text import storable_json
from pipeline.powershell.decoding import decode
from pipeline.room import Room

log = logging.getLogger(__name__)

NOT_WANTED = {"analyze": {"code": "not_wanted", "message": "The upload asked for no analysis."}}


def analyze(run: Run, room: Room) -> None:
    with room.reading() as connection:
        rules = rules_of(None)
        chosen = {row.user_id: rules_of(row.settings) for row in execute(connection, "analysis.settings", batch_id=run.batch_id)}
        versions = {"version": rules.version, "owners": list(chosen), "versions": [each.version for each in chosen.values()]}
        rows = execute(connection, "analysis.wanted", batch_id=run.batch_id, **versions).all()
    made, notes = [], {row.id: NOT_WANTED for row in rows if not row.wants_analysis}
    for row in rows:
        if not row.wants_analysis:
            continue
        result, error = row.known, None
        if result is None:
            with room.spot.on(row.id):
                result, error = examine(row.filename, row.kind, bytes(row.content), chosen.get(row.owner, rules))
        made.append(f'{{"script_id":{row.script_id},"script_version":{row.version},"version_id":{row.version_id},"result":{result}}}')
        if error:
            notes[row.id] = {"analyze": error}
    analyses = f"[{','.join(made)}]"
    with room.advance(run) as step:
        if made:
            step.execute("analysis.keep", analyses=analyses)
            step.execute("analysis.show", analyses=analyses)
            step.execute("analysis.categorize", analyses=analyses)
        if notes:
            step.execute("uploads.note", ids=list(notes), notes=[json.dumps(note) for note in notes.values()])
        step.scripts |= {row.script_id for row in rows if row.wants_analysis}


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
