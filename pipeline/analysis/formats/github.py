"""Annotations for GitHub Actions: a line a finding, which the runner shows beside the code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.analysis.files import FileReport
from pipeline.analysis.finding import INFORMATION, LOW, MEDIUM, WARNING, Finding
from pipeline.analysis.formats import Style
from pipeline.analysis.formats.judgement import is_attack, message_of, reasons_of, scores_of

_COMMANDS = {INFORMATION: "notice", LOW: "notice", WARNING: "warning", MEDIUM: "warning"}


def write(reports: Iterable[FileReport], style: Style) -> Iterator[str]:
    for report in reports:
        if report.error is not None:
            yield f"::error file={_property(report.path)},title=unreadable::{_message(report.error)}\n"
        for finding in report.findings:
            if not finding.suppressed:
                yield _annotation(report.path, finding)
        if told := scores_of(report):
            why = "".join(f"\n{name} {points}: {text}" for name, points, text in reasons_of(report))
            why += "".join(f"\nlayer {number}: {layer['how']}" for number, layer in enumerate(report.extra.get("layers", ()), 1))
            yield f"::{'error' if is_attack(report) else 'notice'} file={_property(report.path)},title=scores::{_message(told + why)}\n"


def _annotation(path: str, finding: Finding) -> str:
    properties = {"file": path}
    if finding.place is not None:
        line, column, end_line, end_column = map(str, finding.place)
        properties |= {"line": line, "endLine": end_line}
        if line == end_line:
            # The runner refuses columns for several lines. It counts the last column in.
            properties |= {"col": column, "endColumn": str(max(int(end_column) - 1, int(column)))}
    properties["title"] = finding.rule
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS.get(finding.severity, 'error')} {told}::{_message(message_of(finding))}\n"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
