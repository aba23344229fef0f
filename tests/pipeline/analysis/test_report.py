"""What an analysis says of a script, field by field, and why it is silent where it is."""

from __future__ import annotations

import pytest

from pipeline.analysis.report import FIELDS, Rules, analyse
from pipeline.analysis.settings import SettingsError

CARELESS = "function Get-Thing {\n    Write-Host 'x'   \n    gci | % { $_ }\n}\n"


def test_every_field_has_a_value_or_a_reason() -> None:
    said = analyse(CARELESS, "ps1", rules=Rules(), filename="x.ps1")
    assert {field for field in FIELDS if said[field] is None} == set(said["unknown"])
    assert all(set(reason) == {"code", "message"} for reason in said["unknown"].values())


def test_findings_are_those_of_the_rules() -> None:
    said = analyse(CARELESS, "ps1", rules=Rules(), filename="x.ps1")
    found = {(each["rule"], each["line"]) for each in said["best_practice_violations"]}
    assert {("PSAvoidUsingWriteHost", 2), ("PSAvoidTrailingWhitespace", 2), ("PSAvoidUsingCmdletAliases", 3)} <= found


def test_quality_follows_from_the_points_of_the_findings() -> None:
    # Given one warning (3 points) on 5 lines of code: 10 points of allowance and one for five lines
    text = "$a = 1\n$a\n$a\n$a\nWrite-Host $a\n"
    said = analyse(text, "ps1", rules=Rules(), filename="x.ps1")
    assert said["quality_score"] == round(100 * 11 / (11 + 3), 1)
    assert said["score_reasons"]["quality"] == [{"rule": "PSAvoidUsingWriteHost", "findings": 1, "points": 3}]


def test_nothing_found_is_a_hundred_and_an_empty_list() -> None:
    said = analyse("Get-Item -Path .\n", "ps1", rules=Rules(), filename="x.ps1")
    assert (said["quality_score"], said["best_practice_violations"]) == (100.0, [])


def test_what_does_not_parse_has_its_errors_and_no_score() -> None:
    said = analyse("if (", "ps1", rules=Rules(), filename="x.ps1")
    assert said["quality_score"] is None
    assert said["unknown"]["quality_score"]["code"] == "does_not_parse"
    assert any(each["severity"] == "ParseError" for each in said["best_practice_violations"])


def test_comments_alone_have_no_score() -> None:
    said = analyse("# nothing\n", "ps1", rules=Rules(), filename="x.ps1")
    assert said["unknown"]["quality_score"]["code"] == "no_code"


@pytest.mark.parametrize("kind", ["txt", "ps1xml"])
def test_what_is_not_powershell_is_not_judged(kind: str) -> None:
    said = analyse("Write-Host x", kind, rules=Rules(), filename=f"x.{kind}")
    assert {said[field] for field in FIELDS} == {None}
    assert {reason["code"] for reason in said["unknown"].values()} == {"not_powershell"}


def test_settings_of_an_owner_apply_and_are_part_of_the_version() -> None:
    strict, plain = Rules({"ExcludeRules": ["PSAvoidUsingWriteHost"]}), Rules()
    said = analyse(CARELESS, "ps1", rules=strict, filename="x.ps1")
    assert "PSAvoidUsingWriteHost" not in {each["rule"] for each in said["best_practice_violations"]}
    assert said["analysis_version"] == strict.version != plain.version


def test_settings_that_are_none_are_refused() -> None:
    with pytest.raises(SettingsError):
        Rules({"IncludeRules": 7, "Surprise": True})


def test_rules_that_need_neighbours_are_named() -> None:
    said = analyse("[DscResource()]\nclass Thing { [DscProperty(Key)] [string] $Name }", "psm1", rules=Rules(), filename="x.psm1")
    assert any("PSDSCDscTestsPresent" in note for note in said["notes"])
    assert analyse("Get-Item .", "ps1", rules=Rules(), filename="x.ps1")["notes"] == [], "they say nothing of other scripts"


def test_complexity_counts_paths_and_nesting() -> None:
    text = "function f($a) {\n    if ($a -and $b) {\n        foreach ($x in $a) { $x }\n    } elseif ($c) { 1 } else { 2 }\n}\n\n# end\n"
    metrics = analyse(text, "ps1", rules=Rules(), filename="x.ps1")["code_complexity_metrics"]
    assert (metrics["lines"], metrics["codeLines"], metrics["commentLines"], metrics["blankLines"]) == (7, 5, 1, 1)
    (function,) = metrics["functions"]
    # 1 + two conditions + one loop + one -and; 1 for the if, 2 for the loop in it, 1 for the -and
    assert (function["name"], function["cyclomatic"], function["cognitive"], function["nesting"]) == ("f", 5, 4, 2)
    assert 0 <= function["maintainability"] <= 100
