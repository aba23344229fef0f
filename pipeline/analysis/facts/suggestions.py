"""`suggestions`: what to do first, made from the findings and the insights, each with its correction where there is one."""

from __future__ import annotations

from typing import Any, Final

from .performance import performance_insights
from .subject import Subject
from .violations import MOST as MOST_VIOLATIONS
from .violations import as_json

_RANK: Final = {"ParseError": 0, "Error": 1, "Warning": 2, "Information": 4}
_INSIGHT: Final = 3
MOST: Final = 50


def suggestions(subject: Subject) -> list[dict[str, Any]]:
    """One a rule, the gravest first; `lines` are where it applies, `correction` the first one that is known."""
    grouped: dict[str, dict[str, Any]] = {}
    for finding in subject.report.findings[:MOST_VIOLATIONS]:
        if finding.suppressed:
            continue
        row = grouped.setdefault(finding.rule, _row(finding.rule, _RANK[finding.severity], finding.message))
        row["lines"].append(finding.place.line if finding.place else None)
        if finding.corrections and row["correction"] is None:
            row["correction"] = as_json(finding.corrections[0])
    for insight in performance_insights(subject):
        row = grouped.setdefault(insight["code"], _row(insight["code"], _INSIGHT, insight["suggestion"]))
        row["lines"].append(insight["line"])
    ranked = sorted(grouped.values(), key=lambda row: (row["rank"], -len(row["lines"]), row["about"]))
    return [{**row, "rank": place, "lines": row["lines"][:20], "times": len(row["lines"])} for place, row in enumerate(ranked[:MOST], 1)]


def _row(about: str, rank: int, message: str) -> dict[str, Any]:
    return {"about": about, "rank": rank, "message": message, "lines": [], "correction": None}
