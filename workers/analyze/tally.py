"""Many reports, added up for a person who decides: how many scripts are attacks, careless, badly kept, and which are the worst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pipeline.analysis.files import FileReport
from pipeline.analysis.finding import HIGH, RANK, Finding
from pipeline.analysis.formats.judgement import is_attack

BANDS: Final = ("0-24", "25-49", "50-74", "75-100")
"""Ranges of scores; one begins where a script is to be treated as an attack."""
_MOST_FINDINGS: Final = 8
"""Findings of one script that are told."""


class Entry(NamedTuple):
    """One script: scores by name, what made them, and its gravest detections. `layers` are how the scripts inside of it are wrapped."""

    path: str
    scores: dict[str, float | None]
    reasons: dict[str, list[tuple[float, str]]]
    findings: list[Finding]
    left_out: int
    layers: list[str]
    attack: bool

    @property
    def badness(self) -> tuple[float, float, float, str]:
        """The worst script sorts first: malice, then risk, then hygiene; what is unknown is no reason."""
        malice, risk, hygiene = (self.scores.get(name) for name in ("malice", "risk", "hygiene"))
        return -(malice or 0), -(risk or 0), 100 if hygiene is None else hygiene, self.path


@dataclass
class Tally:
    """What all reports come to. `bands` count scripts by score and range; None stands for scripts whose score is unknown."""

    entries: list[Entry] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)
    broken: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    detections: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    bands: dict[str, Counter[str | None]] = field(default_factory=dict)

    @property
    def attacks(self) -> int:
        """Scripts that are to be treated as attacks."""
        return sum(entry.attack for entry in self.entries)

    @property
    def grave(self) -> int:
        """Scripts in which something of severity critical or high was detected and that are no attacks."""
        return sum(not entry.attack and any(RANK[finding.severity] >= RANK[HIGH] for finding in entry.findings) for entry in self.entries)

    def worst(self, most: int) -> list[Entry]:
        """Scripts that somebody should look at, the worst first."""
        return [entry for entry in sorted(self.entries, key=lambda entry: entry.badness) if entry.findings or entry.attack][:most]


def tally(reports: Iterable[FileReport]) -> Tally:
    """Add reports up; each may be forgotten afterwards."""
    found = Tally()
    for report in reports:
        if report.error is not None:
            found.unreadable[report.path] = report.error
        elif "scores" in report.extra:
            _add(found, report)
    return found


def band(value: float | None) -> str | None:
    """The range that a score lies in."""
    return None if value is None else BANDS[min(int(value // 25), len(BANDS) - 1)]


def _add(found: Tally, report: FileReport) -> None:
    shown = [finding for finding in report.findings if not finding.suppressed]
    detected = [finding for finding in shown if finding.security]
    found.broken += report.broken
    found.severities.update(finding.severity for finding in shown)
    found.detections.update({finding.rule for finding in detected})
    found.rules.update(finding.rule for finding in shown if not finding.security)
    for name, value in report.extra["scores"].items():
        found.bands.setdefault(name, Counter())[band(value)] += 1
    found.entries.append(_entry(report, detected))


def _entry(report: FileReport, detected: list[Finding]) -> Entry:
    gravest = sorted(detected, key=lambda finding: -RANK[finding.severity])
    reasons = {name: [(reason["points"], reason["text"]) for reason in each] for name, each in report.extra["reasons"].items()}
    layers = [layer["how"] for layer in report.extra["layers"]]
    left_out = max(0, len(gravest) - _MOST_FINDINGS)
    return Entry(report.path, report.extra["scores"], reasons, gravest[:_MOST_FINDINGS], left_out, layers, is_attack(report))
