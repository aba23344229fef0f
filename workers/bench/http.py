"""`psscript bench http`: what taking files in costs, in a library of its own without workers; with --library what reading one that runs costs."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workers.errors import CannotRunError
from workers.options import Subparsers, add_data, add_json, positive

if TYPE_CHECKING:
    from workers.bench.load import Measured
    from workers.folder import Script

BULK = 100  # files of a request
WARM_UP = 200


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    about = "what taking files in over HTTP costs, in a temporary library without workers; or with --library what reading costs"
    parser = subparsers.add_parser("http", help=about)
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, help="scripts to begin with")
    parser.add_argument("--scripts", type=positive, default=2000, metavar="N", help="how many to send in each way (default: 2000)")
    parser.add_argument("--clients", type=positive, default=8, metavar="N", help="how many send at the same time (default: 8)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed makes the same scripts (default: 1)")
    parser.add_argument("--library", action="store_true", help="measure lists, filters, analytics and single scripts in a library that runs")
    parser.add_argument("--requests", type=positive, default=4000, metavar="N", help="of the repeated mix, with --library (default: 4000)")
    parser.add_argument("--user", metavar="NAME", default="admin", help="who asks, with --library (default: admin)")
    parser.add_argument("--port", type=positive, metavar="N", help="of its web server, with --library (default: PORT, else 4000)")
    add_data(parser)
    add_json(parser, "the measurements")


@dataclass(frozen=True, slots=True)
class Bench:
    """A library under measurement."""

    port: int
    token: str
    watched: dict[str, int]
    clients: int

    def send(self, scripts: Sequence[Script], together: int) -> Measured:
        from workers.bench.load import multipart, send_all

        bodies = [multipart(scripts[start : start + together]) for start in range(0, len(scripts), together)]
        return send_all(self.port, self.token, bodies, len(scripts), self.clients, self.watched)


def run(args: argparse.Namespace) -> int:
    if args.library:
        from workers.bench import reads

        return reads.run(args)
    if args.folder is None:
        raise CannotRunError("Name a folder of scripts, or --library.")
    from workers.bench.library import originals_in
    from workers.variants import variants

    originals = originals_in(args.folder)
    made = list(variants(originals, 2 * args.scripts + WARM_UP, args.seed))
    warm_up, bulk, single = made[:WARM_UP], made[WARM_UP : WARM_UP + args.scripts], made[WARM_UP + args.scripts :]
    with tempfile.TemporaryDirectory(prefix="psscript-bench-") as folder, _library(Path(folder) / "data", args.clients) as bench:
        bench.send(warm_up, 1)
        found = {
            "bulk": bench.send(bulk, BULK),
            "bulk, duplicates": bench.send(bulk, BULK),
            "single": bench.send(single, 1),
            "single, duplicates": bench.send(single, 1),
        }
    _show(found, as_json=args.json)
    return 1 if any(status >= 500 for measured in found.values() for status in measured.statuses) else 0


@contextmanager
def _library(data: Path, clients: int) -> Iterator[Bench]:
    from db import migrate
    from db.engine import open_engine
    from pipeline.accounts import create_token, find_user
    from pipeline.config import Settings
    from workers import up
    from workers.supervisor import Supervisor

    settings = Settings.from_environment({"RATE_WRITE": "1000000 per minute"}, data=data, port=4000)
    with closing(up.listen("127.0.0.1", 0)) as listener, up.servers(settings) as library:
        named = library.servers.settings(settings)
        migrate.up(named.dsn or "")
        up.first_administrator(named)
        engine = open_engine(named.dsn or "", named.pool)
        token, _ = create_token(engine, find_user(engine, up.FIRST_ADMIN).id, "bench")
        engine.dispose()
        web = up.programs(settings, listener)[0]
        supervisor = Supervisor([web], dict(os.environ) | {"RATE_WRITE": "1000000 per minute"}, print)
        supervisor.tend()
        port = listener.getsockname()[1]
        try:
            while up.degraded(f"http://127.0.0.1:{port}/health/ready") is None:
                time.sleep(0.1)
            postmaster = int((settings.data / "postgres" / "postmaster.pid").read_text().split()[0])
            yield Bench(port, token, {"web": supervisor.pids()["web"], "PostgreSQL": postmaster}, clients)
        finally:
            supervisor.stop()


def _show(found: dict[str, Measured], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_as_json(name, measured) for name, measured in found.items()]))
        return
    from rich.console import Console
    from rich.table import Column, Table

    table = Table(Column("way", no_wrap=True), "files/s", "ms a file", "web", "PostgreSQL", "p50 ms", "p95 ms", box=None, header_style="bold")
    table.add_column("answers", no_wrap=True)
    for name, measured in found.items():
        each = [f"{1000 * seconds / measured.files:.2f}" for seconds in measured.processor.values()]
        latencies = [f"{measured.latency(share):.1f}" for share in (0.5, 0.95)]
        answers = ", ".join(f"{number:,} x {status}" for status, number in sorted(measured.statuses.items()))
        table.add_row(name, f"{measured.rate:,.0f}", f"{measured.milliseconds:.2f}", *each, *latencies, answers)
    Console().print(table)


def _as_json(name: str, measured: Measured) -> dict[str, Any]:
    return {
        "way": name,
        "files": measured.files,
        "requests": measured.requests,
        "filesPerSecond": round(measured.rate, 1),
        "processorMillisecondsPerFile": round(measured.milliseconds, 3),
        "processorSeconds": {who: round(seconds, 3) for who, seconds in measured.processor.items()},
        "latencyMilliseconds": {"p50": round(measured.latency(0.5), 2), "p95": round(measured.latency(0.95), 2)},
        "answers": {str(status): number for status, number in sorted(measured.statuses.items())},
    }
