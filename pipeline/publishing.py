"""A script that holds a secret is published only by somebody who says that it may be. docs/pipeline.md tells who is asked when."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from db.engine import Connection, execute
from pipeline.analysis.report import POWERSHELL
from pipeline.audit import record
from pipeline.library.errors import HasSecretsError, SecretsUnknownError
from pipeline.room import Step

SECRET: Final = re.compile(r"PS00[12569](_|$)")
"""Detections of what must not be public: a secret, a token, a key."""
_MASK: Final = re.compile(r"\*\*\*[0-9a-f]{8}\*\*\*")
_MOST_TOLD: Final = 20

HOW: Final = "To publish it nevertheless, change it with `isPublic` and `allowSecrets`."
HELD_BACK: Final = f"It holds what looks like a secret, so it stays private. {HOW}"
TAKEN_BACK: Final = f"Its new version holds what looks like a secret, so it is private now. {HOW}"
NOT_KNOWN: Final = f"It could not be looked through for secrets, so it stays private. {HOW}"

Found = list[dict[str, Any]]


def secrets_among(issues: Iterable[dict[str, Any]]) -> Found:
    """What looks like a secret, masked, and where."""
    found = [issue for issue in issues if SECRET.match(issue["rule"])]
    return [{"rule": each["rule"], "line": each.get("line"), "text": (each.get("evidence") or {}).get("text")} for each in found]


def new_among(found: Found, known: Found) -> Found:
    """Those secrets that are not the same as some known one."""
    before = {mark for each in known for mark in _marks(each)}
    return [each for each in found if not before.issuperset(_marks(each))]


def _marks(found: dict[str, Any]) -> set[str]:
    return set(_MASK.findall(found["text"] or "")) or {f"{found['rule']} {found['text']}"}


def told(found: Found) -> Found:
    return found[:_MOST_TOLD]


def ask_about_scripts(connection: Connection, script_ids: Sequence[int]) -> None:
    """Raises HasSecretsError or SecretsUnknownError for scripts that are to be public as they are."""
    rows = execute(connection, "publishing.to_judge", script_ids=list(script_ids)).all()
    found = [{"scriptId": row.id, "version": row.version, **each} for row in rows for each in secrets_among(row.issues or ())]
    unknown = [row.id for row in rows if row.current and row.issues is None and row.kind in POWERSHELL]
    if found:
        raise HasSecretsError(scripts=sorted({each["scriptId"] for each in found}), found=told(found))
    if unknown:
        raise SecretsUnknownError(scripts=unknown)


def judge(step: Step, rows: Sequence[Any], results: dict[Any, str]) -> dict[Any, dict[str, Any]]:
    """Publish what may be, keep back the rest. Notes for uploads, by id. To be called before the new analyses are kept.

    `rows` are those of `analysis.wanted`, `results` their analyses as JSON by upload.
    """
    asked = [row for row in rows if row.to_publish or (row.is_public and row.outcome == "changed" and not row.allow_secrets)]
    if not asked:
        return {}
    earlier: dict[int, Found] = {}
    for row in step.execute("publishing.to_judge", script_ids=[row.script_id for row in asked]):
        earlier.setdefault(row.id, []).extend({"version": row.version, **each} for each in secrets_among(row.issues or ()))
    notes, good = {}, []
    for row in asked:
        note = None if row.allow_secrets else _objection(row, results.get(row.id), earlier.get(row.script_id, []))
        if note is None:
            good.append(row)
        else:
            notes[row.id] = {"publish": note}
    _carry_out(step, good, [row for row in asked if row.id in notes])
    return notes


def _objection(row: Any, result: str | None, earlier: Found) -> dict[str, Any] | None:
    """What speaks against being public: a secret in it or in its `earlier` versions; where it is public already, one that they have not."""
    if row.kind not in POWERSHELL:
        return None
    issues = json.loads(result)["security_issues"] if result else None
    if issues is None:
        return None if row.is_public else {"code": "secrets_unknown", "message": NOT_KNOWN}
    found = secrets_among(issues)
    found = new_among(found, earlier) if row.is_public else found + new_among(earlier, found)
    return {"code": "has_secrets", "message": TAKEN_BACK if row.is_public else HELD_BACK, "found": told(found)} if found else None


def _carry_out(step: Step, good: Sequence[Any], bad: Sequence[Any]) -> None:
    if good:
        for script_id in step.execute("publishing.publish", **_versions(good)).scalars():
            record(step.connection, "script_published", target=f"script:{script_id}")
    if bad:
        for row in step.execute("publishing.withhold", **_versions(bad)):
            if row.was_public:
                record(step.connection, "script_hidden", target=f"script:{row.id}")
    step.scripts |= {row.script_id for row in (*good, *bad)}


def _versions(rows: Sequence[Any]) -> dict[str, list[int]]:
    return {"script_ids": [row.script_id for row in rows], "versions": [row.version for row in rows]}
