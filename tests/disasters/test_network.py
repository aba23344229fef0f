"""Disaster 12, what needs no root: the ways to both servers cut, reset, silent. Processes on one machine, with a small proxy between."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.disasters.conftest import Tell
from tests.disasters.outcome import assert_same, snapshot
from tests.disasters.proxy import Proxy, proxy_to
from tests.disasters.sheets import hand_in
from tests.disasters.stand import Stand, sending


def cut(stand: Stand, way: Proxy) -> None:
    way.open = False
    way.reset()
    stand.wait(3)
    way.open = True


def reset(stand: Stand, way: Proxy) -> None:
    for _ in range(10):
        way.reset()
        stand.wait(0.3)


def silent(stand: Stand, way: Proxy) -> None:
    way.silent = True
    stand.wait(3)
    way.silent = False


def slow(stand: Stand, way: Proxy) -> None:
    way.delay = 0.05
    stand.wait(2)
    way.delay = 0.0


def slow_for_long(stand: Stand, way: Proxy) -> None:
    way.delay = 0.05
    stand.wait(20)
    way.delay = 0.0


NAMES: dict[Callable[[Stand, Proxy], None], str] = {
    cut: "cut for 3 s", reset: "reset 10 times", silent: "silent for 3 s", slow: "50 ms for 2 s", slow_for_long: "50 ms for 20 s"
}  # fmt: skip


@pytest.mark.timeout(900)
@pytest.mark.parametrize("damage", [reset, slow, *(pytest.param(each, marks=pytest.mark.disaster) for each in (cut, silent, slow_for_long))])
def test_the_ways_to_the_servers(stand: Stand, tell: Tell, undisturbed: dict[str, list[str]], damage: Callable[[Stand, Proxy], None]) -> None:
    with proxy_to(stand.postgres.path / ".s.PGSQL.5432") as database, proxy_to(Path(stand.redis._socket)) as queue:
        parts = urlsplit(stand.postgres.dsn)
        dsn = urlunsplit(parts._replace(netloc=f"{parts.username}:{parts.password}@127.0.0.1:{database.port}", query=""))
        stand.start_all(DATABASE_URL=dsn, REDIS_URL=f"redis://127.0.0.1:{queue.port}/0")
        ann = stand.person("ann")
        with sending(stand, lambda: hand_in(ann)):
            stand.until(lambda: len(stand.told.accepted) > 10, "uploads")
            for way in (database, queue):
                damage(stand, way)
        seconds = stand.end()
        stand.stop_programs()
    assert_same(snapshot(stand), undisturbed)
    tell(stand, "12 network", f"{NAMES[damage]}: the way to PostgreSQL, then to Redis", seconds)
