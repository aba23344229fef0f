"""`psscript doctor`: what is wrong, and how to mend it."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from workers.options import Subparsers, add_data, add_json, new_parser

EXAMPLES = """\
  psscript doctor                   look at everything
  psscript doctor --json            one JSON document, a list of findings
  psscript doctor && echo all well  exit code 0 only if nothing is wrong

exit codes:
  0  nothing is wrong (warnings there may be)
  1  something is wrong
"""
SIGNS = {"fine": "[green]ok[/]     ", "warning": "[yellow]warning[/]", "wrong": "[red]WRONG[/]  "}


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    description = "Looks at programs, folder, ports, servers, schema, workers and unfinished work; says what is wrong and how to mend it."
    parser = new_parser(subparsers, "doctor", description, EXAMPLES)
    add_data(parser)
    parser.add_argument("--port", type=int, metavar="N", help="port of the web server (default: PORT, else 4000)")
    parser.add_argument("--bind", metavar="ADDRESS", help="address of the web server (default: BIND, else 127.0.0.1)")
    add_json(parser, "a list of {check, level, found, remedy}")


def run(args: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.markup import escape

    from workers.checkup import check_all
    from workers.library import settings_of

    findings = list(check_all(settings_of(args, port=args.port, bind=args.bind)))
    if args.json:
        print(json.dumps([asdict(finding) for finding in findings]))
    else:
        console = Console(highlight=False)
        for finding in findings:
            console.print(f"{SIGNS[finding.level]} {finding.check}: {escape(finding.found)}", soft_wrap=True)
            if finding.remedy:
                console.print(f"        -> {escape(finding.remedy)}", soft_wrap=True)
    return 1 if any(finding.level == "wrong" for finding in findings) else 0
