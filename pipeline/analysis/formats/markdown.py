"""A report to read in a pull request or a wiki."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.analysis.files import FileReport
from pipeline.analysis.formats import Style
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
        elif report.findings:
            yield f"\n## {_plain(report.path)}\n\n| Line | Severity | Rule | Message |\n|---:|---|---|---|\n"
            for finding in report.findings:
                line = finding.place.line if finding.place else ""
                severity = f"{finding.severity} (suppressed)" if finding.suppressed else finding.severity
                yield f"| {line} | {severity} | {_plain(finding.rule)} | {_plain(finding.message)} |\n"
    yield f"\n{counted(severities, files)}\n"


def _plain(text: str) -> str:
    """Text that Markdown takes as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
