"""The `psscript` command: finds the one module that a command needs, and turns what went wrong into a sentence and an exit code."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import NamedTuple

EXIT_DONE = 0
EXIT_SOME_FAILED = 1
EXIT_CANNOT = 2
EXIT_INTERRUPTED = 130


class Command(NamedTuple):
    name: str
    module: str
    group: str
    caption: str


# One line a command. Only the module of the one that is asked for is imported, so that `psscript parse` starts as fast as Python does.
COMMANDS: tuple[Command, ...] = (
    Command("up", "up", "library", "start everything: servers, web, workers, sweeper"),
    Command("import", "imports", "library", "read a folder of scripts into the library"),
    Command("status", "status", "library", "how far the work has come"),
    Command("similar", "similar", "library", "scripts of the library that are like a file, and near copies of it"),
    Command("user", "user", "people", "make, list and mend accounts"),
    Command("token", "token", "people", "make, list and revoke tokens for scripts and CI"),
    Command("doctor", "doctor", "operate", "say what is wrong and how to mend it"),
    Command("web", "web", "operate", "the web server alone"),
    Command("worker", "worker", "operate", "one worker alone"),
    Command("sweeper", "sweeper", "operate", "the sweeper alone"),
    Command("backup", "backup", "operate", "the library as one file"),
    Command("restore", "restore", "operate", "a library from such a file"),
    Command("quarantine", "quarantine", "operate", "scripts that killed their process: look at them, try again, drop"),
    Command("embed", "embed", "operate", "the model whose vectors answer searches; switch to another"),
    Command("migrate", "migrate", "operate", "bring the database's schema up or down"),
    Command("analyze", "analyze", "script", "what PSScriptAnalyzer would say, findings by file"),
    Command("report", "report", "script", "many scripts on one page, for a person who decides"),
    Command("format", "format", "script", "scripts laid out, as Invoke-Formatter would"),
    Command("rule", "rule", "script", "the rules, and the page of each"),
    Command("parse", "parse", "script", "tokens, syntax tree, parse errors and meaning of scripts"),
    Command("fold", "fold", "script", "the value of a constant expression"),
    Command("unwrap", "unwrap", "script", "the scripts inside of a script"),
    Command("bench", "bench", "operate", "make large libraries, measure what the parts cost"),
    Command("db", "db", "operate", "where the database is, and a line that opens psql"),
)

GROUPS = {
    "library": "Run a library of scripts",
    "people": "People and programs that may use it",
    "operate": "Operate it",
    "script": "Look at scripts (needs no server)",
}

EPILOG = """\
examples:
  psscript up                         start everything on this machine
  psscript import ~/scripts           read a folder into the library
  psscript status --watch             see how far the work has come
  psscript COMMAND --help             what a command takes, with examples

Every command, option and exit code: docs/cli.md
"""


def main(argv: Sequence[str] | None = None) -> int:
    arguments = sys.argv[1:] if argv is None else list(argv)
    _print_any_file_name()
    name = next((word for word in arguments if not word.startswith("-")), None)
    command = next((command for command in COMMANDS if command.name == name), None)
    if command is None:
        _overview().parse_args(arguments or ["--help"])
        return EXIT_DONE
    module = importlib.import_module(f"workers.commands.{command.module}")
    return _run(command, module, _parser_of(module).parse_args(arguments))


def _print_any_file_name() -> None:
    """File names may hold bytes that are no text; they are shown escaped instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _parser_of(module: ModuleType) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="psscript")
    module.add_parser(parser.add_subparsers(metavar="COMMAND", required=True))
    return parser


def _overview() -> argparse.ArgumentParser:
    """What `psscript`, `psscript --help` and an unknown command are answered with."""
    lines = ["Reads, judges, keeps and finds PowerShell scripts, without PowerShell.", ""]
    for group, title in GROUPS.items():
        lines += [f"{title}:", *(f"  {one.name:<12}{one.caption}" for one in COMMANDS if one.group == group), ""]
    parser = argparse.ArgumentParser(
        prog="psscript",
        usage="psscript COMMAND [options]",
        description="\n".join(lines).rstrip(),
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    parser.add_argument("command", metavar="COMMAND", choices=[one.name for one in COMMANDS], help=argparse.SUPPRESS)
    return parser


class _Version(argparse.Action):
    """Reads the version only when it is asked for: the look-up costs more than starting."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"psscript {version('psscript')}")
        parser.exit()


def _run(command: Command, module: ModuleType, args: argparse.Namespace) -> int:
    try:
        code: int = module.run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Python would complain once more while it closes standard output.
        sys.stdout = None
        return EXIT_DONE
    except Exception as error:
        from workers.errors import sentence_about

        sentence = sentence_about(error)
        if sentence is None:
            raise
        print(f"psscript {command.name}: {sentence}", file=sys.stderr)
        return EXIT_CANNOT
    return code


if __name__ == "__main__":
    sys.exit(main())
