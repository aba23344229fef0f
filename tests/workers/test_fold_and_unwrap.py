"""`psscript fold` and `psscript unwrap`."""

import base64
import io
import json
from pathlib import Path

import pytest

from workers.cli import main


def test_fold_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fold", "'a'+'b'"]) == 0
    assert main(["fold", "1,'x'"]) == 0
    assert main(["fold", "1/0"]) == 1
    assert main(["fold", "Get-Date"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "System.String ab", "System.Object[]", "  System.Int32 1", "  System.String x", "error: Attempted to divide by zero.",
        "unknown: the command get-date",
    ]


def test_fold_for_programs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    expressions = ["1+1", "1..2", "$null", "'\u00e9'", "1/0", "Get-Date", "'a' +"]
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(json.dumps({"expression": each}) + "\n" for each in expressions)))
    assert main(["fold", "--format", "jsonl"]) == 0
    out = capsys.readouterr().out
    assert out.isascii()
    assert [json.loads(line) for line in out.splitlines()] == [
        {"value": ["System.Int32", "2"]},
        {"value": ["System.Object[]", [["System.Int32", "1"], ["System.Int32", "2"]]]},
        {"value": ["null", None]},
        {"value": ["System.String", "\u00e9"]},
        {"error": "RuntimeException"},
        {"unknown": True},
        {"error": "ParseException"},
    ]


@pytest.fixture
def wrapped(tmp_path: Path) -> Path:
    encoded = base64.b64encode("iex 'Get-Thing \x1b[31m1'".encode("utf-16-le")).decode()
    script = tmp_path / "wrapped.ps1"
    script.write_text(f"powershell -enc {encoded}\n", encoding="utf-8")
    return script


def test_unwrap_for_people(wrapped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unwrap", str(wrapped)]) == 0
    out = capsys.readouterr().out
    assert "--- layer 2 of 2, in layer 1: Invoke-Expression\nGet-Thing \\x1b[31m1\n" in out  # nothing reaches the terminal as it is


def test_unwrap_for_programs(wrapped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listing = tmp_path / "list"
    absent = tmp_path / "absent.ps1"
    listing.write_text(f"{wrapped}\n{absent}\n", encoding="utf-8")
    assert main(["unwrap", "--format", "jsonl", "--files-from", str(listing)]) == 3
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["path"] == str(wrapped)
    assert [(layer["how"], layer["depth"], layer["parent"]) for layer in first["layers"]] == [
        ("powershell -EncodedCommand", 1, None), ("Invoke-Expression", 2, 0),
    ]
    assert second == {"path": str(absent), "error": "No such file or directory"}


def test_unwrap_one_document(wrapped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unwrap", "--format", "json", str(wrapped)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["layers"][-1]["text"] == "Get-Thing \x1b[31m1"
    assert (answer["notes"], answer["limits"]) == ([], [])
