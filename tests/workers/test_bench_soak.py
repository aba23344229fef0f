"""What a soak says of memory."""

import os

from workers.bench.soak import Sample, growth, resident


def sample(seconds: float, **memory: int) -> Sample:
    return Sample(seconds, memory, 0, 0, 0, 0, 0, 0)


def test_growth_counts_from_the_warm_up_on_and_for_processes_that_are_still_there() -> None:
    samples = [sample(0, a=10, b=1), sample(50, a=100, b=1), sample(100, a=103, c=7)]
    grown = growth(samples)
    assert grown == {"a": 103 / 100 - 1, "c": 0.0}
    assert growth([]) == {}


def test_memory_of_a_process_is_seen_and_of_none_is_not() -> None:
    assert (resident(os.getpid()) or 0) > 1_000_000
    assert resident(2**22 + 1) is None
