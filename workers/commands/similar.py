"""`psscript similar`: what a library has that is like a file."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_data, add_json, new_parser, positive

if TYPE_CHECKING:
    from pipeline.embedding.model import Unavailable
    from pipeline.search.similar import Similar

DESCRIPTION = """\
Which scripts of the library are like a file that need not be in it, and of which it is a near copy: the same but for comments, layout, the names of
variables and a few words."""

EXAMPLES = """\
  psscript similar Backup.ps1
  psscript similar Backup.ps1 --threshold 0.9 --json       only what is very like it
  psscript similar - --filename Backup.psm1 < Backup.psm1  standard input
  psscript similar Backup.ps1 --url https://scripts.example.com --token pss_...
                                                           in a library elsewhere (or PSSCRIPT_URL, PSSCRIPT_TOKEN)

exit codes:
  0  there are such scripts
  1  there are none
  2  the file or the library could not be read
"""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "similar", DESCRIPTION, EXAMPLES)
    parser.add_argument("file", metavar="FILE", help="a script, or - for standard input")
    parser.add_argument("--filename", metavar="NAME", help="what standard input is called (default: script.ps1)")
    parser.add_argument("--limit", type=positive, default=10, metavar="N", help="how many at most (default: 10)")
    parser.add_argument("--threshold", type=_share, default=0.7, metavar="S", help="similarity from 0 to 1 (default: 0.7)")
    parser.add_argument("--url", default=os.environ.get("PSSCRIPT_URL"), help="look in the library there, over HTTP")
    parser.add_argument("--token", default=os.environ.get("PSSCRIPT_TOKEN"), help="personal token for --url (better in PSSCRIPT_TOKEN)")
    add_data(parser)
    add_json(parser, "similar: scriptId, title, category, similarity, textSimilarity, nearDuplicate, reason; missing")


def run(args: argparse.Namespace) -> int:
    from pipeline.powershell.decoding import decode

    data = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
    filename = args.filename or ("script.ps1" if args.file == "-" else Path(args.file).name)
    found, missing = _find(args, filename, decode(data).text)
    if args.json:
        print(json.dumps({"similar": [_as_json(each) for each in found], "missing": missing._asdict() if missing else None}))
    else:
        _show(found, missing)
    return 0 if found else 1


def _find(args: argparse.Namespace, filename: str, text: str) -> tuple[list[Similar], Unavailable | None]:
    if args.url and not args.data:
        from workers.similar_over_http import similar_elsewhere

        found = similar_elsewhere(args.url, args.token, filename, text, args.limit)
        return [each for each in found if each.similarity >= args.threshold], None
    from pipeline.search.similar_text import similar_to
    from pipeline.viewer import Viewer
    from workers.library import reachable

    with reachable(args, "psscript similar") as library:
        return similar_to(library.engine, library.settings, Viewer.admin(), filename, text, args.threshold, args.limit)


def _show(found: list[Similar], missing: Unavailable | None) -> None:
    if missing:
        print(f"psscript similar: compared by text alone: {missing.message}", file=sys.stderr)
    if not found:
        print("There is nothing like it.")
    for each in found:
        note = "near copy" if each.near_duplicate else ""
        print(f"{each.similarity:5.0%}  {each.script_id:>7}  {note:<9}  {each.title}")
        why = [*each.reason.commands, *each.reason.terms]
        if why:
            print(f"{'':27}  both: {', '.join(why)}")


def _as_json(each: Similar) -> dict[str, object]:
    return {
        "scriptId": each.script_id,
        "title": each.title,
        "category": each.category,
        "similarity": each.similarity,
        "textSimilarity": each.text_similarity,
        "nearDuplicate": each.near_duplicate,
        "reason": asdict(each.reason),
    }


def _share(text: str) -> float:
    """A type for arguments."""
    number = float(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"must be from 0 to 1, not {text}")
    return number
