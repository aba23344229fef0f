"""`psscript unwrap`: the scripts inside of a script."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from workers.options import Subparsers, new_parser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analysis.unwrapping import Unwrapped

EXIT_DONE, EXIT_INCOMPLETE = 0, 3
EXAMPLES = """\
  psscript unwrap suspicious.ps1                 every layer, the outermost first
  psscript unwrap - < suspicious.ps1
  psscript unwrap --format json suspicious.ps1 | jq -r '.layers[-1].text'
  git ls-files '*.ps1' | psscript unwrap --format jsonl --files-from -
"""
DESCRIPTION = """\
Shows the scripts that a script hides: encoded, compressed, encrypted with a key that it holds, or put together from pieces. Constants are
folded; nothing is run and nothing is fetched. What depends on the network or was left out at a limit is said. The exit code is 3 when a
file could not be read, else 0."""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "unwrap", DESCRIPTION, EXAMPLES)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="scripts, or - for standard input (the default)")
    parser.add_argument("--files-from", metavar="LIST", help="a file with a path a line, or - for standard input")
    parser.add_argument(
        "--format", choices=["text", "json", "jsonl"], default="text",
        help="for people (the default), one JSON document (a list of them for several files), or one line of JSON a file",
    )


def run(args: argparse.Namespace) -> int:
    code, answers = EXIT_DONE, []
    for path in _paths(args):
        try:
            found = _unwrapped(path)
        except OSError as error:
            code = EXIT_INCOMPLETE
            answer: dict[str, object] = {"path": path, "error": error.strerror or str(error)}
            if args.format == "text":
                print(f"psscript unwrap: {path}: {answer['error']}", file=sys.stderr)
        else:
            answer = {"path": path, **_as_json(found)}
            if args.format == "text":
                _show(path, found)
        if args.format == "jsonl":
            print(json.dumps(answer), flush=True)
        answers.append(answer)
    if args.format == "json":
        print(json.dumps(answers[0] if len(answers) == 1 else answers, indent=1))
    return code


def _paths(args: argparse.Namespace) -> Iterator[str]:
    yield from args.paths
    if args.files_from is not None:
        from workers.analyze.targets import listed

        yield from listed(args.files_from)
    elif not args.paths:
        yield "-"


def _unwrapped(path: str) -> Unwrapped:
    from pipeline.analysis.unwrapping import unwrap
    from pipeline.powershell.script import decode

    if path == "-":
        return unwrap(decode(sys.stdin.buffer.read()).text)
    with open(path, "rb") as file:  # noqa: PTH123 - a name with bytes that are no text stays as it is
        return unwrap(decode(file.read()).text)


def _as_json(found: Unwrapped) -> dict[str, object]:
    layers = [{"text": one.text, "how": one.how, "depth": one.depth, "parent": one.parent, "start": one.start} for one in found.layers]
    return {"layers": layers, "notes": found.notes, "limits": found.limits}


def _show(path: str, found: Unwrapped) -> None:
    total = len(found.layers)
    print(f"{path}: {'nothing is wrapped' if not total else '1 layer' if total == 1 else f'{total} layers'}")
    for number, one in enumerate(found.layers, 1):
        inside = "the script" if one.parent is None else f"layer {one.parent + 1}"
        print(f"\n--- layer {number} of {total}, in {inside}: {one.how}")
        print(_safe(one.text.rstrip("\r\n")))
    for note in found.notes:
        print(f"\nnote: {note}")


def _safe(text: str) -> str:
    """Text for a terminal: control characters that would move the cursor or change colours are told by their code."""
    return "".join(char if char.isprintable() or char in "\n\t" else "" if char == "\r" else f"\\x{ord(char):02x}" for char in text)
