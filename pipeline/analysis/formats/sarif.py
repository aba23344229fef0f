"""SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from pipeline.analysis.baseline import fingerprints
from pipeline.analysis.catalog import load_rule, page, rule_names
from pipeline.analysis.detecting import catalog as detections
from pipeline.analysis.detecting.masking import masked
from pipeline.analysis.files import FileReport
from pipeline.analysis.finding import CRITICAL, ERROR, HIGH, INFORMATION, LOW, MEDIUM, PARSE_ERROR, WARNING, Correction, Finding, Place
from pipeline.analysis.formats import Style
from pipeline.analysis.formats.taxa import SECURITY_SEVERITY, relationships, supported, tags, taxonomies

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {
    INFORMATION: "note", WARNING: "warning", ERROR: "error", PARSE_ERROR: "error", LOW: "note", MEDIUM: "warning", HIGH: "error", CRITICAL: "error",
}


def write(reports: Iterable[FileReport], style: Style) -> Iterator[str]:
    results: list[dict[str, Any]] = []
    notifications: list[dict[str, Any]] = []
    artifacts: list[dict[str, Any]] = []
    rules: dict[str, int] = {}
    complete = True
    for report in reports:
        complete = complete and report.error is None and not report.failed
        notifications += _notifications(report)
        results += [_result(report, finding, fingerprint, rules, len(artifacts)) for finding, fingerprint in fingerprints(report)]
        artifacts += _artifacts(report, len(artifacts))
    entries = [entry for name in rules for entry in _entries(name)]
    driver: dict[str, Any] = {"name": "psscript", "version": style.version, "rules": [_rule(name, entries) for name in rules]}
    run = {
        "tool": {"driver": driver | ({"supportedTaxonomies": supported()} if entries else {})},
        "columnKind": "utf16CodeUnits",
        "invocations": [{"executionSuccessful": complete, "toolExecutionNotifications": notifications}],
        "results": results,
        **({"taxonomies": taxonomies(entries)} if entries else {}),
        **({"artifacts": artifacts} if artifacts else {}),
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _entries(name: str) -> tuple[str, ...]:
    """What a detection refers to in ATT&CK and CWE."""
    if name not in detections.detection_names():
        return ()
    metadata = detections.load_detection(name).metadata
    return (*metadata.attack, *metadata.cwe)


def _rule(name: str, used: list[str]) -> dict[str, Any]:
    if name in detections.detection_names():
        return _detection(name, used)
    if name not in rule_names():
        return {"id": name, "shortDescription": {"text": "PowerShell cannot read the script."}, "defaultConfiguration": {"level": "error"}}
    rule = load_rule(name)
    return {
        "id": name,
        "shortDescription": {"text": rule.caption},
        "help": {"text": f"psscript rule {name}", "markdown": page(name)},
        "defaultConfiguration": {"level": _LEVELS[rule.metadata.severity], "enabled": rule.metadata.enabled},
    }


def _detection(name: str, used: list[str]) -> dict[str, Any]:
    detection, entries = detections.load_detection(name), _entries(name)
    severity = detection.metadata.severity
    return {
        "id": name,
        "shortDescription": {"text": detection.caption},
        "help": {"text": detection.metadata.remedy, "markdown": detections.page(name)},
        "defaultConfiguration": {"level": _LEVELS[severity], "enabled": False},
        "relationships": relationships(entries, used),
        "properties": {"security-severity": SECURITY_SEVERITY[severity], "tags": tags(entries)},
    }


def _artifacts(report: FileReport, first: int) -> Iterator[dict[str, Any]]:
    """A file with its scores, and the scripts inside of it, where somebody asked for them. `first` is the file's index."""
    if not report.extra:
        return
    told = {key: report.extra[key] for key in ("scores", "reasons") if key in report.extra}
    yield {"location": {"uri": _uri(report.path)}, **({"properties": told} if told else {})}
    for layer in report.extra.get("layers", ()):
        text = masked(layer["text"], report.secrets)
        yield {"parentIndex": first, "description": {"text": layer["how"]}, "contents": {"text": text}}


def _evidence(report: FileReport, finding: Finding, artifact: int) -> dict[str, Any]:
    """What a detection saw, and the layer in which it saw it."""
    if finding.security is None:
        return {}
    evidence = finding.security.evidence
    told: dict[str, Any] = {"properties": {"evidence": evidence._asdict(), "remedy": finding.security.remedy}}
    if evidence.layer is not None and "layers" in report.extra:
        place = {"artifactLocation": {"index": artifact + 1 + evidence.layer}, "region": {"startLine": evidence.line, "startColumn": evidence.column}}
        told["relatedLocations"] = [{"physicalLocation": place, "message": {"text": f"In layer {evidence.layer + 1}."}}]
    return told


def _result(report: FileReport, finding: Finding, fingerprint: str, rules: dict[str, int], artifact: int) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": _uri(report.path)}} | ({"region": _region(finding.place)} if finding.place else {})
    told: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.setdefault(finding.rule, len(rules)),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"psscript/v1": fingerprint},
    }
    told |= _evidence(report, finding, artifact)
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
