"""The cache: in Redis, or for a moment in memory."""

import itertools
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis

from pipeline.cache_store import Cache
from pipeline.queues import connect
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script


@pytest.fixture
def client(redis_url: str) -> Iterator[redis.Redis]:
    opened = redis.Redis.from_url(redis_url)
    yield opened
    opened.close()


@pytest.fixture
def cache(redis_url: str) -> Iterator[Cache]:
    opened = Cache(connect(redis_url, 1.0))
    yield opened
    opened.close()


@pytest.fixture
def away(tmp_path: Path) -> Iterator[Cache]:
    """Of a Redis that is not there."""
    opened = Cache(connect(f"unix://{tmp_path}/none", 1.0), fallback_ttl=0.2, health_interval=0.1)
    yield opened
    opened.close()


def test_values_are_kept_for_their_time(cache: Cache, client: redis.Redis) -> None:
    cache.set("script:1", {"a": [1, None]}, 600)
    cache.set("categories:all", [])
    assert cache.get("script:1") == {"a": [1, None]}
    assert cache.get("script:2") is None
    assert 590_000 < int(client.pttl("script:1")) <= 600_000
    assert client.pttl("categories:all") == -1


def test_keys_are_dropped_singly_and_by_pattern(cache: Cache, client: redis.Redis) -> None:
    for key in ("script:1", "script:2", "scripts:1:20:all", "analysis:1", "analytics:usage", "categories:all", "rq:queue:bulk"):
        cache.set(key, key)
    cache.delete("script:2")
    assert cache.get("script:2") is None
    cache.forget_scripts([1])
    assert sorted(client.keys("*")) == [b"cache:generation", b"rq:queue:bulk"]
    cache.forget_scripts([])


def test_a_stage_that_changes_a_script_drops_what_is_cached_of_it(library: Library, ann: Viewer) -> None:
    (upload,) = library.upload(ann, script("one", "a.ps1"))
    key = f"script:{upload['script_id']}"
    library.room.cache.set(key, "old", 600)
    library.room.cache.set("scripts:1:20:all", "old", 600)
    library.room.cache.set("script:0", "other", 600)
    library.upload(ann, script("two", "a.ps1"))
    assert [library.room.cache.get(each) for each in (key, "scripts:1:20:all", "script:0")] == [None, None, "other"]


def test_memory_stands_in_for_a_moment(away: Cache) -> None:
    away.set("script:1", 1, 600)
    away.set("scripts:1", 2)
    assert away.get("script:1") == 1
    away.delete("script:1")
    away.clear_pattern("scripts:*")
    assert (away.get("script:1"), away.get("scripts:1")) == (None, None)
    away.set("script:1", 1, 600)
    time.sleep(0.25)
    assert away.get("script:1") is None


def test_memory_does_not_grow(away: Cache) -> None:
    for number in range(3000):
        away.set(f"script:{number}", number)
    assert len(away._memory) <= 1000


def test_what_was_in_redis_before_it_went_away_is_not_believed(
    redis_url: str, client: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = connect(redis_url, 1.0)
    cache = Cache(cut, health_interval=0.05)
    cache.set("script:1", "old", 600)
    client.set("rq:job:x", "kept")
    monkeypatch.setattr(cut, "execute_command", _cut)
    cache.delete("script:1")
    assert client.get("script:1") == b'"old"'
    monkeypatch.undo()
    time.sleep(0.1)
    assert cache.get("script:1") is None
    assert client.keys("*") == [b"rq:job:x"]
    cache.close()


def test_redis_is_looked_for_later_and_later_and_used_at_once_when_it_is_there(
    redis_url: str, client: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    cut = connect(redis_url, 1.0)
    cache = Cache(cut, health_interval=30, clock=lambda: now[0])
    cache.set("script:1", "old", 600)
    tries: list[float] = []

    def refuse(*_arguments: object, **_options: object) -> None:
        tries.append(now[0])
        _cut()

    monkeypatch.setattr(cut, "execute_command", refuse)
    while now[0] < 400:
        cache.get("script:1")
        now[0] += 0.1
    pauses = [later - earlier for earlier, later in itertools.pairwise(tries)]
    for pause, longest in zip(pauses, [1, 2, 4, 8, 16, *[30] * len(pauses)], strict=False):
        assert longest / 2 - 0.01 <= pause <= longest + 0.2
    assert len(pauses) >= 5 + 360 // 30
    assert len({round(pause, 1) for pause in pauses[5:]}) > 1  # not at the same moments as others
    monkeypatch.undo()
    now[0] += 31
    assert cache.get("script:1") is None
    assert client.get("script:1") is None
    cache.set("script:1", "new", 600)
    assert client.get("script:1") == b'"new"'
    monkeypatch.setattr(cut, "execute_command", refuse)
    tries.clear()
    cache.get("script:1")
    now[0] += 1.1
    cache.get("script:1")
    assert len(tries) == 2  # from the beginning again
    cache.close()


def test_many_threads_that_miss_redis_at_once_are_one_miss(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    cut = connect(redis_url, 1.0)
    cache = Cache(cut, health_interval=30, clock=lambda: now[0])
    together = threading.Barrier(8)
    looks: list[int] = []

    def refuse(*_arguments: object, **_options: object) -> None:
        looks.append(1)
        if len(looks) <= 8:
            together.wait(30)
        _cut()

    monkeypatch.setattr(cut, "execute_command", refuse)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: cache.get("script:1"), range(8)))
    assert len(looks) == 8
    now[0] += 1.01
    cache.get("script:1")
    assert len(looks) == 9
    cache.close()


def _cut(*_arguments: object, **_options: object) -> None:
    raise redis.ConnectionError("cut")
