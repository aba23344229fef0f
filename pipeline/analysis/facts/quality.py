"""`quality_score`: how well kept the script is, by the findings that stand in it. `docs/scores.md` says the same for people."""

from __future__ import annotations

from typing import Any, Final

from pipeline.analysis.finding import ERROR, INFORMATION, WARNING

from .subject import Subject, UnknownError

POINTS: Final = {ERROR: 10, WARNING: 3, INFORMATION: 1}
"""What a finding of each severity costs."""

ALLOWANCE: Final = 10
LINES_A_POINT: Final = 5
"""Half of the score is gone when there are as many points as ALLOWANCE and one for every LINES_A_POINT lines of code."""


def quality_score(subject: Subject) -> float:
    """From 0 to 100, higher is better."""
    subject.require_parsed()
    if not subject.code_lines:
        raise UnknownError("no_code", "The script holds no code that could be judged.")
    room = ALLOWANCE + len(subject.code_lines) / LINES_A_POINT
    points = sum(sum(costs) for costs in _costs(subject).values())
    return round(100 * room / (room + points), 1)


def quality_reasons(subject: Subject) -> list[dict[str, Any]]:
    """The rules that cost points, the dearest first."""
    reasons = [{"rule": rule, "findings": len(points), "points": sum(points)} for rule, points in _costs(subject).items()]
    return sorted(reasons, key=lambda reason: (-int(str(reason["points"])), str(reason["rule"])))


def _costs(subject: Subject) -> dict[str, list[int]]:
    """What each finding that is not suppressed costs, by rule."""
    costs: dict[str, list[int]] = {}
    for finding in subject.report.findings:
        if finding.severity in POINTS and not finding.suppressed:
            costs.setdefault(finding.rule, []).append(POINTS[finding.severity])
    return costs
