"""`best_practice_violations`: what PSScriptAnalyzer would say."""

from __future__ import annotations

from typing import Any

from .subject import Subject

MOST = 1000
"""More findings of one script than this are counted in the notes and left out: nobody reads them, and everybody waits for them."""


def best_practice_violations(subject: Subject) -> list[dict[str, Any]]:
    """The findings in the order of the text; those that the script itself suppresses are told, and marked."""
    return [_plain(finding.as_json()) for finding in subject.report.findings[:MOST]]


def _plain(finding: dict[str, Any]) -> dict[str, Any]:
    corrections = [
        dict(zip(("line", "column", "endLine", "endColumn", "text"), correction, strict=True)) for correction in finding["corrections"]
    ]
    return {
        "rule": finding["rule"], "severity": finding["severity"], "message": finding["message"],
        "line": finding["line"], "column": finding["column"], "endLine": finding["end_line"], "endColumn": finding["end_column"],
        "suppressed": finding["suppressed"], "corrections": corrections,
    }
