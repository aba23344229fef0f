"""Annotated PowerShell: files that say themselves which of their lines a rule must report. `docs/rules-writing.md` has the words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.analysis.catalog import load_rule
from pipeline.analysis.context import Context
from pipeline.analysis.engine import Report, analyze
from pipeline.analysis.rule import Chosen
from pipeline.powershell.decoding import decode
from pipeline.powershell.script import parse

_FILE = re.compile(r"^# file: (\S+)(?: encoding: (\S+))?\s*$")
_OPTIONS = re.compile(r"^\s*# options: (\{.*\})\s*$")
_LINE = re.compile(r"^\s*(?:#|<#|//) ?(ruleid|ok)(?:\+(\d+))?: (PS\w+)")
_WHOLE = re.compile(r"^\s*(?:#|<#|//) ?(ruleid|ok)-file: (PS\w+)")
_NOTED = re.compile(r"^\s*# noted-file: (PS\w+)")


@dataclass
class File:
    """One file of a fixture: its text and what is expected of it. Lines count from 1."""

    name: str
    encoding: str = "utf-8"
    lines: list[str] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)
    good: set[int] = field(default_factory=set)
    bad_whole: bool = False
    good_whole: bool = False
    noted: bool = False

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def read(self, line: str, rule: str) -> None:
        self.lines.append(line)
        if options := _OPTIONS.match(line):
            self.options = json.loads(options[1])
        if (whole := _WHOLE.match(line)) and whole[2] == rule:
            self.bad_whole, self.good_whole = whole[1] == "ruleid", whole[1] == "ok"
        if (noted := _NOTED.match(line)) and noted[1] == rule:
            self.noted = True
        if (named := _LINE.match(line)) and named[3] == rule:
            (self.bad if named[1] == "ruleid" else self.good).add(len(self.lines) + int(named[2] or 1))


def read_fixture(text: str, rule: str) -> list[File]:
    """The files of a fixture; what stands before the first `# file:` line is `script.ps1`."""
    files = [File("script.ps1")]
    for line in text.splitlines(keepends=True):
        if begins := _FILE.match(line):
            files.append(File(begins[1], begins[2] or "utf-8"))
        else:
            files[-1].read(line, rule)
    return files if files[0].text.strip() else files[1:]


def judge(files: list[File], rule: str, folder: Path) -> list[Report]:
    """Write the files and let the one rule judge each of them."""
    for file in files:
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.text.encode(file.encoding))
    loaded = load_rule(rule)
    reports = []
    for file in files:
        path = folder / file.name
        data = path.read_bytes()
        context = Context(parse(decode(data).text), path=path, data=data)
        reports.append(analyze(context, [Chosen(loaded, {**loaded.metadata.options, **file.options})]))
    return reports
