"""`psscript analyze`: what PSScriptAnalyzer would say, for people and for machines."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from workers.options import Subparsers, new_parser

if TYPE_CHECKING:
    from pipeline.analysis.files import FileReport
    from pipeline.analysis.formats import Style
    from workers.analyze.judging import Request
    from workers.analyze.targets import Target

EXAMPLES = """\
  psscript analyze script.ps1                              one script, with source lines
  psscript analyze src --severity Error,Warning            a folder
  psscript analyze src --format sarif > findings.sarif     for code scanning
  psscript analyze src --format json > known.json          remember what is there today ...
  psscript analyze src --baseline known.json               ... and fail only on what is new
  psscript analyze src --fix                               apply suggested corrections
  psscript analyze stranger.ps1 --security --layers --explain   attack or carelessness: detections, inner scripts, scores and why
  psscript analyze - --filename Module.psm1 < Module.psm1  standard input

exit codes: 0 nothing reaches --fail-on; 1 something does, or a script does not parse; 2 wrong usage or settings;
3 something could not be read, or a rule failed (this goes before 0 and 1)
"""

EXIT_CLEAN, EXIT_FOUND, EXIT_USAGE, EXIT_INCOMPLETE = 0, 1, 2, 3
_SLOW = 2.0
_EXTRAS = {
    "security": "pipeline.analysis.security:add_findings", "layers": "pipeline.analysis.security:add_layers",
    "explain": "pipeline.analysis.security:add_reasons",
}
_MOST_NOTES = 20


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    from pipeline.analysis.finding import SEVERITIES
    from pipeline.analysis.formats import FORMATS

    parser = new_parser(subparsers, "analyze", "Judge scripts by PSScriptAnalyzer's rules, without PowerShell.", EXAMPLES)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="scripts, folders, or - for standard input")
    parser.add_argument("--files-from", metavar="LIST", help="a file with a path a line, or - for standard input")
    parser.add_argument("--filename", metavar="NAME", help="what standard input is called; rules look at its ending")
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    parser.add_argument("--colour", "--color", choices=("auto", "always", "never"), default="auto", help="default: auto, which heeds NO_COLOR")
    rules = parser.add_argument_group("which rules")
    rules.add_argument("--include-rule", action="append", metavar="NAME[,NAME]", help="only these; * and ? are wildcards, PS012 is a detection")
    rules.add_argument("--exclude-rule", action="append", metavar="NAME[,NAME]", help="all but these")
    rules.add_argument("--severity", action="append", metavar="NAME[,NAME]", help=f"only findings of these: {', '.join(SEVERITIES)}")
    rules.add_argument("--settings", metavar="FILE", help="a .psd1 or JSON file, or the name of a preset such as PSGallery")
    rules.add_argument("--no-settings", action="store_true", help="do not look for PSScriptAnalyzerSettings.psd1 beside scripts")
    rules.add_argument("--as-text", action="store_true", help="judge texts as if they had no file name")
    security = parser.add_argument_group("attack or carelessness")
    security.add_argument("--security", action="store_true", help="also detect what attacks do and what is careless (docs/security.md)")
    security.add_argument("--layers", action="store_true", help="add the scores, and the scripts that are wrapped inside of a script")
    security.add_argument("--explain", action="store_true", help="add the scores and what made each")
    what = parser.add_argument_group("what becomes of findings")
    what.add_argument("--fix", action="store_true", help="write suggested corrections into the files, and report what is left")
    what.add_argument("--include-suppressed", action="store_true", help="also show what SuppressMessageAttribute suppresses")
    what.add_argument("--baseline", metavar="FILE", type=Path, help="leave out what this earlier answer (--format json or sarif) already holds")
    what.add_argument("--fail-on", metavar="SEVERITY", default="Warning", help="the least severity that makes the exit code 1 (default: Warning)")
    what.add_argument("--jobs", metavar="N", type=int, default=0, help="processes (default: as many as cores, when there is enough to do)")


def run(args: argparse.Namespace) -> int:
    """The exit code; raises PermanentError for what cannot be used, which ends in one sentence and exit code 2."""
    from pipeline.analysis.formats import writer
    from workers.analyze.judging import Judge
    from workers.analyze.processes import judge_all

    request, least = _request(args), _rank(args.fail_on)
    found = _targets(args)
    judge = Judge(request)
    for settings in dict.fromkeys(target.settings for target in found):
        for note in judge.plan(settings).settings.notes:
            print(f"psscript analyze: {note}", file=sys.stderr)
    outcome = _Outcome(len(found), least)
    reports = outcome.watch(judge_all(found, request, judge, args.jobs))
    for piece in writer(args.format)(reports, _style(args)):
        sys.stdout.write(piece)
    outcome.tell_notes()
    return outcome.exit_code


def _request(args: argparse.Namespace) -> Request:
    from pipeline.analysis.baseline import read_baseline
    from pipeline.analysis.settings import severities_named
    from workers.analyze.judging import Request

    return Request(
        settings=args.settings,
        include=_split(args.include_rule),
        exclude=_split(args.exclude_rule),
        severities=severities_named(_split(args.severity), "--severity"),
        include_suppressed=args.include_suppressed,
        as_text=args.as_text,
        fix=args.fix,
        filename=args.filename,
        known=read_baseline(args.baseline) if args.baseline else None,
        extras=tuple(extra for option, extra in _EXTRAS.items() if getattr(args, option)),
    )


def _targets(args: argparse.Namespace) -> list[Target]:
    from workers.analyze.targets import STDIN, listed, targets
    from workers.errors import CannotRunError

    paths = list(args.paths) + (listed(args.files_from) if args.files_from else [])
    if not paths and not args.files_from:
        if not args.filename:
            raise CannotRunError("Say what to analyze: a script, a folder, or - for standard input.")
        paths = [STDIN]
    if args.fix and STDIN in paths:
        raise CannotRunError("--fix writes files; standard input is none.")
    if args.settings and args.no_settings:
        raise CannotRunError("--settings and --no-settings exclude each other.")
    return list(targets(paths, find_settings=not args.no_settings and not args.settings))


def _rank(name: str) -> int:
    from pipeline.analysis.finding import RANK
    from pipeline.analysis.settings import severities_named

    (severity,) = severities_named([name], "--fail-on")
    return RANK[severity]


def _split(values: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())


def _style(args: argparse.Namespace) -> Style:
    from pipeline.analysis.formats import Style

    wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    try:
        number = version("psscript")
    except PackageNotFoundError:
        number = "unknown"
    return Style(args.colour == "always" or (args.colour == "auto" and wanted), number, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"))


class _Outcome:
    """Watches reports go by: how far the work is, and what it all comes to."""

    def __init__(self, total: int, least: int) -> None:
        self._total = total
        self._least = least
        self._found = self._incomplete = False
        self._notes: dict[str, None] = {}

    def watch(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        begun = told = time.monotonic()
        for number, report in enumerate(reports, 1):
            self._look(report)
            yield report
            now = time.monotonic()
            if now - begun > _SLOW and now - told > (0.2 if sys.stderr.isatty() else 10):
                told = now
                self._progress(number)
        if sys.stderr.isatty() and told != begun:
            print("\r\x1b[K", end="", file=sys.stderr)

    def _look(self, report: FileReport) -> None:
        from pipeline.analysis.finding import RANK

        self._incomplete = self._incomplete or report.error is not None or bool(report.failed)
        self._found = self._found or report.broken or any(
            RANK[finding.severity] >= self._least and not finding.suppressed for finding in report.findings
        )
        for note in [report.error] if report.error else report.notes:
            self._notes[f"{report.path}: {note}"] = None

    def _progress(self, number: int) -> None:
        line = f"psscript analyze: {number:,} of {self._total:,} files"
        print(f"\r\x1b[K{line}" if sys.stderr.isatty() else line, end="" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)

    def tell_notes(self) -> None:
        for note in list(self._notes)[:_MOST_NOTES]:
            print(note, file=sys.stderr)
        if len(self._notes) > _MOST_NOTES:
            print(f"... and {len(self._notes) - _MOST_NOTES} notes more; --format jsonl has them all.", file=sys.stderr)

    @property
    def exit_code(self) -> int:
        return EXIT_INCOMPLETE if self._incomplete else EXIT_FOUND if self._found else EXIT_CLEAN
