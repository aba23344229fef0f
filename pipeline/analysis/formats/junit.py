"""JUnit's XML, for build servers: a suite a file, a failed case a finding, one passed case where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from pipeline.analysis.files import FileReport
from pipeline.analysis.finding import Finding
from pipeline.analysis.formats import Style
from pipeline.analysis.formats.judgement import message_of, reasons_of

# What XML 1.0 cannot hold, even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(reports: Iterable[FileReport], style: Style) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    for number, report in enumerate(reports):
        yield "".join(_suite(number, report, style))
    yield "</testsuites>\n"


def _suite(number: int, report: FileReport, style: Style) -> Iterator[str]:
    failures = [finding for finding in report.findings if not finding.suppressed]
    errors = 0 if report.error is None else 1
    name, tests = _quoted(report.path), max(len(report.findings), 1)
    yield (
        f'  <testsuite name={name} package="psscript" id="{number}" timestamp="{style.began}" hostname="localhost" tests="{tests}"'
        f' failures="{len(failures)}" errors="{errors}" time="{report.seconds:.3f}">\n    {_properties(report)}\n'
    )
    if report.error is not None:
        yield _case("read", name, f'<error type="unreadable" message={_quoted(report.error)}/>')
    elif not report.findings:
        yield _case("analyze", name, "", report.seconds)
    for finding in report.findings:
        yield _case(f"{finding.rule} {_where(finding)}", name, "" if finding.suppressed else _failure(finding, report))
    yield "    <system-out/>\n    <system-err/>\n  </testsuite>\n"


def _properties(report: FileReport) -> str:
    """The scores, what made them, and how inner scripts are wrapped."""
    told = [(f"score.{name}", "unknown" if value is None else f"{value:g}") for name, value in report.extra.get("scores", {}).items()]
    told += [(f"reason.{name}", f"{points}: {text}") for name, points, text in reasons_of(report)]
    told += [(f"layer.{number}", layer["how"]) for number, layer in enumerate(report.extra.get("layers", ()), 1)]
    inside = "".join(f"<property name={_quoted(name)} value={_quoted(value)}/>" for name, value in told)
    return f"<properties>{inside}</properties>" if inside else "<properties/>"


def _case(name: str, classname: str, inside: str, seconds: float = 0.0) -> str:
    """A finding takes no time of its own."""
    return f'    <testcase name={_quoted(name)} classname={classname} time="{seconds:.3f}"{f">{inside}</testcase>" if inside else "/>"}\n'


def _failure(finding: Finding, report: FileReport) -> str:
    message = message_of(finding)
    told = f"{report.path}: {_where(finding)}: {finding.severity}: {message}"
    return f"<failure type={_quoted(finding.severity)} message={_quoted(message)}>{escape(_clean(told))}</failure>"


def _where(finding: Finding) -> str:
    return f"line {finding.place.line}, column {finding.place.column}" if finding.place else "whole file"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))
