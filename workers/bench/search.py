"""`psscript bench search`: how long a search takes in the library that it is pointed to, what it reads, and what it misses."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from workers.options import Subparsers, add_data, add_json, positive

if TYPE_CHECKING:
    from workers.bench.searching import Series

SHARES = (None, 0.01, 0.1)  # that a filter leaves


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("search", help="what a search costs, without a filter and with two that leave little, and how exact it is")
    parser.add_argument("--queries", type=positive, default=50, metavar="N", help="searches of each kind (default: 50)")
    parser.add_argument("--recall", type=int, default=50, metavar="N", help="of these, how many are compared with an exact scan (default: 50)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed asks the same (default: 1)")
    parser.add_argument("--mode", choices=("hybrid", "keyword", "semantic"), default="hybrid", help="default: hybrid")
    parser.add_argument("--user", metavar="NAME", help="who searches (default: whoever sees all)")
    parser.add_argument("--http", action="store_true", help="also over HTTP, by a web server of its own beside the library")
    add_data(parser)
    add_json(parser, "a list of series: milliseconds, processor time, rows, recall")


def run(args: argparse.Namespace) -> int:
    from workers.bench.searching import Searcher
    from workers.library import reachable

    with reachable(args, "psscript bench search") as library:
        searcher = Searcher.of(library, args)
        series = [searcher.measure(share) for share in SHARES]
        if args.http:
            from workers.bench.searching_http import over_http

            series += over_http(library, searcher, series, args.user)
    _show(searcher.scripts, series, as_json=args.json)
    return 0


def _show(scripts: int, series: list[Series], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([{"scripts": scripts} | _as_json(each) for each in series]))
        return
    from rich.console import Console
    from rich.table import Table

    times = ("p50 ms", "p95 ms", "ms here", "ms PostgreSQL")
    table = Table("way", "filter", "leaves", *times, "rows read", "found", "recall", box=None, header_style="bold")
    for each in series:
        said = _as_json(each)
        processor = [f"{said[name]:.1f}" if said[name] is not None else "" for name in ("processorMilliseconds", "postgresMilliseconds")]
        rows, recall = (f"{value:{shape}}" if value is not None else "" for value, shape in ((each.rows, ",.0f"), (each.recall, ".3f")))
        latencies = [f"{said[name]:.1f}" for name in ("p50", "p95")]
        table.add_row(each.way, each.term or "none", f"{each.share:.1%}", *latencies, *processor, rows, f"{each.found:.1f}", recall)
    console = Console()
    console.print(f"{scripts:,} scripts, ranked by {series[0].engine}")
    if series[0].missing:
        console.print(series[0].missing)
    console.print(table)


def _as_json(series: Series) -> dict[str, Any]:
    return {
        "way": series.way,
        "filter": series.term,
        "share": round(series.share, 4),
        "engine": series.engine,
        "missing": series.missing,
        "queries": len(series.seconds),
        "p50": round(series.latency(0.5), 2),
        "p95": round(series.latency(0.95), 2),
        "processorMilliseconds": None if series.own is None else round(series.own, 2),
        "postgresMilliseconds": None if series.postgres is None else round(series.postgres, 2),
        "rowsRead": None if series.rows is None else round(series.rows),
        "found": round(series.found, 2),
        "recall": None if series.recall is None else round(series.recall, 4),
    }
