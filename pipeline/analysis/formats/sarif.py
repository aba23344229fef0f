"""SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from pipeline.analysis.baseline import fingerprints
from pipeline.analysis.catalog import load_rule, page, rule_names
from pipeline.analysis.files import FileReport
from pipeline.analysis.finding import ERROR, INFORMATION, PARSE_ERROR, WARNING, Correction, Finding, Place
from pipeline.analysis.formats import Style

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {INFORMATION: "note", WARNING: "warning", ERROR: "error", PARSE_ERROR: "error"}


def write(reports: Iterable[FileReport], style: Style) -> Iterator[str]:
    results: list[dict[str, Any]] = []
    notifications: list[dict[str, Any]] = []
    rules: dict[str, int] = {}
    complete = True
    for report in reports:
        complete = complete and report.error is None and not report.failed
        notifications += _notifications(report)
        results += [_result(report, finding, fingerprint, rules) for finding, fingerprint in fingerprints(report)]
    run = {
        "tool": {
            "driver": {
                "name": "psscript",
                "version": style.version,
                    "rules": [_rule(name) for name in rules],
            }
        },
        "columnKind": "utf16CodeUnits",
        "invocations": [{"executionSuccessful": complete, "toolExecutionNotifications": notifications}],
        "results": results,
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(name: str) -> dict[str, Any]:
    if name not in rule_names():
        return {"id": name, "shortDescription": {"text": "PowerShell cannot read the script."}, "defaultConfiguration": {"level": "error"}}
    rule = load_rule(name)
    return {
        "id": name,
        "shortDescription": {"text": rule.caption},
        "help": {"text": f"psscript rule {name}", "markdown": page(name)},
        "defaultConfiguration": {"level": _LEVELS[rule.metadata.severity], "enabled": rule.metadata.enabled},
    }


def _result(report: FileReport, finding: Finding, fingerprint: str, rules: dict[str, int]) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": _uri(report.path)}} | ({"region": _region(finding.place)} if finding.place else {})
    told: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.setdefault(finding.rule, len(rules)),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"psscript/v1": fingerprint},
    }
    if finding.suppressed:
        told["suppressions"] = [{"kind": "inSource"}]
    if finding.corrections:
        told["fixes"] = [_fix(report.path, correction) for correction in finding.corrections]
    return told


def _fix(path: str, correction: Correction) -> dict[str, Any]:
    edit = {"deletedRegion": _region(correction.place), "insertedContent": {"text": correction.edit.text}}
    change = {"artifactLocation": {"uri": _uri(path)}, "replacements": [edit]}
    description = {"description": {"text": correction.edit.description}} if correction.edit.description else {}
    return description | {"artifactChanges": [change]}


def _notifications(report: FileReport) -> Iterator[dict[str, Any]]:
    location = [{"physicalLocation": {"artifactLocation": {"uri": _uri(report.path)}}}]
    if report.error is not None:
        yield {"level": "error", "message": {"text": report.error}, "locations": location}
    for note in report.notes:
        yield {"level": "note", "message": {"text": note}, "locations": location}


def _region(place: Place) -> dict[str, int]:
    return {"startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}


def _uri(path: str) -> str:
    """A relative path stays one, an absolute one becomes a `file:` address."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
