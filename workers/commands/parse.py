"""`psscript parse`: tokens, syntax tree, errors and meaning of scripts."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workers.options import Subparsers, new_parser

if TYPE_CHECKING:
    from pipeline.powershell.script import Decoded, Script

EXIT_DONE, EXIT_BROKEN, EXIT_INCOMPLETE = 0, 1, 3
EXAMPLES = """\
  psscript parse script.ps1                          the tree, and errors with the line they stand in
  psscript parse --tokens script.ps1                 the tokens
  psscript parse --tokens --ast --format jsonl a.ps1 b.ps1    one line of JSON a script
  git ls-files '*.ps1' | psscript parse --semantics --format jsonl --files-from -
"""
DESCRIPTION = """\
Reads scripts as PowerShell 7 does and shows what it sees: tokens, syntax tree, parse errors; with --semantics functions with their help and
parameters, and how arguments bind to parameters. Nothing is run. The exit code is 3 when something could not be read, else 1 when a script
has parse errors (not with --format jsonl), else 0."""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "parse", DESCRIPTION, EXAMPLES)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="scripts, or - for standard input")
    parser.add_argument("--files-from", metavar="LIST", help="a file with a path a line, or - for standard input")
    parser.add_argument("--tokens", action="store_true", help="show the tokens")
    parser.add_argument("--ast", action="store_true", help="show the syntax tree (the default)")
    parser.add_argument("--semantics", action="store_true", help="show functions, help, parameters and bound arguments")
    parser.add_argument("--format", choices=["text", "jsonl"], default="text", help="for people (the default) or one line of JSON a script")


def run(args: argparse.Namespace) -> int:
    code = EXIT_DONE
    show = _json if args.format == "jsonl" else _text
    for path in _paths(args):
        try:
            decoded = _read(path)
        except OSError as error:
            code = EXIT_INCOMPLETE
            _refuse(args, path, error.strerror or str(error))
            continue
        broken = show(args, path, decoded)
        if broken and code == EXIT_DONE and args.format == "text":
            code = EXIT_BROKEN
    return code


def _paths(args: argparse.Namespace) -> Iterator[str]:
    yield from args.paths
    if args.files_from == "-":
        yield from _lines(sys.stdin.buffer.read())
    elif args.files_from is not None:
        yield from _lines(Path(args.files_from).read_bytes())
    elif not args.paths:
        yield "-"


def _lines(listing: bytes) -> Iterator[str]:
    """File names are bytes: what is no UTF-8 in them is kept as it is."""
    for line in listing.decode("utf-8", "surrogateescape").split("\n"):
        if line.strip("\r"):
            yield line.strip("\r")


def _read(path: str) -> Decoded:
    from pipeline.powershell.script import decode

    if path == "-":
        return decode(sys.stdin.buffer.read())
    return decode(Path(path).read_bytes())


def _refuse(args: argparse.Namespace, path: str, reason: str) -> None:
    if args.format == "jsonl":
        print(json.dumps({"path": path, "error": reason}))
    else:
        print(f"psscript parse: {path}: {reason}", file=sys.stderr)


def _json(args: argparse.Namespace, path: str, decoded: Decoded) -> bool:
    from pipeline.powershell import dump
    from pipeline.powershell.script import parse

    # A script's nodes die together at the end of this function: looking for cycles among them only costs time.
    collecting = gc.isenabled()
    gc.disable()
    script = parse(decoded.text)
    answer: dict[str, Any] = {"path": path}
    if args.tokens:
        answer["tokens"] = dump.token_lines(script)
    if args.ast:
        answer["ast"] = dump.ast_lines(script)
    if args.semantics:
        from pipeline.powershell.semantics import describe

        answer |= describe(script)
    answer["errors"] = dump.error_rows(script)
    if decoded.notes:
        answer["notes"] = decoded.notes
    sys.stdout.write(json.dumps(answer) + "\n")
    if collecting:
        gc.enable()
    return bool(script.errors)


def _text(args: argparse.Namespace, path: str, decoded: Decoded) -> bool:
    from pipeline.powershell.script import parse

    script = parse(decoded.text)
    for line in _pieces(args, path, script):
        print(line)
    for note in decoded.notes:
        print(f"note: {note}")
    return bool(script.errors)


def _pieces(args: argparse.Namespace, path: str, script: Script) -> Iterator[str]:
    from pipeline.powershell import readable

    if args.tokens:
        yield from readable.tokens(script)
    if args.semantics:
        from pipeline.powershell.semantics import describe

        yield json.dumps(describe(script), indent=2, ensure_ascii=False)
    if args.ast or not (args.tokens or args.semantics):
        yield from readable.tree(script)
    for error in script.errors:
        yield from readable.error(script, error, path)
