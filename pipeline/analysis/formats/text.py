"""For people: findings by file, each with its source line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.analysis.files import FileReport
from pipeline.analysis.finding import ERROR, INFORMATION, PARSE_ERROR, SEVERITIES, WARNING, Finding, Place
from pipeline.analysis.formats import Style

_COLOURS: Final = {INFORMATION: "36", WARNING: "33", ERROR: "31", PARSE_ERROR: "35"}
_BOLD, _FAINT = "1", "2"
_WIDEST = 160
"""Of a longer source line only a window around the finding is shown."""


def write(reports: Iterable[FileReport], style: Style) -> Iterator[str]:
    severities: Counter[str] = Counter()
    files = 0
    for report in reports:
        files += 1
        severities.update(finding.severity for finding in report.findings if not finding.suppressed)
        if report.error is not None:
            yield f"{_paint(printable(report.path), _BOLD, style)}\n  {_paint('unreadable', _COLOURS[ERROR], style)}  {report.error}\n\n"
        elif report.findings:
            yield _paint(printable(report.path), _BOLD, style) + "\n" + "".join(_told(finding, report, style) for finding in report.findings) + "\n"
    yield counted(severities, files) + "\n"


def counted(severities: Counter[str], files: int) -> str:
    """Such as: 3 findings (1 Error, 2 Warning) in 12 files."""
    total = sum(severities.values())
    each = ", ".join(f"{severities[severity]} {severity}" for severity in reversed(SEVERITIES) if severities[severity])
    what = "1 finding" if total == 1 else f"{total:,} findings" if total else "No findings"
    return f"{what}{f' ({each})' if each else ''} in {'1 file' if files == 1 else f'{files:,} files'}."


def _told(finding: Finding, report: FileReport, style: Style) -> str:
    where = f"{finding.place.line}:{finding.place.column}" if finding.place else "file"
    severity = _paint(finding.severity, _COLOURS.get(finding.severity, _BOLD), style)
    suppressed = _paint(" (suppressed)", _FAINT, style) if finding.suppressed else ""
    head = f"  {where:>8}  {severity}  {finding.rule}{suppressed}\n            {printable(finding.message)}\n"
    return head + (_source(finding.place, report.lines.get(finding.place.line, ""), finding, style) if finding.place else "")


def _source(place: Place, line: str, finding: Finding, style: Style) -> str:
    """The line, and marks below the part that is meant."""
    begin = _index(line, place.column)
    end = _index(line, place.end_column) if place.end_line == place.line else len(line)
    cut = max(0, begin - _WIDEST // 2) if len(line) > _WIDEST else 0
    shown = printable(line[cut : cut + _WIDEST])
    before, marks = (len(printable(line[a:b])) for a, b in ((cut, begin), (begin, min(max(end, begin), cut + _WIDEST))))
    if not shown.strip():
        return ""
    below = _paint(" " * before + "^" * max(marks, 1), _COLOURS.get(finding.severity, _BOLD), style)
    return f"{_paint(f'{place.line:>10} |', _FAINT, style)} {shown}\n{_paint('           |', _FAINT, style)} {below}\n"


def _index(line: str, column: int) -> int:
    """The index in code points of a column in UTF-16 units."""
    units = 1
    for index, character in enumerate(line):
        if units >= column:
            return index
        units += 2 if character > "\uffff" else 1
    return len(line)


def printable(text: str) -> str:
    """Text that cannot steer a terminal: a script may hold escape sequences."""
    return text.replace("\t", " ") if text.isprintable() else "".join(c if c.isprintable() else " " if c == "\t" else "\ufffd" for c in text)


def _paint(text: str, colour: str, style: Style) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if style.colour else text
