"""A report to read in a pull request or a wiki."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.analysis.files import FileReport
from pipeline.analysis.formats import Style
from pipeline.analysis.formats.judgement import message_of, reasons_of, scores_of
from pipeline.analysis.formats.text import counted

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")


def write(reports: Iterable[FileReport], style: Style) -> Iterator[str]:
    severities: Counter[str] = Counter()
    files = 0
    yield "# Findings\n"
    for report in reports:
        files += 1
        severities.update(finding.severity for finding in report.findings if not finding.suppressed)
        if report.error is not None:
            yield f"\n## {_plain(report.path)}\n\nCould not be read: {_plain(report.error)}\n"
            continue
        told = scores_of(report)
        if report.findings or told:
            yield f"\n## {_plain(report.path)}\n"
        if report.findings:
            yield "\n| Line | Severity | Rule | Message |\n|---:|---|---|---|\n"
            for finding in report.findings:
                line = finding.place.line if finding.place else ""
                severity = f"{finding.severity} (suppressed)" if finding.suppressed else finding.severity
                yield f"| {line} | {severity} | {_plain(finding.rule)} | {_plain(message_of(finding))} |\n"
        yield from _judgement(report, told)
    yield f"\n{counted(severities, files)}\n"


def _judgement(report: FileReport, told: str) -> Iterator[str]:
    """Scores with their reasons, and the layers."""
    if told:
        yield f"\nScores: {_plain(told)}\n"
    reasons = list(reasons_of(report))
    if reasons:
        yield "\n| Score | Points | Why |\n|---|---:|---|\n"
        yield from (f"| {_plain(name)} | {points} | {_plain(text)} |\n" for name, points, text in reasons)
    for number, layer in enumerate(report.extra.get("layers", ()), 1):
        yield f"\n{number}. layer: {_plain(layer['how'])}, {len(layer['text']):,} characters\n"


def _plain(text: str) -> str:
    """Text that Markdown takes as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
