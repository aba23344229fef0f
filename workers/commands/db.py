"""`psscript db`: where the database is, for other programs and for a look by hand."""

from __future__ import annotations

import argparse
import json
import shlex
import shutil

from workers.options import Subparsers, add_data, add_json, new_parser

EXAMPLES = """\
  psscript db                         the address, and a line that opens psql
  psscript db --json | jq -r .dsn     for a program
"""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    description = "Prints the address of the library's PostgreSQL (with its password) and a line that opens psql."
    parser = new_parser(subparsers, "db", description, EXAMPLES)
    add_data(parser)
    add_json(parser, "dsn, redis, psql")


def run(args: argparse.Namespace) -> int:
    from workers.embedded.servers import attach
    from workers.library import settings_of

    servers = attach(settings_of(args))
    line = shlex.join([_psql(), servers.dsn])
    if args.json:
        print(json.dumps({"dsn": servers.dsn, "redis": servers.redis_url, "psql": line}))
    else:
        print(f"{servers.dsn}\n{line}")
    return 0


def _psql() -> str:
    """The one that came with the server, which knows its version, else the one on the PATH."""
    from workers.embedded.binaries import postgres_binaries
    from workers.embedded.errors import BinaryMissingError

    try:
        packaged = postgres_binaries().folder / "psql"
    except BinaryMissingError:
        return shutil.which("psql") or "psql"
    return str(packaged) if packaged.is_file() else shutil.which("psql") or "psql"
