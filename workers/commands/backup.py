"""`psscript backup`: the library as one file."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from workers.options import Subparsers, add_data, add_json, new_parser

EXAMPLES = """\
  psscript backup library.backup             while everything runs
  psscript backup --how copy library.backup  without pg_dump
"""
DESCRIPTION = """\
Writes the database, which is all that matters of a library, to a new file that only you may read: as it is at one moment, while everything
runs. Uses pg_dump where there is one, and COPY where not. It holds password hashes and every private script: keep it where nobody reads it."""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "backup", DESCRIPTION, EXAMPLES)
    parser.add_argument("file", type=Path, metavar="FILE", help="must not exist yet")
    parser.add_argument("--how", choices=["pg_dump", "copy"], help="default: pg_dump where there is one")
    add_data(parser)
    add_json(parser, "file, how, bytes")


def run(args: argparse.Namespace) -> int:
    from pipeline.audit import note
    from workers.backup import BackupError, How, save
    from workers.library import reachable

    if args.file.exists():
        raise BackupError(f"{args.file} exists already: name another file.")
    wanted: How | None = {"pg_dump": "pg_dump", "copy": "COPY"}.get(args.how)  # type: ignore[assignment]
    with reachable(args, "psscript backup") as library:
        how = save(library.settings.dsn or "", args.file.absolute(), wanted)
        try:
            note(library.engine, "library_exported", file=str(args.file.absolute()), how=how)
        except BaseException:
            args.file.unlink()  # no copy goes out of which nobody will know
            raise
    size = args.file.stat().st_size
    print(json.dumps({"file": str(args.file), "how": how, "bytes": size}) if args.json else f"{args.file}: {size:,} bytes, with {how}.")
    return 0
