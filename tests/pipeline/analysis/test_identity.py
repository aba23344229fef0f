"""What names an analyser changes with everything that decides what it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.analysis import identity
from pipeline.analysis.report import ENGINE_VERSION, Rules


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The analyser's own files, to change them."""
    room = tmp_path / "analysis"
    shutil.copytree(Path(identity.__file__).parent, room, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(identity, "_ROOMS", (room,))
    return room


def named() -> str:
    identity.rule_set.cache_clear()
    try:
        return identity.rule_set()
    finally:
        identity.rule_set.cache_clear()


def test_the_version_names_engine_rule_set_and_the_owners_rules() -> None:
    assert Rules().version == f"{ENGINE_VERSION}-{identity.rule_set()}"
    assert Rules({"ExcludeRules": ["PSAvoidUsingWriteHost"]}).version.startswith(f"{Rules().version}/")


@pytest.mark.parametrize("changed", ["malice.json", "rules/AvoidUsingWriteHost.py", "detections/PS001_SecretLiteral.py"])
def test_a_rule_that_changes_is_another_rule_set(copied: Path, changed: str) -> None:
    before = named()
    path = next(path for path in copied.rglob("*") if path.as_posix().endswith(changed.rpartition("/")[2]))
    path.write_bytes(path.read_bytes() + b"\n")
    assert named() != before


def test_pages_and_line_ends_are_no_part_of_it(copied: Path) -> None:
    before = named()
    (copied / "detections" / "PS001_SecretLiteral.md").write_text("another page")
    (copied / "malice.json").write_bytes((copied / "malice.json").read_bytes().replace(b"\n", b"\r\n"))
    assert named() == before
