"""Judges one target after the other: what a process of `psscript analyze` does, be it the only one or one of many."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pipeline.analysis.baseline import Known, leave_new
from pipeline.analysis.context import Context
from pipeline.analysis.corrections import correct_bytes
from pipeline.analysis.detecting.catalog import detection_names
from pipeline.analysis.engine import analyze
from pipeline.analysis.files import Extra, FileReport, is_judged, report_on
from pipeline.analysis.finding import PARSE_ERROR, Finding
from pipeline.analysis.rule import Chosen
from pipeline.analysis.settings import Settings, SettingsError, choose, read_settings
from pipeline.powershell.script import parse
from workers.analyze.targets import STDIN, Target
from workers.folder import Unreadable, read

_LOG = logging.getLogger(__name__)

LARGEST = 100_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for. `extras` are `module:function` of more that is to be looked at."""

    settings: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    severities: frozenset[str] = frozenset()
    include_suppressed: bool = False
    as_text: bool = False
    fix: bool = False
    filename: str | None = None
    known: Known | None = None
    extras: tuple[str, ...] = ()


class Plan(NamedTuple):
    """What settings come to."""

    rules: list[Chosen]
    settings: Settings


class Judge:
    """Holds what is the same for every target, so that it is made once a process."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._extras: list[Extra] = [_load(name) for name in request.extras]
        self._plans: dict[str | None, Plan] = {}
        self._wanted: dict[str | None, frozenset[str]] = {}

    def plan(self, beside: str | None) -> Plan:
        """The rules for a target with this settings file beside it; raises SettingsError."""
        source = self._request.settings or beside
        if source not in self._plans:
            settings = self._settings(source)
            self._plans[source] = Plan(choose(settings), settings)
        return self._plans[source]

    def judge(self, target: Target) -> FileReport:
        """Never raises for anything that a target holds or is."""
        if target.error is not None:
            return FileReport(target.name, error=target.error)
        data = _bytes_of(target)
        if isinstance(data, Unreadable):
            return FileReport(target.name, error=data.message)
        try:
            return self._judge_bytes(target, data)
        except SettingsError:
            raise
        except Exception as error:  # noqa: BLE001 - one bad script must not cost the others their answer
            _LOG.exception("%s could not be judged", target.name)
            return FileReport(target.name, error=f"It could not be judged, which is a mistake of this program ({type(error).__name__}: {error}).")

    def _judge_bytes(self, target: Target, data: bytes) -> FileReport:
        request = self._request
        rules, settings = self.plan(target.settings)
        name = request.filename if target.name == STDIN else target.name
        path = Path(name) if name and not request.as_text else None
        notes: list[str] = []
        if request.fix and (path is None or is_judged(path)):
            data, notes = self._corrected(target, data, rules)
        report = report_on(
            target.name, data, rules, path=path, alone=target.name == STDIN, severities=settings.severities, extras=self._extras,
        )
        report.notes += notes
        report.findings = [finding for finding in report.findings if not finding.security or finding.rule in self._detections(target.settings)]
        if request.known is not None:
            leave_new(report, request.known)
        if not request.include_suppressed:
            report.findings = [finding for finding in report.findings if not finding.suppressed]
        return report

    def _detections(self, beside: str | None) -> frozenset[str]:
        """The detections whose findings these settings want."""
        source = self._request.settings or beside
        if source not in self._wanted:
            self._wanted[source] = frozenset(filter(self.plan(beside).settings.wants, detection_names()))
        return self._wanted[source]

    def _settings(self, source: str | None) -> Settings:
        settings, request = Settings() if source is None else read_settings(source), self._request
        return replace(
            settings, include=request.include or settings.include, exclude=settings.exclude + request.exclude,
            severities=request.severities or settings.severities,
        )

    def _corrected(self, target: Target, data: bytes, rules: Sequence[Chosen]) -> tuple[bytes, list[str]]:
        """Write the corrected file, and give what it now holds."""
        fixing = [chosen for chosen in rules if chosen.rule.metadata.fixes]

        def findings(text: str) -> list[Finding]:
            return [finding for finding in analyze(Context(parse(text)), fixing).findings if finding.severity != PARSE_ERROR]

        corrected = correct_bytes(data, findings)
        if corrected.data is None:
            return data, corrected.notes
        try:
            _replace(target.name, corrected.data)
        except OSError as error:
            return data, [*corrected.notes, f"The corrections could not be written: {error.strerror}."]
        return corrected.data, corrected.notes


def _bytes_of(target: Target) -> bytes | Unreadable:
    if target.name == STDIN:
        return sys.stdin.buffer.read()
    got = read(Path(target.name), LARGEST)
    return got if isinstance(got, Unreadable) else got.content


def _replace(name: str, data: bytes) -> None:
    """Whole or not at all: a new file takes the old one's place and mode."""
    path = os.path.realpath(name)
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".psscript-")  # noqa: PTH120
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, os.stat(path).st_mode & 0o7777)  # noqa: PTH101, PTH116
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        os.unlink(temporary)  # noqa: PTH108
        raise


def _load(name: str) -> Extra:
    module, _, function = name.partition(":")
    extra: Extra = getattr(importlib.import_module(module), function)
    return extra
