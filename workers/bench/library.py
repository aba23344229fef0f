"""`psscript bench library`: a large library, through the real pipeline."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_data, add_json, positive

if TYPE_CHECKING:
    from workers.folder import Script

LARGEST = 10 * 1024 * 1024


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("library", help="many scripts from a few, by small changes, through the real pipeline")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="scripts to begin with")
    parser.add_argument("--scripts", type=positive, required=True, metavar="N", help="how many to make")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed makes the same scripts (default: 1)")
    parser.add_argument("--user", metavar="NAME", help="whose scripts they will be (default: the only administrator)")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write them there as files instead")
    add_data(parser)
    add_json(parser, "counts by state, seconds, rate")


def run(args: argparse.Namespace) -> int:
    from workers.variants import variants

    originals = originals_in(args.folder)
    made = variants(originals, args.scripts, args.seed)
    if args.write:
        for script in made:
            path = args.write / script.path.relative_to("/variants")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(script.content)
        print(json.dumps({"written": args.scripts}) if args.json else f"{args.scripts:,} scripts written to {args.write}.")
        return 0
    return _import(args, made)


def originals_in(folder: Path) -> list[Script]:
    """What scripts are made of. Raises CannotRunError where there is none."""
    from workers.errors import CannotRunError
    from workers.folder import Found, Script, read, search

    found = [read(entry.path, LARGEST) for entry in search(folder) if isinstance(entry, Found)]
    originals = [one for one in found if isinstance(one, Script) and one.content]
    if not originals:
        raise CannotRunError(f"There is no script in {folder}.")
    return originals


def _import(args: argparse.Namespace, made: Iterable[Script]) -> int:
    from rich.console import Console

    from workers.import_directly import Directly, user_of
    from workers.import_progress import shown
    from workers.imports import Import, counts
    from workers.library import running

    started = time.monotonic()
    with running(args) as library:
        target = Directly(library, user_of(library, args.user))
        target.check_workers()
        one = Import(target)
        with shown(Console(stderr=True), args.scripts) as one.tell:
            one.send(made)
            one.wait()
    seconds = time.monotonic() - started
    result = {**counts(one.outcomes), "seconds": round(seconds, 1), "rate": round(args.scripts / seconds, 1)}
    print(json.dumps(result) if args.json else ", ".join(f"{value:,} {name}" for name, value in result.items()))
    return 1 if result["failed"] else 0
