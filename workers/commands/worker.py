"""`psscript worker`: one process that runs stages."""

from __future__ import annotations

import argparse

from workers.options import Subparsers, add_data, new_parser

EXAMPLES = """\
  psscript worker --lane bulk            imports
  psscript worker --lane interactive     what somebody waits for
  psscript worker --lane sandbox         scripts themselves, where EXECUTE_SCRIPTS allows it
"""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    description = "Takes batches from one lane and runs their stages until SIGTERM. `psscript up` starts as many as it needs."
    parser = new_parser(subparsers, "worker", description, EXAMPLES)
    parser.add_argument("--lane", choices=["interactive", "bulk", "sandbox"], required=True, help="which queue it takes from")
    add_data(parser)


def run(args: argparse.Namespace) -> int:
    from workers import logs
    from workers.embedded.servers import attach
    from workers.errors import CannotRunError
    from workers.library import settings_of
    from workers.worker import work

    logs.set_up()
    settings = settings_of(args)
    if args.lane == "sandbox" and not settings.execute_scripts:
        raise CannotRunError("Scripts are not run here: EXECUTE_SCRIPTS is off.")
    work(attach(settings).settings(settings), args.lane)
    return 0
