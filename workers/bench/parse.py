"""`psscript bench parse`: how fast scripts are read, told in a unit that does not depend on the machine."""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path

from workers.options import Subparsers, add_json, positive

ENDINGS = frozenset({".ps1", ".psm1", ".psd1"})
_ROUNDS = 5


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("parse", help="lexing and parsing, in yardsticks (a fixed piece of Python work) a million characters")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="scripts to read")
    parser.add_argument("--rounds", type=positive, default=2, metavar="N", help="read everything so often, the best round counts (default: 2)")
    add_json(parser, "yardsticks, seconds, files, characters")


def run(args: argparse.Namespace) -> int:
    from pipeline.powershell.script import decode, parse
    from workers.errors import CannotRunError

    paths = sorted(path for path in args.folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    texts = [decode(path.read_bytes()).text for path in paths]
    characters = sum(map(len, texts))
    if not characters:
        raise CannotRunError(f"There is no script in {args.folder}.")
    unit = yardstick()
    seconds = float("inf")
    for _ in range(args.rounds):
        spent = 0.0
        for text in texts:
            # A round keeps no tree: what is measured is reading, not the memory of a machine.
            begun = time.process_time()
            script = parse(text)
            spent += time.process_time() - begun
            del script
        seconds = min(seconds, spent)
    unit = min(unit, yardstick())
    millions = characters / 1_000_000
    report = {
        "yardsticks_per_million_characters": round(seconds / unit / millions, 2), "cpu_seconds": round(seconds, 2),
        "yardstick_ms": round(unit * 1000, 1), "files": len(texts), "characters": characters,
        "characters_per_cpu_second": round(characters / seconds),
    }
    print(json.dumps(report) if args.json else "\n".join(f"{name.replace('_', ' '):<34}{value:>14,}" for name, value in report.items()))
    return 0


def yardstick() -> float:
    """Processor seconds of a fixed piece of pure Python work, the best of several rounds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        begun = time.process_time()
        _work()
        best = min(best, time.process_time() - begun)
    return best


def _work() -> int:
    total = 0
    seen: dict[str, int] = {}
    text = "function Get-Thing { param($a,$b) if ($a -eq 'x') { gci | % { $_.Name } } }\n" * 200
    for _ in range(12):
        for match in re.finditer(r"[A-Za-z_][\w-]*|\$\w+|'[^']*'|\s+|.", text):
            key = match.group()
            seen[key] = seen.get(key, 0) + 1
            total += len(key)
    for i in range(400_000):
        total = (total * 31 + i) % 1_000_003
    return total
