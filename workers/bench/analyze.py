"""`psscript bench analyze`: how fast scripts are judged, in a unit that does not depend on the machine, and what a second process brings."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workers.bench.beyond import beyond
from workers.bench.parse import ENDINGS, yardstick
from workers.options import Subparsers, add_json, positive

if TYPE_CHECKING:
    from pipeline.analysis.rule import Chosen
    from workers.analyze.targets import Target


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("analyze", help="all default rules and parsing, in yardsticks (a fixed piece of Python work) a million characters")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="scripts to judge")
    parser.add_argument("--rounds", type=positive, default=2, metavar="N", help="judge everything so often, the best round counts (default: 2)")
    parser.add_argument("--pairs", type=int, default=0, metavar="N", help="also compare one process with two, N times by turns (median)")
    parser.add_argument("--rules", action="store_true", help="also show what each rule, and each detection and field asked for, costs")
    parser.add_argument("--security", action="store_true", help="also what unwrapping and the detections cost beyond the rules")
    parser.add_argument("--layers", action="store_true", help="also what the scores and all other fields of an analysis cost beyond the rules")
    add_json(parser, "yardsticks, seconds, files, characters")


def run(args: argparse.Namespace) -> int:
    from pipeline.analysis.settings import Settings, choose
    from workers.analyze.processes import expect_much_garbage
    from workers.errors import CannotRunError

    paths = sorted(path for path in args.folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    files = [(path, path.read_bytes()) for path in paths]
    rules = choose(Settings())
    expect_much_garbage()
    unit = yardstick()
    rounds = [_round(files, rules) for _ in range(args.rounds)]
    unit = min(unit, yardstick())
    seconds, characters = min(each[0] for each in rounds), rounds[0][1]
    if not characters:
        raise CannotRunError(f"There is no script in {args.folder}.")
    report: dict[str, float] = {
        "yardsticks_per_million_characters": round(seconds / unit / (characters / 1_000_000), 2), "cpu_seconds": round(seconds, 2),
        "yardstick_ms": round(unit * 1000, 1), "files": len(files), "characters": characters, "rules": len(rules),
    }
    if args.security or args.layers:
        report |= beyond(files, rules, args.rounds, unit * characters / 1_000_000, security=args.security, layers=args.layers, each=args.rules)
    if args.pairs:
        report["two_processes_are_faster_by"] = round(statistics.median(_pairs([str(path) for path in paths], args.pairs)), 2)
    if args.rules:
        per_unit = unit * characters / 1_000_000
        report |= {name: round(spent / per_unit, 2) for name, spent in _by_rule(files, rules)}
    print(json.dumps(report) if args.json else "\n".join(f"{name.replace('_', ' '):<60}{value:>14,}" for name, value in report.items()))
    return 0


def _round(files: Sequence[tuple[Path, bytes]], rules: Sequence[Chosen]) -> tuple[float, int]:
    """Processor seconds for all files, and how many characters they hold."""
    from pipeline.analysis.files import report_on
    from pipeline.powershell.decoding import decode

    spent, characters = 0.0, 0
    for path, data in files:
        begun = time.process_time()
        report_on(str(path), data, rules, path=path)
        spent += time.process_time() - begun
        characters += len(decode(data).text)
    return spent, characters


def _by_rule(files: Sequence[tuple[Path, bytes]], rules: Sequence[Chosen]) -> list[tuple[str, float]]:
    """Seconds each rule takes, the slowest first. What rules share is counted for the first of them."""
    from pipeline.analysis.context import Context
    from pipeline.powershell.decoding import decode
    from pipeline.powershell.script import parse

    spent = dict.fromkeys((chosen.rule.name for chosen in rules), 0.0)
    for path, data in files:
        context = Context(parse(decode(data).text), path=path, data=data)
        for rule, options in rules:
            begun = time.perf_counter()
            for _ in rule.check(context, options):
                pass
            spent[rule.name] += time.perf_counter() - begun
    return sorted(spent.items(), key=lambda item: -item[1])


def _pairs(paths: Sequence[str], number: int) -> Iterator[float]:
    """How many times as fast two processes are as one, as a clock on the wall sees it."""
    from workers.analyze.targets import targets

    found = list(targets(paths, find_settings=False))
    for _ in range(number):
        one, two = _wall(found, 1), _wall(found, 2)
        yield one / two


def _wall(found: Sequence[Target], jobs: int) -> float:
    """Seconds that a new process needs, so that none profits from what another has warmed."""
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        from workers.analyze.judging import Judge, Request
        from workers.analyze.processes import judge_all

        request = Request()
        for _ in judge_all(found, request, Judge(request), jobs):
            pass
        os._exit(0)
    os.waitpid(child, 0)
    return time.monotonic() - begun
