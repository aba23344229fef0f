"""The entry point: every command explains itself, errors are one sentence, a light command loads nothing heavy."""

from __future__ import annotations

import argparse
import errno
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from workers import cli
from workers.errors import CannotRunError, sentence_about
from workers.imports import Outcome, as_json
from workers.options import positive

NAMES = [command.name for command in cli.COMMANDS]


@pytest.mark.parametrize("command", cli.COMMANDS, ids=NAMES)
def test_every_command_explains_itself_with_examples(command: cli.Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([command.name, "--help"])
    shown = capsys.readouterr().out
    assert stopped.value.code == 0
    assert f"usage: psscript {command.name}" in shown
    assert f"psscript {command.name}" in shown.partition("examples:")[2]


def test_every_module_of_commands_is_a_command() -> None:
    files = {path.stem for path in Path(cli.__file__).with_name("commands").glob("*.py")} - {"__init__"}
    modules = {command.module for command in cli.COMMANDS}
    assert modules <= files
    assert all(not hasattr(importlib.import_module(f"workers.commands.{each}"), "add_parser") for each in files - modules)


def test_the_overview_has_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([])
    shown = capsys.readouterr().out
    assert stopped.value.code == 0
    assert all(f"  {command.name} " in shown and command.caption in shown for command in cli.COMMANDS)
    assert {command.group for command in cli.COMMANDS} == set(cli.GROUPS)


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["fetch"])
    assert stopped.value.code == cli.EXIT_CANNOT
    assert "invalid choice: 'fetch'" in capsys.readouterr().err


def test_a_library_that_does_not_run_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "DB_HOST", "REDIS_HOST"):
        monkeypatch.delenv(name, raising=False)
    assert cli.main(["status", "--data", str(tmp_path / "none")]) == cli.EXIT_CANNOT
    said = capsys.readouterr().err
    assert said.startswith("psscript status: No library runs in ")
    assert said.count("\n") == 1


def test_a_setting_that_cannot_be_is_one_sentence(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    assert cli.main(["status"]) == cli.EXIT_CANNOT
    assert capsys.readouterr().err == "psscript status: PORT must be a whole number, not 'http'.\n"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (CannotRunError("Not now."), "Not now."),
        (FileNotFoundError(errno.ENOENT, "No such file", "x.ps1"), "x.ps1 does not exist."),
        (OSError(errno.ENOSPC, "No space left on device", "/data/x"), "The disk is full: make room where /data/x lies, then try again."),
        (OSError(errno.EIO, "Input/output error", "/data/x"), "/data/x: Input/output error."),
        (ModuleNotFoundError("No module named 'flask'", name="flask.json"), "install them with: pip install 'psscript[server]'"),
        (ModuleNotFoundError("No module named 'pipeline.typo'", name="pipeline.typo"), None),
        (ValueError("a mistake of the program"), None),
    ],
)
def test_what_a_person_reads_about_an_error(error: Exception, sentence: str | None) -> None:
    said = sentence_about(error)
    assert (said is None) if sentence is None else (said is not None and said.endswith(sentence))


def test_the_entry_point_needs_nothing_but_python() -> None:
    """Not even rich, which takes a while to load."""
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import workers.cli, workers.options, workers.errors"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    roots = {line.rpartition("|")[2].strip().partition(".")[0] for line in loaded.splitlines()}
    assert not roots & {"rich", "sqlalchemy", "psycopg", "flask", "rq", "redis", "psutil"}


def test_the_version_is_the_distribution_s(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out.startswith("psscript ")


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    line = f"{sys.executable} -m workers.cli --help | head -c 1"
    done = subprocess.run(["/bin/bash", "-c", f"set -o pipefail; {line}"], capture_output=True, text=True, check=False)
    assert done.stderr == ""


@pytest.mark.parametrize("text", ["0", "-3"])
def test_a_number_of_things_is_at_least_one(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        positive(text)


def test_json_of_names_that_are_no_text_is_ascii(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print(json.dumps(as_json([Outcome("/a/ü.ps1", "new", 1, 1)])))
    assert capsys.readouterr().out.isascii()
