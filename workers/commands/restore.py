"""`psscript restore`: a library from a file of `psscript backup`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_data, add_json, new_parser

if TYPE_CHECKING:
    from workers.library import OpenLibrary

EXAMPLES = """\
  psscript restore library.backup --data /srv/new     then: psscript up --data /srv/new
"""
DESCRIPTION = """\
Fills a new data folder, or an empty database that DATABASE_URL names, with a backup, and brings it to this release's schema. What Redis
holds is forgotten: it is made anew from the database. Work that was under way when the backup was made goes on at the next start."""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "restore", DESCRIPTION, EXAMPLES)
    parser.add_argument("file", type=Path, metavar="FILE", help="written by `psscript backup`, or found in a library's backups/")
    add_data(parser)
    add_json(parser, "scripts, versions, unfinished")


def run(args: argparse.Namespace) -> int:
    from pipeline.audit import note
    from pipeline.state import look
    from workers.backup import restore
    from workers.library import reachable

    args.file.stat()  # a file that is not there is told before anything starts
    with reachable(args, "psscript restore") as library:
        how = restore(library.settings.dsn or "", args.file)
        note(library.engine, "library_restored", file=str(args.file.absolute()), how=how)
        _forget_redis(library)
        state = look(library.engine)
    answer = {"scripts": state.totals.scripts, "versions": state.totals.versions, "unfinished": state.waiting}
    if args.json:
        print(json.dumps(answer))
    else:
        print(f"{answer['scripts']} scripts in {answer['versions']} versions are back; {answer['unfinished']} uploads go on when it runs.")
    return 0


def _forget_redis(library: OpenLibrary) -> None:
    """Ids there would be of another library."""
    from pipeline.room import Room

    room = Room.furnish(library.settings, library.engine, "restore")
    try:
        room.queues.empty()
        room.cache.forget_everything()
    finally:
        room.close()
