"""What the commands' option parsers have in common. Needs nothing but Python, so that help works without a server's packages."""

from __future__ import annotations

import argparse
from pathlib import Path

Subparsers = argparse._SubParsersAction  # noqa: SLF001 argparse gives the type no public name


def new_parser(subparsers: Subparsers[argparse.ArgumentParser], name: str, description: str, examples: str) -> argparse.ArgumentParser:
    return subparsers.add_parser(
        name,
        description=description,
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        help="folder of the library (default: PSSCRIPT_DATA, or the servers that DATABASE_URL and REDIS_URL name, or a folder of this user)",
    )


def add_json(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--json", action="store_true", help=f"one JSON document: {what}")


def positive(text: str) -> int:
    """A type for arguments: a whole number from 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, not {number}")
    return number
