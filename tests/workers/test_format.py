"""`psscript format` on files, folders and standard input."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from workers.cli import main

ROUGH, NEAT = "if($a)\n{\n1\n}\n", "if ($a) {\n    1\n}\n"


@pytest.fixture
def rough(tmp_path: Path) -> Path:
    path = tmp_path / "rough.ps1"
    path.write_text(ROUGH, newline="")
    return path


def test_prints_the_text(rough: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["format", str(rough)]) == 0
    assert capsys.readouterr().out == NEAT
    assert rough.read_text() == ROUGH


def test_writes_in_place_and_keeps_the_encoding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "wide.ps1"
    path.write_bytes(b"\xff\xfe" + ROUGH.encode("utf-16-le"))
    assert main(["format", str(tmp_path), "--write"]) == 0
    assert path.read_bytes() == b"\xff\xfe" + NEAT.encode("utf-16-le")
    assert "changed" in capsys.readouterr().out


def test_check_names_what_would_change(rough: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["format", str(rough), "--check"]) == 1
    assert str(rough) in capsys.readouterr().out
    rough.write_text(NEAT, newline="")
    assert main(["format", str(rough), "--check"]) == 0


def test_diff_shows_what_would_change(rough: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["format", str(rough), "--diff"]) == 0
    assert "+if ($a) {" in capsys.readouterr().out


def test_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ROUGH.encode())))
    assert main(["format", "-"]) == 0
    assert capsys.readouterr().out == NEAT


def test_answers_machines_line_by_line(rough: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "none.ps1")
    assert main(["format", "--format", "jsonl", str(rough), missing]) == 3
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == {"path": str(rough), "text": NEAT}
    assert second["path"] == missing
    assert second["error"]


def test_bytes_that_are_no_text_are_never_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "odd.ps1"
    path.write_bytes(b"if($a)\n{\n'\xff\xc3'\n}\n")
    assert main(["format", str(path), "--write"]) == 0
    assert path.read_bytes() == b"if($a)\n{\n'\xff\xc3'\n}\n"
    assert "no text" in capsys.readouterr().err


def test_an_unknown_preset_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["format", "--preset", "Fancy", "x.ps1"]) == 2
    assert "CodeFormattingAllman" in capsys.readouterr().err
