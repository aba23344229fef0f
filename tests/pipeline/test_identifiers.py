"""Identifiers."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.identifiers import uuid7


def test_identifiers_are_of_version_7_and_sort_by_time() -> None:
    first = uuid7()
    time.sleep(0.002)
    second = uuid7()
    assert first < second
    assert {first.version, second.version} == {7}
    assert {first.variant, second.variant} == {uuid.RFC_4122}
    assert len({uuid7() for _ in range(1000)}) == 1000


def test_those_of_one_moment_sort_by_which_came_first(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [uuid7() for _ in range(10_000)]
    monkeypatch.setattr(time, "time_ns", lambda: 0)  # the clock is set back
    made += [uuid7() for _ in range(10)]
    assert made == sorted(made)


def test_those_of_several_threads_are_different() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = [each for some in threads.map(lambda _: [uuid7().int >> 64 for _ in range(2000)], range(4)) for each in some]
    assert len(set(made)) == len(made)


def test_the_time_is_the_present() -> None:
    assert abs((uuid7().int >> 80) / 1000 - time.time()) < 60
