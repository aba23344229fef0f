"""`psscript parse`: what people see, what programs get, and exit codes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from workers.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["parse", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def script(folder: Path, text: str, name: str = "a.ps1") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return str(path)


def test_the_tree_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, script(tmp_path, "Get-Item $a\n"))
    assert code == 0
    assert out.splitlines()[2:] == [
        "    1:1         Pipeline  Get-Item $a",
        "    1:1           Command Unknown  Get-Item $a",
        "    1:1             StringConstantExpression BareWord:85ea7026  Get-Item",
        "    1:10            VariableExpression $a  $a",
    ]


def test_errors_show_their_line_and_a_caret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = script(tmp_path, "a\n  $b = (1\n")
    code, out, _ = run(capsys, path)
    assert code == 1
    assert out.splitlines()[-3:] == [
        f"{path}:2:10: MissingEndParenthesisInExpression: The closing ) is missing.",
        "      $b = (1",
        "             ^",
    ]


def test_tokens_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "--tokens", script(tmp_path, 'a "b $c"'))
    assert out.splitlines() == [
        "    1:1     Identifier [C]  a",
        '    1:3     StringExpandable  "b $c"',
        "    1:6       Variable  $c",
        "    1:9     EndOfInput  ",
    ]


def test_lines_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = script(tmp_path, "$ä = )")
    code, out, _ = run(capsys, "--tokens", "--ast", "--format", "jsonl", path)
    assert code == 0
    assert out.isascii()
    (line,) = out.splitlines()
    assert json.loads(line) == {
        "path": path,
        "tokens": ["Variable 0 2", "Equals 3 4", "RParen 5 6", "EndOfInput 6 6"],
        "ast": [
            "ScriptBlock 0 6", ">NamedBlock 0 4 !End", ">>AssignmentStatement 0 4 Equals", ">>>VariableExpression 0 2 $ä", ">>>ErrorStatement 4 4",
        ],
        "errors": [["ExpectedValueExpression", 4, 4, 1, 5, False], ["UnexpectedToken", 5, 6, 1, 6, False]],
    }


def test_semantics(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "--semantics", "--format", "jsonl", script(tmp_path, "function f { param([int]$a) }"))
    answer = json.loads(out)
    assert [function["name"] for function in answer["functions"]] == [None, "f"]
    assert answer["commands"] == []


def test_a_list_of_files(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [script(tmp_path, "a", "a.ps1"), str(tmp_path / "absent.ps1"), script(tmp_path, "b", "b.ps1")]
    listing = tmp_path / "list.txt"
    listing.write_text("\n".join(paths), encoding="utf-8")
    code, out, _ = run(capsys, "--format", "jsonl", "--files-from", str(listing))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 3
    assert [answer["path"] for answer in answers] == paths
    assert [sorted(answer) for answer in answers] == [["errors", "path"], ["error", "path"], ["errors", "path"]]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(paths).encode())))
    assert run(capsys, "--format", "jsonl", "--files-from", "-")[1] == out


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("a b".encode("utf-16"))))
    assert json.loads(run(capsys, "--tokens", "--format", "jsonl", "-")[1])["tokens"] == ["Identifier 0 1 C", "Identifier 2 3", "EndOfInput 3 3"]


def test_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, str(tmp_path))
    assert (code, out) == (3, "")
    assert "directory" in err


def test_a_likely_other_reading_is_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.ps1"
    path.write_bytes("Get-Item a".encode("utf-16-le"))
    assert "note: likely utf-16-le" in run(capsys, str(path))[1]
