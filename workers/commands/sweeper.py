"""`psscript sweeper`: one process that brings back unfinished work."""

from __future__ import annotations

import argparse

from workers.options import Subparsers, add_data, new_parser

EXAMPLES = """\
  psscript sweeper
"""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    description = "Finds what PostgreSQL says is unfinished and no queue carries, and queues it again, until SIGTERM. `psscript up` starts one."
    parser = new_parser(subparsers, "sweeper", description, EXAMPLES)
    add_data(parser)


def run(args: argparse.Namespace) -> int:
    from workers import logs
    from workers.embedded.servers import attach
    from workers.library import settings_of
    from workers.sweeper import keep_sweeping

    logs.set_up()
    settings = settings_of(args)
    keep_sweeping(attach(settings).settings(settings))
    return 0
