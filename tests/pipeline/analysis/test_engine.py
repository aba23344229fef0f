"""The engine runs rules, places what they say, and survives the ones that raise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.analysis.catalog import load_rule, rule_names
from pipeline.analysis.context import Context
from pipeline.analysis.engine import Report, analyze
from pipeline.analysis.files import report_on
from pipeline.analysis.finding import Edit, Extent, Place
from pipeline.analysis.rule import WARNING, Chosen, Hit, LoadedRule, Options, Rule
from pipeline.analysis.settings import Settings, choose
from pipeline.powershell.nodes import CommandAst
from pipeline.powershell.script import parse


def made(name: str, *hits: Hit, **metadata: Any) -> Chosen:
    def check(context: Context, options: Options) -> Iterator[Hit]:
        yield from hits

    return Chosen(LoadedRule(name, "A rule of a test.", Rule(WARNING, **metadata), check), {})


def run(text: str, *rules: Chosen, path: Path | None = None, alone: bool = False) -> Report:
    return analyze(Context(parse(text), path=path, alone=alone), rules)


def test_places_count_lines_and_utf16_units() -> None:
    text = "'\U0001f600' # x\r\n$a"
    report = run(text, made("PSA", Hit(Extent(4, 5), "There."), Hit(Extent(text.index("$"), len(text)), "Here.")))
    assert [finding.place for finding in report.findings] == [Place(1, 6, 1, 7), Place(2, 1, 2, 3)]


def test_corrections_have_places_too() -> None:
    (finding,) = run("a\nb", made("PSA", Hit(Extent(2, 3), "There.", edits=(Edit(2, 3, "c"),)), fixes=True)).findings
    assert finding.as_json()["corrections"] == [[2, 1, 2, 2, "c"]]


def test_whole_file_findings_come_first_and_have_no_place() -> None:
    first, second = run("a", made("PSA", Hit(Extent(0, 1), "There."), Hit(None, "Everywhere."))).findings
    assert (first.place, second.place) == (None, Place(1, 1, 1, 2))
    assert first.as_json()["line"] is None


def test_a_rule_that_raises_is_named_and_the_others_go_on() -> None:
    def check(context: Context, options: Options) -> Iterator[Hit]:
        yield Hit(None, "Before.")
        raise KeyError("x")

    raising = Chosen(LoadedRule("PSBad", "", Rule(WARNING), check), {})
    report = run("a", raising, made("PSGood", Hit(None, "Said.")))
    assert [finding.rule for finding in report.findings] == ["PSGood"]
    assert report.failed == ["PSBad"]
    assert "PSBad failed (KeyError" in report.notes[0]


def test_parse_errors_are_findings_beside_those_of_rules() -> None:
    report = run("if (", made("PSA", Hit(None, "Said.")))
    assert {finding.severity for finding in report.findings} == {"ParseError", "Warning"}


def test_rules_that_need_neighbours_are_unknown_without_them() -> None:
    needy = made("PSNeedy", Hit(None, "Said."), needs_neighbours=True)
    alone = run("a", needy, path=Path("x.psm1"), alone=True)
    assert (alone.findings, alone.unknown) == ([], ["PSNeedy"])
    assert len(run("a", needy, path=Path("x.psm1")).findings) == 1


def test_help_files_are_for_their_own_rules_only() -> None:
    rules = made("PSA", Hit(None, "Said.")), made("PSHelp", Hit(None, "Said."), for_help_files=True)
    assert [f.rule for f in run("if (", *rules, path=Path("about_X.help.txt")).findings] == ["PSHelp"]
    assert [f.rule for f in run("a", *rules, path=Path("x.ps1")).findings] == ["PSA"]


def test_severities_that_count() -> None:
    report = report_on("x", b"$a = ; ", [made("PSA", Hit(None, "Said."))], path=None, severities={"Warning"})
    assert [finding.severity for finding in report.findings] == ["Warning"]
    assert report.broken, "the exit code still knows that the script does not parse"


@pytest.mark.parametrize("name", ["x.ps1xml", "notes.txt", "y.md"])
def test_what_is_not_powershell_is_not_judged(name: str) -> None:
    report = report_on(name, b"Write-Host ", choose(Settings()), path=Path(name))
    assert (report.findings, len(report.notes)) == ([], 1)


def test_nodes_by_name_and_facts_once() -> None:
    context = Context(parse("Get-Item x; GET-ITEM y; & $z"))
    assert len(context.commands_named("get-item", "none")) == 2
    assert len(context.nodes(CommandAst)) == 3
    calls = []

    def fact(asked: Context) -> int:
        calls.append(asked)
        return 1

    assert (context.shared(fact), context.shared(fact), len(calls)) == (1, 1, 1)


def test_rules_are_found_by_their_files() -> None:
    assert "PSAvoidUsingWriteHost" in rule_names()
    assert load_rule("PSAvoidUsingWriteHost").caption


HOSTILE = [
    "", "\0" * 1000, "(" * 3000, "{" * 3000 + "}" * 3000, "$" * 2000, "'", "@'\n", '"$(' * 500, "[" * 2000, "`" * 999, "\ud800",
    "function", "param(", "catch {}", "class X {", "#requires -version", "if", "@{" * 900, "a|" * 2000, "\u2028\u2029", "=" * 500,
    "-" * 500, "&" * 500, ";" * 5000, ")" * 500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_judged_by_every_rule(text: str) -> None:
    rules = [Chosen(load_rule(name), load_rule(name).metadata.options) for name in rule_names()]
    for path in (None, Path("x.psm1"), Path("x.psd1")):
        report = analyze(Context(parse(text), path=path, data=text.encode("utf-8", "surrogatepass")), rules)
        assert not report.failed, report.notes
        for finding in report.findings:
            assert finding.place is None or finding.place[:2] <= finding.place[2:]
