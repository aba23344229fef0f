"""`psscript migrate`: the schema of the database, brought to what this release needs, or back."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_data, add_json, new_parser, positive

if TYPE_CHECKING:
    from db.migrate import MigrationState

EXAMPLES = """\
  psscript migrate status        which migrations the database has
  psscript migrate up            apply what is missing
  psscript migrate down          take the last one back
  psscript migrate down --steps 3
"""
EXIT_PENDING = 1


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    description = "Migrations of the database. Each is applied whole or not at all; `psscript up` applies them by itself."
    parser = new_parser(subparsers, "migrate", description, EXAMPLES)
    actions = parser.add_subparsers(dest="action", metavar="status|up|down", required=True)
    status = actions.add_parser("status", help="show them all; exit code 1 if some are missing")
    up = actions.add_parser("up", help="apply what is missing")
    down = actions.add_parser("down", help="take back the last ones; what they added to the database is lost")
    down.add_argument("--steps", type=positive, default=1, metavar="N", help="how many (default: 1)")
    for each in (status, up, down):
        add_data(each)
        add_json(each, "the names, or the state of each")


def run(args: argparse.Namespace) -> int:
    from db import migrate
    from workers.library import reachable

    with reachable(args, f"psscript migrate {args.action}") as library:
        if args.action == "status":
            return _status(migrate.status(library.engine), as_json=args.json)
        dsn = library.settings.dsn or ""
        names = migrate.up(dsn) if args.action == "up" else migrate.down(dsn, args.steps)
    if args.json:
        print(json.dumps({"applied" if args.action == "up" else "rolledBack": names}))
    else:
        verb = "applied" if args.action == "up" else "rolled back"
        print("\n".join(f"{verb} {name}" for name in names) or f"Nothing to be {verb}.")
    return 0


def _status(states: list[MigrationState], *, as_json: bool) -> int:
    if as_json:
        print(json.dumps([{"id": one.id, "appliedAt": _time(one), "known": one.known} for one in states]))
    else:
        for one in states:
            print(f"{one.id:<45} {_time(one) or 'missing'}{'' if one.known else '  (unknown to this release)'}")
    return EXIT_PENDING if any(one.applied_at is None for one in states) else 0


def _time(state: MigrationState) -> str | None:
    return state.applied_at.isoformat(timespec="seconds") + "Z" if state.applied_at else None
