"""`psscript bench analyze` measures the rules, and on demand what comes on top of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.analysis.detecting.catalog import detection_names
from pipeline.analysis.report import MAKERS
from workers.cli import main


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "a.ps1").write_text("Get-Item 1\n" * 50)
    (tmp_path / "b.ps1").write_text("if (\n")
    return tmp_path


def measured(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, float]:
    assert main(["bench", "analyze", str(folder), "--json", "--rounds", "1", *options]) == 0
    report: dict[str, float] = json.loads(capsys.readouterr().out)
    return report


def test_rules_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = measured(folder, capsys)
    assert (report["files"], report["characters"]) == (2, 555)
    assert "beyond_the_rules" not in report


def test_what_comes_on_top(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = measured(folder, capsys, "--security", "--layers", "--rules")
    parts = [report[part] for part in ("unwrapping", "detections", "fields")]
    assert report["beyond_the_rules"] == pytest.approx(sum(parts), abs=0.05)
    assert set(detection_names()) <= set(report)
    assert {name for name, _ in MAKERS} <= set(report)


def test_detections_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = measured(folder, capsys, "--security")
    assert report["fields"] == 0
    assert report["detections"] > 0
