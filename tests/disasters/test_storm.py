"""Disaster 13: scripts are imported while a random process is killed each second, servers too.

Seeds of other storms:

    STORM_SEEDS=1,2,3 STORM_DONE=FILE pytest -m disaster tests/disasters/test_storm.py

FILE remembers which are done, so that an interrupted series goes on.
"""

import os
import random
import signal
import time
from pathlib import Path

import psutil
import pytest

from tests.disasters.conftest import Tell
from tests.disasters.outcome import assert_same, snapshot
from tests.disasters.sheets import history, requests_of, short
from tests.disasters.stand import Client, Sheet, Stand, sending

SEEDS = [int(seed) for seed in os.environ.get("STORM_SEEDS", "1").split(",")]
DONE = Path(os.environ["STORM_DONE"]) if "STORM_DONE" in os.environ else None
SCRIPTS = int(os.environ.get("STORM_SCRIPTS", "10000"))
SECONDS = 120


def storm(stand: Stand, seed: int, seconds: float) -> dict[str, int]:
    """Kill something each second: a program, a horse, or a server, which are started again as `psscript up` does it."""
    chance = random.Random(seed)
    killed: dict[str, int] = {}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        name, pid = chance.choice(victims(stand))
        try:
            os.kill(pid, signal.SIGKILL)
            killed[name] = killed.get(name, 0) + 1
        except ProcessLookupError:
            continue
        stand.wait(1.0)
    return killed


def victims(stand: Stand) -> list[tuple[str, int]]:
    found = [(name, pid) for name, pid in stand.pids().items() if psutil.pid_exists(pid)]
    for _, pid in list(found):
        try:
            found += [("child", child.pid) for child in psutil.Process(pid).children()]
        except psutil.NoSuchProcess:
            continue
    return found + [(server.name, server.process.pid) for server in (stand.postgres, stand.redis) if server.process and server.is_alive()]


def in_a_storm(stand: Stand, tell: Tell, requests: list[list[Sheet]], seed: int, seconds: float) -> dict[str, list[str]]:
    stand.start_all()
    ann = stand.person("ann")
    stand.keeps_servers = True
    try:
        with sending(stand, lambda: hand_in(ann, requests)):
            killed = storm(stand, seed, seconds)
        lasted = stand.end()
    finally:
        stand.keeps_servers = False
    said = ", ".join(f"{name} {number}" for name, number in sorted(killed.items()))
    assert stand.value("SELECT count(*) FROM quarantine") == 0  # nobody here is guilty
    found = tell(stand, "13 storm", f"seed {seed}, {sum(killed.values())} killed in {seconds:g} s ({said})", lasted)
    assert found.accepted == sum(map(len, requests))
    return snapshot(stand)


def hand_in(ann: Client, requests: list[list[Sheet]]) -> None:
    for sheets in requests:
        ann.send(sheets)


def test_a_short_storm(stand: Stand, tell: Tell) -> None:
    requests = history(120, seed=13)
    found = in_a_storm(stand, tell, requests, seed=1, seconds=12)
    assert_same(found, in_calm(stand, requests))


def in_calm(stand: Stand, requests: list[list[Sheet]]) -> dict[str, list[str]]:
    """What the same requests make of a library where nothing happens."""
    stand.empty()
    stand.start_all()
    hand_in(stand.person("ann"), requests)
    stand.end()
    return snapshot(stand)


@pytest.mark.disaster
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_storm(stand: Stand, tell: Tell, seed: int) -> None:
    done = DONE.read_text().split() if DONE and DONE.exists() else []
    if str(seed) in done:
        return
    requests = [*history(SCRIPTS // 10, seed), *requests_of(short(SCRIPTS - SCRIPTS // 10, "many"), 100)]
    found = in_a_storm(stand, tell, requests, seed, SECONDS)
    assert stand.value("SELECT count(*) FROM uploads WHERE status NOT IN ('completed', 'duplicate')") == 0
    assert_same(found, in_calm(stand, requests))
    if DONE:
        DONE.write_text(" ".join([*done, str(seed)]))
