"""A baseline knows findings by what stands on their lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.analysis.baseline import BaselineError, leave_new, read_baseline
from pipeline.analysis.catalog import load_rule
from pipeline.analysis.files import FileReport, report_on
from pipeline.analysis.formats import Style, writer
from pipeline.analysis.rule import Chosen


def judged(text: str, name: str = "a/x.ps1") -> FileReport:
    return report_on(name, text.encode(), [Chosen(load_rule("PSAvoidUsingWriteHost"), {})], path=Path(name))


@pytest.fixture(params=["json", "sarif"])
def baseline(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "known"
    path.write_text("".join(writer(request.param)([judged("Write-Host 1\nWrite-Host 2\nWrite-Host 2\n")], Style())))
    return path


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Write-Host 1\nWrite-Host 2\nWrite-Host 2\n", []),
        ("# moved\n\n  Write-Host   1\nWrite-Host 2\n", []),
        ("Write-Host 2\nWrite-Host 2\nWrite-Host 2\n", [3]),
        ("Write-Host 3\nWrite-Host 1", [1]),
    ],
)
def test_only_what_is_new_is_left(baseline: Path, text: str, new: list[int]) -> None:
    report = judged(text, ".\\a\\x.ps1")
    leave_new(report, read_baseline(baseline))
    assert [finding.place.line for finding in report.findings if finding.place] == new


def test_another_file_is_new(baseline: Path) -> None:
    report = judged("Write-Host 1", "b/x.ps1")
    leave_new(report, read_baseline(baseline))
    assert len(report.findings) == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"files": 3}', '{"runs": []}', '{"files": [{"path": "x", "findings": [{}]}]}', "[" * 5000])
def test_what_is_no_baseline_is_one_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(text)
    with pytest.raises(BaselineError, match="--format json"):
        read_baseline(path)


def test_a_baseline_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="cannot be read"):
        read_baseline(tmp_path / "none.json")


def test_lines_for_machines_are_ascii() -> None:
    (line,) = writer("jsonl")([judged("Write-Host '\u00fc\u2028'\n", "\u00fc.ps1")], Style())
    assert line.isascii()
    assert line.count("\n") == 1
    assert json.loads(line)["path"] == "\u00fc.ps1"
