"""`psscript bench parse` measures what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workers.cli import main


def test_it_reads_every_script_of_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.ps1").write_text("Get-Item 1\n" * 50)
    (tmp_path / "b" / "c.PSM1").write_text("$a = 2\n")
    (tmp_path / "b" / "d.txt").write_text("no script")
    assert main(["bench", "parse", "--json", "--rounds", "1", str(tmp_path)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["files"], report["characters"]) == (2, 557)
    assert report["cpu_seconds"] >= 0
    assert report["yardstick_ms"] > 0
    assert report["yardsticks_per_million_characters"] > 0


def test_a_folder_without_scripts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "parse", str(tmp_path)]) == 2
    assert "There is no script" in capsys.readouterr().err
