"""What a soak says of memory."""

import os

from workers.bench.soak import Sample, growth, own_memory, role, too_much


def sample(seconds: float, **memory: int) -> Sample:
    return Sample(seconds, memory, 0, 0, 0, 0, 0, 0)


def test_growth_counts_from_the_warm_up_on_and_for_processes_that_are_still_there() -> None:
    samples = [sample(0, a=10, b=1), sample(50, a=100, b=1), sample(100, a=103, c=7)]
    grown = growth(samples)
    assert grown == {"a": 103 / 100 - 1}  # what began later still grows into its work
    assert growth([]) == {}


def test_what_grows_by_a_twentieth_and_more_than_a_megabyte_is_too_much() -> None:
    size = 100 * 2**20
    assert too_much([sample(30, a=size), sample(100, a=size * 107 // 100)]) == ["a"]
    assert too_much([sample(30, a=size), sample(100, a=size * 104 // 100)]) == []
    assert too_much([sample(30, a=2**20), sample(100, a=2**20 * 19 // 10)]) == []
    assert too_much([]) == []


def test_memory_of_a_process_is_seen_and_of_none_is_not() -> None:
    assert (own_memory(os.getpid()) or 0) > 1_000_000
    assert own_memory(2**22 + 1) is None


def test_a_process_is_named_by_what_it_is_for() -> None:
    assert role(["python", "-m", "workers.cli", "worker", "--lane", "bulk", "--data", "/x"]) == "worker bulk"
    assert role(["python", "-m", "workers.cli", "sweeper"]) == "sweeper"
    assert role(["python", "-m", "web", "12"]) == "web"
    assert role(["postgres: psscript: checkpointer "]) == "postgres checkpointer"
    assert role(["postgres: psscript: ann library [local] idle"]) == "postgres ann"
    assert role(["/usr/lib/postgresql/bin/postgres", "-D", "/x"]) == "postgres"
    assert role(["redis-server unixsocket:/x/redis.sock"]) == "redis-server"
