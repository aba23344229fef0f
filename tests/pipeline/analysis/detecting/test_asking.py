"""A detection that is not asked would have found nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.analysis.context import Context
from pipeline.analysis.detecting.asking import able
from pipeline.analysis.detecting.catalog import DETECTIONS, detection_names, load_detections
from pipeline.analysis.detecting.scene import Scene
from pipeline.analysis.unwrapping import unwrap
from pipeline.powershell.script import parse


def scenes(text: str) -> Iterator[Scene]:
    """A text and what is wrapped in it."""
    script = parse(text)
    yield Scene(Context(script))
    for layer in unwrap(script).scripts.values():
        yield Scene(Context(layer))


@pytest.mark.parametrize("name", detection_names())
def test_whoever_finds_something_is_asked(name: str) -> None:
    with (DETECTIONS / f"{name}.ps1").open(encoding="utf-8", newline="") as file:
        for scene in scenes(file.read()):
            finds = {detection.name for detection in load_detections() if any(detection.check(scene))}
            assert finds <= {detection.name for detection in able(scene)}


def test_most_are_not_asked_of_a_plain_script() -> None:
    asked = able(Scene(Context(parse("param($Name)\nGet-Date | Write-Output\n"))))
    assert len(asked) < len(load_detections()) / 2


def test_a_word_in_the_script_is_enough_to_be_asked() -> None:
    (scene,) = scenes("vssadmin delete shadows /all\n")
    assert "PS058_RecoveryRemoved" in {detection.name for detection in able(scene)}


def test_they_are_asked_in_their_order() -> None:
    for text in ("iex $text", "Set-MpPreference -DisableRealtimeMonitoring $true; reg add HKLM\\x /v y"):
        asked = [detection.name for scene in scenes(text) for detection in able(scene)]
        assert asked == sorted(asked)
