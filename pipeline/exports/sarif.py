"""SARIF 2.1.0, for code scanning: the findings with their places."""

import json
from typing import Any
from urllib.parse import quote

from pipeline.exports.report import Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {
    "information": "note", "low": "note", "warning": "warning", "medium": "warning",
    "error": "error", "parseerror": "error", "high": "error", "critical": "error",
}  # fmt: skip


def write(report: Report) -> bytes:
    findings = list(report.findings())
    rules = sorted({rule_of(each) for each in findings})
    driver = {
        "name": "psscript",
        "version": report.analysis.analysis_version,
        "informationUri": "https://pypi.org/project/psscript/",
        "rules": [{"id": rule} for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "results": [_result(report, each, rules) for each in findings],
        "properties": {name: getattr(report.analysis, name) for name in ("security_score", "quality_score", "risk_score")},
    }
    return (json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n").encode()


def rule_of(finding: dict[str, Any]) -> str:
    return str(finding.get("rule") or finding.get("ruleId") or finding.get("id") or "unnamed")


def _result(report: Report, finding: dict[str, Any], rules: list[str]) -> dict[str, Any]:
    rule = rule_of(finding)
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(report.title)}}
    if isinstance(finding.get("line"), int):
        places = {"startLine": "line", "startColumn": "column", "endLine": "endLine", "endColumn": "endColumn"}
        place["region"] = {name: finding[key] for name, key in places.items() if isinstance(finding.get(key), int)}
    return {
        "ruleId": rule,
        "ruleIndex": rules.index(rule),
        "level": LEVELS.get(str(finding.get("severity", "")).lower(), "warning"),
        "message": {"text": str(finding.get("message") or finding.get("title") or rule)},
        "locations": [{"physicalLocation": place}],
    }
