"""A detection, its fixture and its page belong together, and the fixture decides whether the detection sees what it says."""

from __future__ import annotations

import re
from functools import cache

import pytest

from pipeline.analysis.context import Context
from pipeline.analysis.detecting.catalog import DETECTIONS, detection_names, load_detection, page
from pipeline.analysis.detecting.engine import Detected, detected
from pipeline.analysis.detecting.taxonomies import ATTACK, CWE
from pipeline.analysis.finding import SECURITY_SEVERITIES
from pipeline.powershell.script import parse
from tests.pipeline.analysis.annotated import read_fixture

_FENCE = re.compile(r"^```powershell\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS = ["Why", "Bad", "Good"]


def seen(text: str) -> Detected:
    return Context(parse(text)).shared(detected)


def lines_of(name: str, text: str) -> set[int]:
    result = seen(text)
    assert not result.failed, result.notes
    return {finding.place.line for finding in result.findings if finding.rule == name and finding.place}


@cache
def fixture_of(name: str) -> str:
    with (DETECTIONS / f"{name}.ps1").open(encoding="utf-8", newline="") as file:
        return file.read()


def example(name: str, title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", page(name), re.MULTILINE | re.DOTALL)
    assert found, f"{name}.md has no section {title}"
    fence = _FENCE.search(found[1])
    assert fence, f"{name}.md shows nothing under {title}"
    return fence[1]


def test_a_detection_is_three_files_of_one_name() -> None:
    stems = {suffix: {path.stem for path in DETECTIONS.glob(f"PS*{suffix}")} for suffix in (".py", ".ps1", ".md")}
    assert stems[".py"] == stems[".ps1"] == stems[".md"]
    ids = [load_detection(name).id for name in detection_names()]
    assert ids == [f"PS{number:03}" for number in range(1, len(ids) + 1)]


def test_every_entry_of_the_taxonomies_is_used() -> None:
    metadata = [load_detection(name).metadata for name in detection_names()]
    assert set(ATTACK.names) == {entry for each in metadata for entry in each.attack}
    assert set(CWE.names) == {entry for each in metadata for entry in each.cwe}
    assert ATTACK.page("T1059.001") == "https://attack.mitre.org/techniques/T1059/001"
    assert CWE.page("CWE-94") == "https://cwe.mitre.org/data/definitions/94.html"


@pytest.mark.parametrize("name", detection_names())
def test_fixture(name: str) -> None:
    files = read_fixture(fixture_of(name), name)
    assert sum(bool(file.bad) for file in files) > 1, "several forms of it must be there"
    assert any(file.good for file in files), "a near miss must be there"
    for file in files:
        assert lines_of(name, file.text) == file.bad, f"{file.name}\n{file.text}"


@pytest.mark.parametrize("name", detection_names())
def test_page(name: str) -> None:
    text = page(name)
    assert text.startswith(f"# {name}\n")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == SECTIONS
    assert lines_of(name, example(name, "Bad")), "the bad example is not seen"
    assert not lines_of(name, example(name, "Good")), "the good example is seen"


@pytest.mark.parametrize("name", detection_names())
def test_metadata(name: str) -> None:
    loaded = load_detection(name)
    metadata = loaded.metadata
    assert metadata.severity in SECURITY_SEVERITIES
    assert loaded.caption.endswith(".")
    assert re.fullmatch(r"[A-Z].*\.", metadata.remedy), "a remedy is one sentence"
    assert not parse(metadata.safe).errors
    assert not lines_of(name, metadata.safe), "the safe example is not safe"
    assert set(metadata.attack) <= set(ATTACK.names)
    assert set(metadata.cwe) <= set(CWE.names)
    assert metadata.attack or metadata.cwe
