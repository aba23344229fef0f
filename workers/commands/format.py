"""`psscript format`: scripts laid out as Invoke-Formatter would."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workers.options import Subparsers, new_parser

if TYPE_CHECKING:
    from pipeline.analysis.settings import Settings
    from pipeline.powershell.decoding import Decoded

EXIT_DONE, EXIT_WOULD_CHANGE, EXIT_INCOMPLETE = 0, 1, 3
DEFAULT = "CodeFormatting"
EXAMPLES = """\
  psscript format script.ps1                       the laid-out text, on standard output
  psscript format src --write                      lay out every script of a folder, in place
  psscript format src --check                      say which would change; exit code 1 when one would
  psscript format script.ps1 --diff                show what would change
  psscript format --preset CodeFormattingAllman - < script.ps1

exit codes: 0 done; 1 with --check, when a script would change; 2 wrong usage or settings; 3 something could not be read or written
"""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = new_parser(subparsers, "format", "Lay out scripts as PSScriptAnalyzer's formatter does, without PowerShell.", EXAMPLES)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="scripts, folders, or - for standard input (the default)")
    parser.add_argument("--files-from", metavar="LIST", help="a file with a path a line, or - for standard input")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--preset", metavar="NAME", help=f"one of the presets; default: {DEFAULT}")
    which.add_argument("--settings", metavar="FILE", help="a .psd1 or JSON settings file; the rules about layout that it switches on are applied")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="write the files in place; encoding and mark stay as they are")
    what.add_argument("--check", action="store_true", help="change nothing, name what would change")
    what.add_argument("--diff", action="store_true", help="change nothing, show what would change")
    what.add_argument("--format", choices=("text", "jsonl"), default="text", help="jsonl: a line {path, text} a file")


@dataclass(slots=True)
class _Answer:
    """What became of one file."""

    path: str
    decoded: Decoded | None = None
    text: str = ""
    notes: list[str] = field(default_factory=list)
    error: str | None = None

    @property
    def changed(self) -> bool:
        return self.decoded is not None and self.text != self.decoded.text


def run(args: argparse.Namespace) -> int:
    from pipeline.analysis.settings import read_settings

    settings = read_settings(args.settings or _preset(args.preset))
    code = EXIT_DONE
    for path in _paths(args):
        answer = _formatted(path, settings)
        if answer.error is None and args.write and answer.changed:
            answer.error = _written(answer)
        _tell(answer, args)
        if answer.error is not None:
            code = EXIT_INCOMPLETE
        elif args.check and answer.changed:
            code = max(code, EXIT_WOULD_CHANGE)
    return code


def _preset(name: str | None) -> str:
    from pipeline.analysis.formatting import PRESETS
    from workers.errors import CannotRunError

    chosen = next((preset for preset in PRESETS if preset.lower() == (name or DEFAULT).lower()), None)
    if chosen is None:
        raise CannotRunError(f"There is no formatting preset {name}; there are {', '.join(PRESETS)}.")
    return chosen


def _paths(args: argparse.Namespace) -> Iterator[str]:
    from workers.analyze.targets import listed, targets

    if args.files_from is not None:
        yield from listed(args.files_from)
    for target in targets(args.paths or ([] if args.files_from is not None else ["-"]), find_settings=False):
        yield target.name


def _formatted(path: str, settings: Settings) -> _Answer:
    from pipeline.analysis.corrections import encode
    from pipeline.analysis.formatting import format_text
    from pipeline.powershell.decoding import decode

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        return _Answer(path, error=error.strerror or str(error))
    decoded = decode(data)
    answer = _Answer(path, decoded)
    answer.text, answer.notes = format_text(decoded.text, settings)
    if answer.changed and encode(decoded.text, decoded) != data:
        answer.text = decoded.text
        answer.notes = ["Left as it is: the file holds bytes that are no text, and writing it would lose them."]
    return answer


def _written(answer: _Answer) -> str | None:
    """Write a file in place; what went wrong."""
    from pipeline.analysis.corrections import encode

    if answer.path == "-" or answer.decoded is None:
        return None
    try:
        Path(answer.path).write_bytes(encode(answer.text, answer.decoded))
    except OSError as error:
        return error.strerror or str(error)
    return None


def _tell(answer: _Answer, args: argparse.Namespace) -> None:
    if args.format == "jsonl":
        print(json.dumps({"path": answer.path, "error": answer.error} if answer.error else {"path": answer.path, "text": answer.text}))
        return
    if answer.error:
        print(f"psscript format: {answer.path}: {answer.error}", file=sys.stderr)
        return
    for note in answer.notes:
        print(f"psscript format: {answer.path}: {note}", file=sys.stderr)
    if args.diff:
        _show_difference(answer)
    elif args.check or (args.write and answer.path != "-"):
        if answer.changed:
            print(f"{'would change' if args.check else 'changed'}: {answer.path}")
    else:
        sys.stdout.write(answer.text)


def _show_difference(answer: _Answer) -> None:
    if answer.decoded is None or not answer.changed:
        return
    before, after = answer.decoded.text.splitlines(), answer.text.splitlines()
    for line in difflib.unified_diff(before, after, answer.path, f"{answer.path} (formatted)", lineterm=""):
        print(line)
