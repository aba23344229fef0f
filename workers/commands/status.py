"""`psscript status`: how far the work has come."""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_data, add_json, new_parser

if TYPE_CHECKING:
    from rich.console import RenderableType

    from workers.state import State

EXAMPLES = """\
  psscript status              one look
  psscript status --watch      again and again, until Ctrl-C
  psscript status --json
"""
INTERVAL = 1.0  # seconds between two looks


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "status", "How many uploads wait, run and ended, how fast, and who works on them.", EXAMPLES)
    add_data(parser)
    parser.add_argument("--watch", action="store_true", help="look again every second, until Ctrl-C")
    add_json(parser, "uploads, unfinished, processes, failures, totals, rate; with --watch one a line")


def run(args: argparse.Namespace) -> int:
    from workers.library import running
    from workers.state import look

    with running(args) as library:
        if args.json:
            print(json.dumps(asdict(look(library.engine))), flush=True)
            while args.watch:
                time.sleep(INTERVAL)
                print(json.dumps(asdict(look(library.engine))), flush=True)
            return 0
        from rich.console import Console
        from rich.live import Live

        if not args.watch:
            Console().print(_shown(look(library.engine)))
            return 0
        with Live(_shown(look(library.engine)), auto_refresh=False) as live:
            while True:
                time.sleep(INTERVAL)
                live.update(_shown(look(library.engine)), refresh=True)


def _shown(state: State) -> RenderableType:
    from rich.console import Group

    return Group(_uploads(state), _unfinished(state), _processes(state))


def _uploads(state: State) -> str:
    total = state.totals
    by_status = ", ".join(f"{number:,} {status}" for status, number in sorted(state.uploads.items())) or "none yet"
    reasons = ", ".join(f"{number:,} {code}" for code, number in state.failures.items())
    lines = [
        f"Scripts   {total.scripts:,} with {total.versions:,} versions; {total.analyses:,} analysed, {total.embeddings:,} with a vector",
        f"Uploads   {by_status}; {state.rate:.1f}/s",
    ]
    if reasons:
        lines.append(f"Failed    {reasons}")
    if total.quarantined:
        lines.append(f"Quarantine holds {total.quarantined:,}: scripts that killed their worker again and again")
    return "\n".join(lines)


def _unfinished(state: State) -> RenderableType:
    from rich.table import Table

    if not state.unfinished:
        return "Nothing waits.\n"
    table = Table("lane", "stage", "batches", "uploads", "unmoved for", box=None, header_style="bold")
    for one in state.unfinished:
        table.add_row(one.lane, one.stage, f"{one.batches:,}", f"{one.uploads:,}", f"{one.oldest:.0f} s")
    return table


def _processes(state: State) -> RenderableType:
    from rich.table import Table

    if not state.processes:
        return "No process was seen within the last minute."
    table = Table("process", "kind", "on", "seen", box=None, header_style="bold")
    for one in state.processes:
        table.add_row(one.name, one.kind, f"{one.host} ({one.pid})", f"{one.ago:.0f} s ago")
    return table
