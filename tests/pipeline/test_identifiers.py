"""Identifiers."""

import time
import uuid

from pipeline.identifiers import uuid7


def test_identifiers_are_of_version_7_and_sort_by_time() -> None:
    first = uuid7()
    time.sleep(0.002)
    second = uuid7()
    assert first < second
    assert {first.version, second.version} == {7}
    assert {first.variant, second.variant} == {uuid.RFC_4122}
    assert len({uuid7() for _ in range(1000)}) == 1000


def test_the_time_is_the_present() -> None:
    assert abs((uuid7().int >> 80) / 1000 - time.time()) < 60
