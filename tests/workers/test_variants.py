"""Many scripts from a few: always the same ones, all different, all still scripts."""

from __future__ import annotations

from pathlib import Path

from pipeline.files import check
from workers.folder import Script
from workers.variants import variants

ORIGINALS = [
    Script(Path("/x/one.ps1"), b"# One\r\n$limit = 10\r\nGet-Process | Select-Object -First $limit\r\n"),
    Script(Path("/x/two.psm1"), b"\xef\xbb\xbffunction Get-Two { $value = 2; $value + 40 }\n"),
    Script(Path("/x/wide.ps1"), "'wide'".encode("utf-16")),
]


def test_a_seed_says_which() -> None:
    assert list(variants(ORIGINALS, 50, 7)) == list(variants(ORIGINALS, 50, 7))
    assert list(variants(ORIGINALS, 50, 7)) != list(variants(ORIGINALS, 50, 8))


def test_more_of_them_begin_with_the_same() -> None:
    assert list(variants(ORIGINALS, 60, 7))[:50] == list(variants(ORIGINALS, 50, 7))


def test_no_two_are_alike() -> None:
    made = list(variants(ORIGINALS, 500, 1))
    assert len({script.content for script in made}) == len({script.path for script in made}) == 500


def test_each_is_a_file_that_the_library_takes() -> None:
    for script in variants(ORIGINALS, 100, 3):
        assert check(script.path.name, script.content, 10_000) in ("ps1", "psm1")


def test_what_is_not_text_byte_by_byte_is_left_out() -> None:
    assert not any("wide" in script.path.name for script in variants(ORIGINALS, 100, 3))
