"""`psscript bench embed`: how many scripts a second each provider turns into vectors, on one core."""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workers.options import Subparsers, add_json, positive

if TYPE_CHECKING:
    from pipeline.embedding.provider import Embeddable, Provider

HERE = ("hashed", "minilm")  # a service's rate says nothing of this machine


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("embed", help="scripts a second of each embedding provider, in processor time")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="scripts to embed")
    parser.add_argument("--scripts", type=positive, default=200, metavar="N", help="how many of them at most (default: 200)")
    parser.add_argument("--provider", choices=HERE, action="append", help="only this one; may be given again (default: all that are installed)")
    add_json(parser, "by provider: scripts, digest_ms, cpu_ms a script, rate; or why it cannot be measured")


def run(args: argparse.Namespace) -> int:
    from pipeline.config import Settings
    from pipeline.embedding.model import Unavailable
    from pipeline.embedding.provider import open_named
    from workers.bench.library import originals_in

    chosen = originals_in(args.folder)
    step = max(1, len(chosen) // args.scripts)
    scripts, digesting = _read(chosen[::step][: args.scripts])
    report: dict[str, Any] = {}
    for name in args.provider or HERE:
        provider = open_named(Settings.from_environment(os.environ), name)
        if isinstance(provider, Unavailable):
            report[name] = {"unavailable": provider.message}
        else:
            report[name] = _measured(provider, scripts) | {"digest_ms": round(1000 * digesting / len(scripts), 2)}
    print(json.dumps(report) if args.json else "\n".join(_line(name, one) for name, one in report.items()))
    return 0


def _read(chosen: list[Any]) -> tuple[list[Embeddable], float]:
    """What providers are given, and the processor seconds that it took to read it."""
    from pipeline.embedding.digest import digest
    from pipeline.embedding.model import Embeddable
    from pipeline.powershell.decoding import decode

    begun = time.process_time()
    scripts = []
    for one in chosen:
        text, kind = decode(one.content).text, one.path.suffix.lstrip(".").lower()
        scripts.append(Embeddable(one.path.name, None, text, kind, digest(one.path.name, None, text, kind), None))
    return scripts, time.process_time() - begun


def _measured(provider: Provider, scripts: list[Embeddable]) -> dict[str, Any]:
    provider.embed(scripts[:1])  # what is loaded once is not counted
    begun = time.process_time()
    provider.embed(scripts)
    spent = time.process_time() - begun
    each = spent / len(scripts)
    return {"model": provider.model.id, "scripts": len(scripts), "cpu_ms": round(1000 * each, 2), "rate": round(1 / each, 1)}


def _line(name: str, one: dict[str, Any]) -> str:
    if "unavailable" in one:
        return f"{name:<8} {one['unavailable']}"
    return f"{name:<8} {one['rate']:>8,.1f} scripts a second, {one['cpu_ms']:.2f} ms of processor time each; {one['digest_ms']:.2f} ms to read one"
