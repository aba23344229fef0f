"""A file's bytes to what is to be said of it: what the command line, the formats and the pipeline share."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, Final, TypeAlias

from pipeline.powershell.decoding import decode
from pipeline.powershell.script import Script, parse

from .context import Context, is_help_file
from .detecting.masking import masked
from .engine import analyze
from .finding import SECURITY_SEVERITIES, Finding
from .rule import Chosen

SUFFIXES: Final = frozenset({".ps1", ".psm1", ".psd1"})
"""What is looked for in folders. Files that are named by the caller may also end otherwise."""

_ALSO = frozenset({"", ".psrc", ".pssc"})
_NOT_JUDGED = "This is no PowerShell (judged are .ps1, .psm1 and .psd1): it was not looked at."


@dataclass(slots=True)
class FileReport:
    """`path` as it was given. `error` says why nothing could be read, `broken` that the script does not parse, whatever `findings` shows of it;
    `lines` are the source lines on which findings begin; `secrets` are texts that no format may show, and are masked in those lines.
    """

    path: str
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    error: str | None = None
    broken: bool = False
    lines: dict[int, str] = field(default_factory=dict)
    seconds: float = 0.0
    extra: dict[str, Any] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)

    def as_json(self) -> dict[str, Any]:
        """The report as machines get it."""
        if self.error is not None:
            return {"path": self.path, "error": self.error}
        return {"path": self.path, "findings": [finding.as_json() for finding in self.findings], "notes": self.notes} | self.extra


Extra: TypeAlias = Callable[[Context, FileReport], None]
"""Looks at the same script after the rules, and adds findings, notes or fields of its own to the report."""


def is_judged(path: PurePath) -> bool:
    """PowerShell by its name, or one of PowerShell's help files."""
    return path.suffix.lower() in SUFFIXES or path.suffix.lower() in _ALSO or is_help_file(path)


def report_on(
    name: str,
    data: bytes,
    rules: Sequence[Chosen],
    *,
    path: Path | None,
    alone: bool = False,
    severities: Collection[str] = (),
    extras: Sequence[Extra] = (),
) -> FileReport:
    """Judge one file. `path` is None for a text without a name; `alone` when its neighbours are unknown; `severities`: those that count."""
    begun = time.perf_counter()
    report = FileReport(name)
    if path is not None and not is_judged(path):
        report.notes.append(_NOT_JUDGED)
        return report
    decoded = decode(data)
    script = parse(decoded.text)
    context = Context(script, path=path, data=None if path is None else data, alone=alone)
    found = analyze(context, rules)
    report.findings = found.findings
    report.notes = [*decoded.notes, *found.notes]
    report.failed, report.unknown = found.failed, found.unknown
    report.broken = bool(script.errors) and not context.is_help_file
    for extra in extras:
        extra(context, report)
    report.findings = [finding for finding in report.findings if _counts(finding, severities)]
    report.lines = {number: masked(line, report.secrets) for number, line in _lines_of(script, report.findings).items()}
    report.seconds = time.perf_counter() - begun
    _unlink(script)
    return report


def _counts(finding: Finding, severities: Collection[str]) -> bool:
    """A choice that names no severity of detections leaves them all; one that names nothing else leaves no findings of rules."""
    if finding.security and not any(severity in SECURITY_SEVERITIES for severity in severities):
        return True
    return not severities or finding.severity in severities


_LINE = re.compile(r"[^\r\n]*")


def _lines_of(script: Script, findings: Sequence[Finding]) -> dict[int, str]:
    lines: dict[int, str] = {}
    for finding in findings:
        if finding.place is not None and finding.place.line not in lines:
            line = _LINE.match(script.text, script.lines[finding.place.line - 1])
            lines[finding.place.line] = line[0] if line else ""
    return lines


def _unlink(script: Script) -> None:
    """Without links to parents a tree is freed at once; the garbage collector would take many times as long."""
    for nodes in script.nodes.values():
        for node in nodes:
            node.parent = None
