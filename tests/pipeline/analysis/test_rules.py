"""A rule, its fixture and its page belong together, and the fixture decides whether the rule does what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.analysis.catalog import RULES, load_rule, page, rule_names
from pipeline.analysis.finding import PARSE_ERROR, RANK
from pipeline.powershell.tables import rule_facts
from tests.pipeline.analysis.annotated import judge, read_fixture

SECTIONS = ["Why", "Bad", "Good", "Options", "Suppress"]
_FENCE = re.compile(r"^```powershell\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANY_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def fixture_of(rule: str) -> str:
    with (RULES / f"{rule}.ps1").open(encoding="utf-8", newline="") as file:
        return file.read()


def section(rule: str, title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", page(rule), re.MULTILINE | re.DOTALL)
    assert found, f"{rule}.md has no section {title}"
    return found[1]


def test_a_rule_is_three_files_of_one_name() -> None:
    stems = {suffix: {path.stem for path in RULES.glob(f"PS*{suffix}")} for suffix in (".py", ".ps1", ".md")}
    assert stems[".py"] == stems[".ps1"] == stems[".md"]
    assert {path.suffix for path in RULES.iterdir() if path.is_file()} == {".py", ".ps1", ".md"}


@pytest.mark.parametrize("rule", rule_names())
def test_fixture(rule: str, tmp_path: Path) -> None:
    files = read_fixture(fixture_of(rule), rule)
    assert any(file.bad or file.bad_whole or file.noted for file in files), "nothing in the fixture must be reported"
    assert any(file.good or file.good_whole for file in files), "nothing in the fixture must be left alone"
    for file, report in zip(files, judge(files, rule, tmp_path), strict=True):
        assert not report.failed, report.notes
        found = [finding for finding in report.findings if finding.rule == rule or finding.severity != PARSE_ERROR]
        assert {finding.place.line for finding in found if finding.place} == file.bad, file.name
        assert not file.bad & file.good
        assert any(finding.place is None for finding in found) == file.bad_whole, file.name
        assert any(note.startswith(rule) for note in report.notes) == file.noted, report.notes
        assert all(finding.message.strip().endswith((".", "?")) for finding in found), "a message is a sentence"
        assert load_rule(rule).metadata.fixes or not any(finding.corrections for finding in found), "the rule suggests corrections: fixes=True"


@pytest.mark.parametrize("rule", rule_names())
def test_examples_of_the_page(rule: str, tmp_path: Path) -> None:
    for title, expected in (("Bad", True), ("Good", False)):
        examples = _FENCE.findall(section(rule, title))
        assert examples, f"{rule}.md shows nothing under {title}"
        for number, example in enumerate(examples):
            files = read_fixture(example, rule)
            reports = judge(files, rule, tmp_path / f"{title}{number}")
            assert any(f.rule == rule for report in reports for f in report.findings) == (expected and not files[0].noted), example
            assert any(note.startswith(rule) for report in reports for note in report.notes) == any(file.noted for file in files), example


@pytest.mark.parametrize("rule", rule_names())
def test_page_is_whole(rule: str) -> None:
    text = page(rule)
    assert text.startswith(f"# {rule}\n")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == SECTIONS
    for option in load_rule(rule).metadata.options:
        assert f"`{option}`" in section(rule, "Options"), f"{rule}.md does not say what {option} does"
    assert rule in section(rule, "Suppress")


def test_no_two_pages_share_a_sentence() -> None:
    seen: dict[str, str] = {}
    for rule in rule_names():
        for sentence in sentences(page(rule)):
            assert sentence not in seen, f"{rule} and {seen[sentence]} share: {sentence}"
            seen[sentence] = rule


def sentences(text: str) -> set[str]:
    """The sentences of four words and more outside headings and code; a rule's name does not make a sentence another."""
    prose = "\n".join(line for line in _ANY_FENCE.sub("", text).splitlines() if not line.startswith("#"))
    parts = re.split(r"[.:;?!]\s|\n\s*\n|\n[-*] ", re.sub(r"PS[A-Z]\w+", "RULE", prose))
    plain = {" ".join(re.findall(r"\w+", part.lower())) for part in parts}
    return {part for part in plain if part.count(" ") >= 3}


def plain(options: Mapping[str, Any]) -> dict[str, Any]:
    """Tuples as lists, and None for whatever says that nothing is set."""
    return {name: (list(value) if isinstance(value, tuple) else value) or None for name, value in options.items()}


@pytest.mark.parametrize("rule", rule_names())
def test_metadata_is_what_psscriptanalyzer_declares(rule: str) -> None:
    facts, metadata = rule_facts()[rule], load_rule(rule).metadata
    assert (metadata.severity, metadata.enabled) == (facts.severity, facts.on_by_default)
    assert plain(metadata.options) == plain(facts.options)
    assert metadata.fixes == facts.suggests_corrections
    assert metadata.severity in RANK
    assert load_rule(rule).caption
