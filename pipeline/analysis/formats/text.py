"""For people: findings by file, each with its source line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.analysis.detecting.masking import masked
from pipeline.analysis.files import FileReport
from pipeline.analysis.finding import CRITICAL, ERROR, HIGH, INFORMATION, LOW, MEDIUM, PARSE_ERROR, SEVERITIES, WARNING, Finding, Place
from pipeline.analysis.formats import Style
from pipeline.analysis.formats.judgement import reasons_of, scores_of

_COLOURS: Final = {INFORMATION: "36", WARNING: "33", ERROR: "31", PARSE_ERROR: "35", LOW: "36", MEDIUM: "33", HIGH: "31", CRITICAL: "35"}
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
        elif report.findings or report.extra:
            told = [_told(finding, report, style) for finding in report.findings] + list(_judgement(report, style))
            yield _paint(printable(report.path), _BOLD, style) + "\n" + "".join(told) + "\n"
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
    head = f"  {where:>8}  {severity}  {finding.rule}{suppressed}\n            {printable(finding.message)}\n{_security(finding)}"
    return head + (_source(finding.place, report.lines.get(finding.place.line, ""), finding, style) if finding.place else "")


def _security(finding: Finding) -> str:
    """What a detection says beyond a rule: what it saw inside of which layer, and what to do instead."""
    if finding.security is None:
        return ""
    evidence, names = finding.security.evidence, ", ".join((*finding.security.attack, *finding.security.cwe))
    lines = [f"{finding.security.remedy} ({names})" if names else finding.security.remedy]
    if evidence.layer is not None:
        lines.insert(0, f"in layer {evidence.layer + 1}, {evidence.line}:{evidence.column}: {printable(evidence.text)[:_WIDEST]}")
    return "".join(f"            {line}\n" for line in lines)


def _judgement(report: FileReport, style: Style) -> Iterator[str]:
    """The scores with their reasons, and each layer by how it was wrapped and how it begins."""
    if told := scores_of(report):
        yield f"  {_paint(printable(told), _BOLD, style)}\n"
    for name, points, text in reasons_of(report):
        yield f"  {name:>10}  {points:>4}  {printable(text)}\n"
    for number, layer in enumerate(report.extra.get("layers", ()), 1):
        yield f"  layer {number}, {printable(layer['how'])}: {len(layer['text']):,} characters\n"
        yield f"            {_paint(printable(_beginning(masked(layer['text'], report.secrets))), _FAINT, style)}\n"


def _beginning(text: str) -> str:
    """The first line that says something, cut."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first if len(first) <= _WIDEST else first[:_WIDEST] + "..."


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
