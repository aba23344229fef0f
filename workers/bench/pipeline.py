"""`psscript bench pipeline`: what each stage costs, beside floors that are measured in the same run."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workers.options import Subparsers, add_json, positive

if TYPE_CHECKING:
    from workers.bench.costs import Cost

ACCEPT = "accept"
COPY = "COPY, same rows"
CHAIN_BATCH = 100
CHAIN = "chain of no-ops"
WHOLE = "all, by workers"
AGAIN = "all, of duplicates"
LEAST_OF_COPY = 0.7
LEAST_OF_CHAIN = 500.0


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("pipeline", help="what each stage costs, beside COPY of the same rows and a chain that does nothing")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="scripts to begin with")
    parser.add_argument("--scripts", type=positive, default=2000, metavar="N", help="how many to make of them (default: 2000)")
    parser.add_argument("--batch", type=positive, default=200, metavar="N", help="scripts of a batch (default: 200, as imports send them)")
    parser.add_argument("--workers", type=positive, default=2, metavar="N", help="worker processes for the chain and for all of it (default: 2)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed makes the same scripts (default: 1)")
    add_json(parser, "costs by stage and floor, and the two ratios")


def run(args: argparse.Namespace) -> int:
    from workers.bench.costs import ratios
    from workers.bench.library import originals_in
    from workers.bench.stages import measure
    from workers.variants import variants

    made = list(variants(originals_in(args.folder), 2 * args.scripts, args.seed))
    with tempfile.TemporaryDirectory(prefix="psscript-bench-") as folder:
        costs = measure(Path(folder) / "data", made, args.batch, args.workers)
    near = dict(zip(("clock", "processor"), ratios(costs[COPY], costs["insert"]), strict=True))
    if args.json:
        shown = {"insertOfCopy": near, "batch": args.batch, "chainBatch": CHAIN_BATCH, "workers": args.workers}
        print(json.dumps(shown | {"costs": {name: _as_json(cost) for name, cost in costs.items()}}))
    else:
        _show(costs, args, near)
    return 0 if max(near.values()) >= LEAST_OF_COPY and costs[CHAIN].rate >= LEAST_OF_CHAIN else 1


def _show(costs: Mapping[str, Cost], args: argparse.Namespace, near: Mapping[str, float]) -> None:
    from rich.console import Console
    from rich.table import Table

    headings = ("", "scripts/s", "ms", "workers", "PostgreSQL", "statements", "commits")
    table = Table(*headings, box=None, header_style="bold")
    for column in table.columns:
        column.no_wrap = True
        column.justify = "left" if column.header == "" else "right"
    for name, cost in costs.items():
        counted = [f"{number / cost.pieces:.1f}" if number else "" for number in (cost.statements, cost.transactions)]
        times = [f"{1000 * seconds / cost.items:.3f}" for seconds in (cost.own, cost.postgres)]
        table.add_row(name, f"{cost.rate:,.0f}", f"{cost.milliseconds:.3f}", *times, *counted)
    console = Console()
    console.print(table)
    console.print(f"{args.scripts:,} scripts in batches of {args.batch} (the chain: {CHAIN_BATCH}), {args.workers} workers;", end=" ")
    console.print("processor milliseconds a script, statements and commits a batch.")
    console.print(f"insert comes to {near['clock']:.0%} of COPY by the clock, {near['processor']:.0%} by processor time", end=" ")
    console.print(f"(medians of batches; at least {LEAST_OF_COPY:.0%});", end=" ")
    console.print(f"the chain passes {costs[CHAIN].rate:,.0f} scripts a second (at least {LEAST_OF_CHAIN:,.0f}).")


def _as_json(cost: Cost) -> dict[str, Any]:
    return {
        "scripts": cost.items,
        "batches": cost.pieces,
        "scriptsPerSecond": round(cost.rate, 1),
        "processorMillisecondsPerScript": round(cost.milliseconds, 4),
        "processorSeconds": {"workers": round(cost.own, 3), "PostgreSQL": round(cost.postgres, 3)},
        "statements": cost.statements,
        "transactions": cost.transactions,
    }
