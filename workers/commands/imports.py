"""`psscript import`: a folder of scripts goes in."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_data, add_json, new_parser

if TYPE_CHECKING:
    from rich.console import Console

    from workers.imports import Import, Outcome, Target

DESCRIPTION = """\
Reads the scripts under FOLDER (.ps1, .psm1, .psd1, .ps1xml) into the library and waits until each is analysed. A file that is known and did
not change is left as it is; one that changed becomes a new version. It may be run again at any time: after Ctrl-C, after a crash, every night."""

EXAMPLES = """\
  psscript import ~/scripts
  psscript import ~/scripts --include '*.txt'        text files, too
  psscript import ~/scripts --user ann --no-wait     as another user, without waiting for the analyses
  psscript import . --url https://scripts.example.com --token pss_...
                                                     into a library elsewhere (or PSSCRIPT_URL, PSSCRIPT_TOKEN)
  psscript import ~/scripts --json > result.json

exit codes:
  0  all went in
  1  some files failed; they are named
  2  the import could not run, or nobody works on what was accepted
"""
NAMED = 20  # failed files that are named at the end


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "import", DESCRIPTION, EXAMPLES)
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="a folder, or one file")
    parser.add_argument(
        "--include", action="append", default=[], metavar="PATTERN", help="also .txt files whose name matches, as '*.txt'; may repeat"
    )
    parser.add_argument("--user", metavar="NAME", help="whose scripts they will be (default: the only administrator)")
    parser.add_argument("--url", default=os.environ.get("PSSCRIPT_URL"), help="send them over HTTP to the library there")
    parser.add_argument("--token", default=os.environ.get("PSSCRIPT_TOKEN"), help="personal token for --url (better in PSSCRIPT_TOKEN)")
    parser.add_argument("--no-wait", action="store_true", help="do not wait for the analyses")
    parser.add_argument("--report", action="store_true", help="show a table of what was found in each script")
    add_data(parser)
    add_json(parser, "new, changed, unchanged, duplicate, failed, skipped, files")


def run(args: argparse.Namespace) -> int:
    from rich.console import Console

    from workers.imports import Import, as_json

    args.folder.stat()  # what is not there is told before anything else
    _refuse_contradictions(args)
    console = Console(stderr=args.json, highlight=False)
    with _target(args) as target:
        one = Import(target)
        try:
            _carry_out(one, args, console)
        except KeyboardInterrupt:
            print(f"psscript import: interrupted; {len(one.sent):,} files were accepted and go on. Run it again for the rest.", file=sys.stderr)
            raise
        if args.json:
            print(json.dumps(as_json(one.outcomes)))
        else:
            _tell(one.outcomes, console)
        if args.report:
            _report(args, one.outcomes, console)
    return 1 if any(outcome.state == "failed" for outcome in one.outcomes) else 0


def _refuse_contradictions(args: argparse.Namespace) -> None:
    from workers.errors import CannotRunError

    if args.url and args.user:
        raise CannotRunError("With --url the token says whose scripts these will be; leave --user out.")
    if args.url and args.report:
        raise CannotRunError("--report reads the database of a library on this machine; leave it out with --url.")


@contextmanager
def _target(args: argparse.Namespace) -> Iterator[Target]:
    if args.url:
        from workers.import_over_http import OverHttp

        with OverHttp.opened(args.url, args.token) as target:
            yield target
        return
    from workers.import_directly import Directly, user_of
    from workers.library import running

    with running(args) as library:
        directly = Directly(library, user_of(library, args.user))
        if not args.no_wait:
            directly.check_workers()
        yield directly


def _carry_out(one: Import, args: argparse.Namespace, console: Console) -> None:
    from workers import folder
    from workers.import_progress import shown

    entries = list(folder.search(args.folder, args.include))
    with shown(console, len(entries)) as one.tell:
        one.send(entries)
        if args.no_wait:
            one.leave()
        else:
            one.wait()


def _tell(outcomes: list[Outcome], console: Console) -> None:
    from rich.markup import escape

    from workers.imports import counts, skipped_in_words

    console.print(", ".join(f"{number:,} {state}" for state, number in counts(outcomes).items()))
    if skipped := skipped_in_words(outcomes):
        console.print(f"Skipped {escape(skipped)}", soft_wrap=True)
    failed = [outcome for outcome in outcomes if outcome.state == "failed"]
    for outcome in failed[:NAMED]:
        console.print(f"[red]failed[/] {escape(outcome.path)}: {escape((outcome.error or {}).get('message', ''))}", soft_wrap=True)
    if len(failed) > NAMED:
        console.print(f"... and {len(failed) - NAMED:,} more; --json names them all.")


def _report(args: argparse.Namespace, outcomes: list[Outcome], console: Console) -> None:
    from workers.library import running
    from workers.report import report

    with running(args) as library:
        console.print(report(library.engine, outcomes, args.folder))
