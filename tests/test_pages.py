"""Pages for people say what the program does: every command, every link, every example."""

from __future__ import annotations

import argparse
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from workers import cli

ROOT = Path(__file__).parents[1]
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "examples" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)")


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from parsers(inner)


@pytest.mark.parametrize("command", cli.COMMANDS, ids=[command.name for command in cli.COMMANDS])
def test_every_command_and_option_has_its_place(command: cli.Command) -> None:
    root = argparse.ArgumentParser(prog="psscript")
    importlib.import_module(f"workers.commands.{command.module}").add_parser(root.add_subparsers())
    section = next((part for part in CLI.split("\n## ") if re.search(rf"^.*psscript {command.name}\b", part.partition("\n")[0])), None)
    assert section is not None, f"docs/cli.md has no section `psscript {command.name}`"
    options = {option for one in parsers(root) for action in one._actions for option in action.option_strings if option.startswith("--")}
    assert {option for option in options - {"--help"} if option not in section} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if page.parent.name == "docs" and page.name != "README.md" and f"]({page.name})" not in index] == []


def test_every_example_is_named() -> None:
    named = {link for link in LINK.findall((ROOT / "examples" / "README.md").read_text(encoding="utf-8")) if not link.startswith("..")}
    there = {path.name for path in (ROOT / "examples").iterdir()} - {"README.md"}
    assert named == there
    assert len([path for path in (ROOT / "examples").rglob("*") if path.suffix in (".ps1", ".psm1", ".psd1")]) >= 12
