"""`psscript quarantine`: scripts that killed the process that worked on them, again and again."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING
from uuid import UUID

from workers.options import Subparsers, add_data, add_json, new_parser, positive

if TYPE_CHECKING:
    from pipeline.administering import Quarantined
    from workers.library import OpenLibrary

EXAMPLES = """\
  psscript quarantine list                what stands aside, and why
  psscript quarantine list --json         with the log of each
  psscript quarantine show UPLOAD         its bytes, as they were uploaded; they may be malicious, so look at them with a pager
  psscript quarantine retry UPLOAD...     after an update, or with a larger WORKER_MEMORY_BYTES
  psscript quarantine drop UPLOAD...      give up: the upload stays failed, its bytes go
"""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "quarantine", "Scripts that killed their process again and again, and stand aside.", EXAMPLES)
    actions = parser.add_subparsers(dest="action", metavar="list|show|retry|drop", required=True)
    listing = actions.add_parser("list", help="show them, the newest first")
    listing.add_argument("--limit", type=positive, default=100, metavar="N", help="how many (default: 100)")
    add_json(listing, "a list, with the log of each")
    showing = actions.add_parser("show", help="write the bytes of one to standard output")
    showing.add_argument("upload", type=UUID, metavar="UPLOAD", help="number of an upload, as `list` shows it")
    for name, what in (("retry", "have them worked on once more, from the start"), ("drop", "give them up")):
        action = actions.add_parser(name, help=what)
        action.add_argument("uploads", type=UUID, nargs="+", metavar="UPLOAD", help="number of an upload, as `list` shows it")
    for action in actions.choices.values():
        add_data(action)


def run(args: argparse.Namespace) -> int:
    from workers.library import reachable

    with reachable(args, f"psscript quarantine {args.action}") as library:
        if args.action == "list":
            _list(library, args.limit, as_json=args.json)
        elif args.action == "show":
            _show(library, args.upload)
        elif args.action == "retry":
            _retry(library, args.uploads)
        else:
            _drop(library, args.uploads)
    return 0


def _list(library: OpenLibrary, limit: int, *, as_json: bool) -> None:
    from pipeline.administering import quarantine

    found, _ = quarantine(library.engine, before=None, limit=limit, offset=0)
    if as_json:
        print(json.dumps([_as_json(each) for each in found]))
        return
    for each in found:
        print(f"{each.upload_id}  {each.filename}\n    {each.created_at:%Y-%m-%d %H:%M} UTC, stage {each.stage}: {each.reason}")
        print("".join(f"    | {line}\n" for line in each.log.splitlines()), end="")
    print(f"{len(found)} in quarantine." if found else "Nothing is in quarantine.")


def _show(library: OpenLibrary, upload_id: UUID) -> None:
    from pipeline.quarantine import read

    sys.stdout.buffer.write(read(library.engine, upload_id).content)
    sys.stdout.buffer.flush()


def _as_json(each: Quarantined) -> dict[str, object]:
    return {
        "uploadId": str(each.upload_id),
        "filename": each.filename,
        "userId": each.user_id,
        "stage": each.stage,
        "reason": each.reason,
        "log": each.log,
        "createdAt": f"{each.created_at.isoformat()}Z",
    }


def _retry(library: OpenLibrary, uploads: list[UUID]) -> None:
    from contextlib import closing

    from pipeline.quarantine import retry
    from pipeline.queues import Queues

    with closing(Queues(library.settings.redis or "", library.settings.redis_timeout)) as queues:
        for upload_id in uploads:
            queues.push([retry(library.engine, upload_id)])
            print(f"{upload_id} is worked on once more.")


def _drop(library: OpenLibrary, uploads: list[UUID]) -> None:
    from pipeline.quarantine import drop

    for upload_id in uploads:
        drop(library.engine, upload_id)
        print(f"{upload_id} is given up.")
