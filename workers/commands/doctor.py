"""`psscript doctor`: what is wrong, and how to mend it."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_data, add_json, new_parser

if TYPE_CHECKING:
    from workers.promises import Repair

EXAMPLES = """\
  psscript doctor                   look at everything
  psscript doctor --repair          the same, and what would be made anew; changes nothing
  psscript doctor --repair --yes    make it anew: counts, words, signatures, vectors, analyses, uploads that nobody carries; empties the cache
  psscript doctor --json            one JSON document, a list of findings
  psscript doctor && echo all well  exit code 0 only if nothing is wrong

exit codes:
  0  nothing is wrong, or nothing is any more (warnings there may be)
  1  something is wrong
"""
SIGNS = {"fine": "[green]ok[/]     ", "mended": "[green]mended[/] ", "warning": "[yellow]warning[/]", "wrong": "[red]WRONG[/]  "}


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    description = "Looks at programs, folder, ports, servers, schema, workers and unfinished work; says what is wrong and how to mend it."
    parser = new_parser(subparsers, "doctor", description, EXAMPLES)
    add_data(parser)
    parser.add_argument("--port", type=int, metavar="N", help="port of the web server (default: PORT, else 4000)")
    parser.add_argument("--bind", metavar="ADDRESS", help="address of the web server (default: BIND, else 127.0.0.1)")
    parser.add_argument("--repair", action="store_true", help="say what can be made anew of what the library says of itself and is wrong")
    parser.add_argument("--yes", action="store_true", help="with --repair: make it anew")
    add_json(parser, "a list of {check, level, found, remedy}")


def run(args: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.markup import escape

    from workers.checkup import check_all
    from workers.errors import CannotRunError
    from workers.library import settings_of

    if args.yes and not args.repair:
        raise CannotRunError("--yes goes with --repair.")
    repair: Repair = "no" if not args.repair else "do" if args.yes else "say"
    findings = list(check_all(settings_of(args, port=args.port, bind=args.bind), repair))
    if args.json:
        print(json.dumps([asdict(finding) for finding in findings]))
    else:
        console = Console(highlight=False)
        for finding in findings:
            console.print(f"{SIGNS[finding.level]} {finding.check}: {escape(finding.found)}", soft_wrap=True)
            if finding.remedy:
                console.print(f"        -> {escape(finding.remedy)}", soft_wrap=True)
    return 1 if any(finding.level == "wrong" for finding in findings) else 0
