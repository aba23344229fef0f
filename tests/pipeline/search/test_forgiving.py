"""Typing errors."""

from collections.abc import Callable

import pytest

from db.engine import reading
from pipeline.embedding.words import terms
from pipeline.search.forgiving import Forgiven, distance, forgive
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script

Forgive = Callable[..., list[Forgiven]]


@pytest.fixture
def forgiven(library: Library, ann: Viewer) -> Forgive:
    library.upload(ann, script("# Zirconium defragmentation of thermostats\nGet-Service Quagmire", "a.ps1"))

    def ask(text: str, viewer: Viewer = ann) -> list[Forgiven]:
        with reading(library.room.engine) as connection:
            return forgive(library.room.engine, connection, viewer, text, terms(text))

    return ask


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("quagmrie", "quagmir"),  # swapped
        ("quagmie", "quagmir"),  # missing
        ("quaggmire", "quagmir"),  # too many
        ("quagmure", "quagmir"),  # wrong
        ("thermostatss", "thermostat"),
        ("Zircnoum", "zirconium"),  # two
        ("defragmentatoin", "defragment"),
    ],
)
def test_one_slip_or_two_in_a_long_word(forgiven: Forgive, typed: str, term: str) -> None:
    assert forgiven(f"the {typed} now") == [Forgiven(typed, term)]


@pytest.mark.parametrize("text", ["quagmire", "printer", "qux", "zzzzzzzzzz", "12345678", "größer", "quag", "x" * 41, "specified"])
def test_what_is_right_or_like_nothing_stays(forgiven: Forgive, text: str) -> None:
    assert forgiven(text) == []


def test_nobody_learns_the_words_of_others(forgiven: Forgive, bob: Viewer) -> None:
    assert forgiven("quagmrie zircnoum", bob) == []


def test_distances() -> None:
    pairs = [("abcd", "abcd"), ("abcd", "abdc"), ("abcd", "abc"), ("abcd", "xbcdy"), ("abcd", "wxyz"), ("ab", "abcdef")]
    assert [distance(one, other, 2) for one, other in pairs] == [0, 1, 1, 2, 3, 3]
