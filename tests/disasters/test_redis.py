"""Disaster 5: Redis killed and emptied, away, full, slow, frozen. Uploads are accepted as ever."""

import contextlib
import os
import shutil
import signal
from pathlib import Path

import pytest
import redis

from tests.disasters.conftest import Tell
from tests.disasters.outcome import assert_same, snapshot
from tests.disasters.proxy import proxy_to
from tests.disasters.sheets import HISTORY, hand_in
from tests.disasters.stand import Client, Stand, sending

LASTS = [3.0, pytest.param(60.0, marks=pytest.mark.disaster)]
Rows = dict[str, list[str]]


def check(stand: Stand, tell: Tell, undisturbed: Rows, done: str) -> None:
    seconds = stand.end()
    assert_same(snapshot(stand), undisturbed)
    assert [answer.status_code for answer in stand.told.refused] == []
    tell(stand, "5 Redis", done, seconds)


def begin(stand: Stand, ann: Client) -> None:
    """Something is under way."""
    for sheets in HISTORY[: len(HISTORY) // 2]:
        ann.send(sheets)


def go_on(ann: Client) -> None:
    for sheets in HISTORY[len(HISTORY) // 2 :]:
        ann.send(sheets)


def test_killed_and_started_empty(stand: Stand, tell: Tell, undisturbed: Rows) -> None:
    stand.start_all()
    ann = stand.person("ann")
    begin(stand, ann)
    with sending(stand, lambda: go_on(ann)):
        stand.kill_server(stand.redis)
        shutil.rmtree(stand.redis.path)
        stand.redis.path.mkdir(mode=0o700)
        stand.redis.start()
    check(stand, tell, undisturbed, "killed, started empty")


@pytest.mark.parametrize("lasting", LASTS)
def test_away_while_uploads_go_on(stand: Stand, tell: Tell, undisturbed: Rows, lasting: float) -> None:
    stand.start_all()
    ann = stand.person("ann")
    begin(stand, ann)
    stand.kill_server(stand.redis)
    with sending(stand, lambda: go_on(ann)):
        pass
    stand.wait(lasting)
    assert len(stand.told.accepted) == sum(map(len, HISTORY))
    stand.redis.start()
    check(stand, tell, undisturbed, f"down for {lasting:g} s while uploads go on")


def test_full(stand: Stand, tell: Tell, undisturbed: Rows) -> None:
    stand.start_all()
    ann = stand.person("ann")
    begin(stand, ann)
    with contextlib.closing(redis.Redis.from_url(stand.redis.url)) as client:
        client.config_set("maxmemory", 1)
        with sending(stand, lambda: go_on(ann)):
            stand.wait(3)
        client.config_set("maxmemory", 0)
    check(stand, tell, undisturbed, "full (noeviction) for 3 s")


@pytest.mark.parametrize("delay", [0.01, pytest.param(0.1, marks=[pytest.mark.disaster, pytest.mark.timeout(900)])])
def test_slow(stand: Stand, tell: Tell, undisturbed: Rows, delay: float) -> None:
    with proxy_to(Path(stand.redis._socket)) as way:
        way.delay = delay
        # A stage then takes seconds, and what is under way is not to be pushed again and again.
        stand.start_all(REDIS_URL=f"redis://127.0.0.1:{way.port}/0", SWEEP_STALE_AFTER="30")
        hand_in(stand.person("ann"))
        check(stand, tell, undisturbed, f"{delay * 1000:g} ms a call")
        stand.stop_programs()


def test_frozen(stand: Stand, tell: Tell, undisturbed: Rows) -> None:
    stand.start_all()
    ann = stand.person("ann")
    begin(stand, ann)
    assert stand.redis.process
    os.kill(stand.redis.process.pid, signal.SIGSTOP)
    try:
        with sending(stand, lambda: go_on(ann)):
            stand.wait(5)
    finally:
        os.kill(stand.redis.process.pid, signal.SIGCONT)
    check(stand, tell, undisturbed, "frozen (SIGSTOP) for 5 s and more")
