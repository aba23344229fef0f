"""`psscript report`: many scripts on one page, for a person who decides."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from workers.options import Subparsers, new_parser, positive

if TYPE_CHECKING:
    from workers.analyze.tally import Tally

EXAMPLES = """\
  psscript report scripts --html -o report.html    one page: counts, the worst scripts and why, charts
  psscript report scripts                          the same in a few lines of text
"""
DESCRIPTION = """\
Judges all scripts of a folder, detections and scores included, and tells what matters: how many are to be treated as attacks, which to look at
first and why. The page needs nothing but itself: no JavaScript, nothing is fetched. Secrets are masked. The exit code is 3 when something could
not be read, else 0."""

EXIT_DONE, EXIT_INCOMPLETE = 0, 3
_EXTRAS = tuple(f"pipeline.analysis.security:{name}" for name in ("add_findings", "add_layers", "add_reasons"))


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "report", DESCRIPTION, EXAMPLES)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="folders or scripts")
    parser.add_argument("--html", action="store_true", help="one page instead of text")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="where to write it (default: standard output)")
    parser.add_argument("--worst", metavar="N", type=positive, default=20, help="so many scripts are told with their reasons (default: 20)")
    parser.add_argument("--title", metavar="TEXT", help="what stands at the top (default: names the folder)")
    parser.add_argument("--settings", metavar="FILE", help="settings of the rules, as `psscript analyze` takes them")
    parser.add_argument("--jobs", metavar="N", type=int, default=0, help="processes (default: as many as cores, when there is enough to do)")


def run(args: argparse.Namespace) -> int:
    from pipeline.analysis.baseline import same_path
    from workers.analyze.judging import Judge, Request
    from workers.analyze.processes import judge_all
    from workers.analyze.tally import tally
    from workers.analyze.targets import targets

    request = Request(settings=args.settings, extras=_EXTRAS)
    judge = Judge(request)
    judge.plan(None)
    found = tally(judge_all(list(targets(args.paths, find_settings=not args.settings)), request, judge, args.jobs))
    title = args.title or f"Scripts of {', '.join(same_path(path) for path in args.paths)}"
    _write("".join(_html(found, title, args.worst) if args.html else _lines(found, args.worst)), args.output)
    return EXIT_INCOMPLETE if found.unreadable else EXIT_DONE


def _write(text: str, path: Path | None) -> None:
    from workers.errors import CannotRunError

    if path is None:
        sys.stdout.write(text)
        return
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise CannotRunError(f"{path} cannot be written: {error.strerror}.") from error


def _html(found: Tally, title: str, most: int) -> Iterator[str]:
    from workers.analyze.page import page

    try:
        number = version("psscript")
    except PackageNotFoundError:
        number = "unknown"
    return page(found, title=title, began=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M"), version=number, most=most)


def _lines(found: Tally, most: int) -> Iterator[str]:
    from pipeline.analysis.finding import SEVERITIES
    from pipeline.analysis.formats.text import printable

    severities = ", ".join(f"{found.severities[each]:,} {each}" for each in reversed(SEVERITIES) if found.severities[each])
    yield f"{len(found.entries):,} scripts were judged; {found.attacks:,} are to be treated as attacks, "
    yield f"{found.grave:,} others hold something critical or high.\n"
    yield f"Findings: {severities or 'none'}. {found.broken:,} scripts cannot be read by PowerShell, {len(found.unreadable):,} could not be opened.\n"
    for entry in found.worst(most):
        scores = ", ".join(f"{name} {'unknown' if value is None else f'{value:g}'}" for name, value in entry.scores.items())
        yield f"\n{printable(entry.path)}{' (treat it as an attack)' if entry.attack else ''}\n  {scores}\n"
        yield from (f"  {finding.severity:<9} {printable(finding.message)}\n" for finding in entry.findings[:3])
