"""`psscript web`: the web server alone."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from workers.options import Subparsers, add_data, new_parser

EXAMPLES = """\
  psscript web --port 8080
  DATABASE_URL=postgresql://... REDIS_URL=redis://... psscript web --bind 0.0.0.0
"""

FIGURES = "PROMETHEUS_MULTIPROC_DIR"  # as the library that counts wants to be told


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    description = "Answers HTTP until SIGTERM. `psscript up` starts it with everything else; alone it is for where processes are run by others."
    parser = new_parser(subparsers, "web", description, EXAMPLES)
    add_data(parser)
    parser.add_argument("--port", type=int, metavar="N", help="port (default: PORT, else 4000)")
    parser.add_argument("--bind", metavar="ADDRESS", help="address (default: BIND, else 127.0.0.1)")
    parser.add_argument("--fd", type=int, metavar="N", help="a listening socket that was inherited, instead of a port")


def run(args: argparse.Namespace) -> int:
    """Becomes the web server; what is asked for here goes to it as variables."""
    from workers.embedded.servers import attach
    from workers.library import settings_of

    settings = settings_of(args, port=args.port, bind=args.bind)
    servers = attach(settings)
    chosen = {
        "DATABASE_URL": servers.dsn,
        "REDIS_URL": servers.redis_url,
        "PSSCRIPT_DATA": str(settings.data),
        "BIND": settings.bind,
        "PORT": str(settings.port),
        FIGURES: os.environ.get(FIGURES) or _figures(settings.data),
    }
    descriptor = [] if args.fd is None else [str(args.fd)]
    os.execve(sys.executable, [sys.executable, "-m", "web", *descriptor], os.environ | chosen)  # noqa: S606 no shell is wanted


def _figures(data: Path) -> str:
    """Where the server's processes keep their figures, so that each tells those of all; without those of an earlier start."""
    folder = data / "metrics"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.glob("*.db"):
        old.unlink()
    return str(folder)
