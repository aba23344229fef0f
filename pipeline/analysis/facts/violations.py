"""`best_practice_violations`: what PSScriptAnalyzer would say."""

from __future__ import annotations

from typing import Any

from pipeline.analysis.finding import Correction, Finding

from .subject import Subject

MOST = 1000
"""More findings of one script than this are counted in the notes and left out: nobody reads them, and everybody waits for them."""


def best_practice_violations(subject: Subject) -> list[dict[str, Any]]:
    """The findings in the order of the text; those that the script itself suppresses are told, and marked."""
    return [_plain(finding) for finding in subject.report.findings[:MOST]]


def _plain(finding: Finding) -> dict[str, Any]:
    line, column, end_line, end_column = finding.place or (None, None, None, None)
    return {
        "rule": finding.rule, "severity": finding.severity, "message": finding.message,
        "line": line, "column": column, "endLine": end_line, "endColumn": end_column,
        "suppressed": finding.suppressed, "corrections": [as_json(correction) for correction in finding.corrections],
    }


def as_json(correction: Correction) -> dict[str, Any]:
    """A correction with its place."""
    line, column, end_line, end_column = correction.place
    return {"line": line, "column": column, "endLine": end_line, "endColumn": end_column, "text": correction.edit.text}
