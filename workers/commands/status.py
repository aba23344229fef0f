"""`psscript status`: how far the work has come."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_data, add_json, new_parser

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pipeline.batch import Post
    from pipeline.queues import Queues
    from pipeline.state import State
    from workers.library import OpenLibrary

    Depths = Mapping[Post, int] | None

EXAMPLES = """\
  psscript status              one look
  psscript status --watch      again and again, until Ctrl-C
  psscript status --json
"""
INTERVAL = 1.0  # seconds between two looks
REDIS_SECONDS = 2.0  # for an answer; without one all else is shown


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "status", "How many uploads wait, run and ended, how fast, and who works on them.", EXAMPLES)
    add_data(parser)
    parser.add_argument("--watch", action="store_true", help="look again every second, until Ctrl-C")
    with_watch = "with --watch one a line"
    add_json(parser, f"uploads, unfinished, processes, failures, totals, rate, outdated, executions, queues (null while Redis is away); {with_watch}")


def run(args: argparse.Namespace) -> int:
    from contextlib import closing

    from pipeline.queues import Queues
    from workers.library import running

    with running(args, without_redis=True) as library, closing(Queues(library.settings.redis or "", REDIS_SECONDS)) as queues:
        if args.watch:
            _watch(library, queues, as_json=args.json)
        elif args.json:
            print(_as_json(*_look(library, queues)), flush=True)
        else:
            from rich.console import Console

            Console().print(_shown(*_look(library, queues)))
    return 0


def _look(library: OpenLibrary, queues: Queues) -> tuple[State, Depths]:
    from pipeline.state import look

    return look(library.engine), queues.depths()


def _watch(library: OpenLibrary, queues: Queues, *, as_json: bool) -> None:
    """Until Ctrl-C; a database that is away for a while is said to be, and looked for again."""
    from rich.live import Live

    from pipeline.errors import TransientError

    with nullcontext() if as_json else Live(auto_refresh=False) as live:
        while True:
            try:
                found = _look(library, queues)
            except TransientError as error:
                line: RenderableType = json.dumps({"error": error.code, "message": str(error)}) if as_json else str(error)
            else:
                line = _as_json(*found) if as_json else _shown(*found)
            if live is None:
                print(line, flush=True)
            else:
                live.update(line, refresh=True)
            time.sleep(INTERVAL)


def _as_json(state: State, depths: Depths) -> str:
    return json.dumps(asdict(state) | {"queues": depths})


def _shown(state: State, depths: Depths) -> RenderableType:
    from rich.console import Group

    return Group(_uploads(state), _queues(depths), *_executions(state), *_sweeps(state), _unfinished(state), _processes(state))


def _queues(depths: Depths) -> str:
    if depths is None:
        return "Redis     does not answer: what is accepted waits in PostgreSQL, and the sweeper queues it once Redis is back"
    return "Queues    " + ", ".join(f"{lane} {number:,}" for lane, number in depths.items())


def _executions(state: State) -> list[str]:
    """Nothing where no script is run here."""
    runs = state.executions
    if not (runs.waiting or runs.running or runs.workers or runs.refusals):
        return []
    oldest = f", the oldest for {runs.oldest:.0f} s" if runs.oldest is not None else ""
    lines = [f"Sandbox   {runs.waiting:,} runs wait{oldest}; {runs.running:,} run; {runs.workers:,} workers"]
    return [*lines, *(f"          a worker cannot run scripts: {each}" for each in runs.refusals)]


def _sweeps(state: State) -> list[str]:
    """What each sweeper's last pass found."""
    return [
        f"Sweeper   {one.ago:.0f} s ago: {last['due']} batches due, {last['pushed']} of them in no queue, {last['lost']} runs without a process"
        for one in state.processes
        if one.kind == "sweeper" and (last := one.detail.get("last"))
    ]


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
    if any(asdict(state.outdated).values()):
        late = state.outdated
        lines.append(
            f"Analyses  {late.waiting + late.under_way:,} of an older analyser or of other rules, {late.under_way:,} of them being made again"
            + (f"; {late.given_up:,} scripts keep theirs, for this analyser could not read them" if late.given_up else "")
        )
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
    table = Table("process", "kind", "lane", "on", "seen", box=None, header_style="bold")
    for one in state.processes:
        table.add_row(one.name, one.kind, one.detail.get("lane", ""), f"{one.host} ({one.pid})", f"{one.ago:.0f} s ago")
    return table
