"""`psscript fold`: the value of a constant expression, computed without running anything."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from workers.options import Subparsers, new_parser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.powershell.folding.answer import Pair

EXIT_DONE = 0
EXIT_NO_VALUE = 1
EXAMPLES = """\
  psscript fold "'a'+'b'"
  psscript fold '[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String("aGk="))'
  echo '{"expression": "1..3"}' | psscript fold --format jsonl
"""
DESCRIPTION = """\
Computes a constant PowerShell expression as PowerShell 7 would, without running anything. What is not certain is unknown: an answer is
never a guess. With --format jsonl, lines of {"expression": ...} on standard input are answered one by one, with {"value": [type, value]},
{"error": kind} where PowerShell would fail, or {"unknown": true}. The exit code is 1 when an expression given as an argument has no value."""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "fold", DESCRIPTION, EXAMPLES)
    parser.add_argument("expression", nargs="?", metavar="EXPRESSION", help="without it, expressions come from standard input, one a line")
    parser.add_argument("--format", choices=["text", "jsonl"], default="text", help="for people (the default) or for programs")


def run(args: argparse.Namespace) -> int:
    if args.format == "jsonl":
        return _lines(sys.stdin if args.expression is None else [json.dumps({"expression": args.expression})])
    if args.expression is not None:
        return _tell(args.expression)
    return max([_tell(line.rstrip("\n")) for line in sys.stdin], default=EXIT_DONE)


def _lines(lines: Iterable[str]) -> int:
    for line in lines:
        if line.strip():
            print(json.dumps(_answer(json.loads(line)["expression"])), flush=True)
    return EXIT_DONE


def _answer(expression: str) -> dict[str, object]:
    from pipeline.powershell.folding import PowerShellError, Unknown, described, fold

    try:
        return {"value": described(fold(expression))}
    except PowerShellError as error:
        return {"error": error.kind}
    except Unknown:
        return {"unknown": True}


def _tell(expression: str) -> int:
    from pipeline.powershell.folding import PowerShellError, Unknown, described, fold

    try:
        print(_shown(described(fold(expression))))
    except PowerShellError as error:
        print(f"error: {error}")
        return EXIT_NO_VALUE
    except Unknown as reason:
        print(f"unknown: {reason}")
        return EXIT_NO_VALUE
    return EXIT_DONE


def _shown(pair: Pair) -> str:
    kind, value = pair
    if not isinstance(value, list):
        return f"{kind} {'' if value is None else value}".rstrip(" ")
    return "\n".join(["System.Object[]", *(f"  {line}" for item in value for line in _shown(item).split("\n"))])
