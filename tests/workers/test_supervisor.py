"""What dies is started again; what ends does so completely, whoever is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workers import supervisor
from workers.supervisor import Program, Supervisor

SLEEP = (sys.executable, "-c", "import time; time.sleep(1000)")
DEAF = (sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(1000)")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def start(said: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Supervisor]]:
    monkeypatch.setattr(supervisor, "FIRST_DELAY", 0.05)
    made: list[Supervisor] = []

    def make(*commands: tuple[str, ...]) -> Supervisor:
        one = Supervisor([Program(f"program {number}", command) for number, command in enumerate(commands, 1)], os.environ, said.append)
        made.append(one)
        one.tend()
        return one

    yield make
    for one in made:
        one.stop()


def until(condition: Callable[[], object], one: Supervisor) -> None:
    """Tends until it is so; pytest's time limit ends a wait for what never comes."""
    while not condition():
        one.tend()
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_what_is_killed_starts_again(start: Callable[..., Supervisor], said: list[str]) -> None:
    one = start(SLEEP, SLEEP)
    before = one.pids()
    os.kill(before["program 1"], signal.SIGKILL)
    until(lambda: one.pids().get("program 1") not in (None, before["program 1"]), one)
    assert one.pids()["program 2"] == before["program 2"]
    assert said == ["program 1 was killed by SIGKILL; starting it again in 0.05 s."]


def test_what_keeps_dying_is_started_less_and_less_often(start: Callable[..., Supervisor], said: list[str]) -> None:
    one = start((sys.executable, "-c", "raise SystemExit(3)"))
    until(lambda: len(said) >= 3, one)
    delays = [float(sentence.rpartition(" in ")[2].split()[0]) for sentence in said[:3]]
    assert delays == [0.05, 0.1, 0.2]
    assert said[0].startswith("program 1 ended with exit code 3")


def test_stop_ends_everything(start: Callable[..., Supervisor]) -> None:
    one = start(SLEEP, SLEEP)
    pids = list(one.pids().values())
    one.stop()
    assert not any(map(alive, pids))
    assert one.pids() == {}


def test_what_ignores_the_request_to_end_is_killed(
    start: Callable[..., Supervisor], said: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.2)
    ready = tmp_path / "ready"
    one = start((*DEAF[:2], DEAF[2].replace("print('deaf', flush=True)", f"open({str(ready)!r}, 'w').close()")))
    until(ready.exists, one)
    pid = one.pids()["program 1"]
    one.stop()
    assert not alive(pid)
    assert said == ["program 1 does not end by itself and is killed."]


def test_what_a_killed_program_left_behind_is_ended_too(start: Callable[..., Supervisor], tmp_path: Path) -> None:
    note = tmp_path / "child"
    parent = (
        f"import subprocess, time; child = subprocess.Popen({list(SLEEP)!r}, process_group=0)\n"
        f"open({str(note)!r}, 'w').write(str(child.pid)); time.sleep(1000)"
    )
    one = start((sys.executable, "-c", parent))
    until(lambda: note.exists() and note.read_text(), one)
    child, before = int(note.read_text()), one.pids()["program 1"]
    os.kill(before, signal.SIGKILL)
    until(lambda: one.pids().get("program 1") not in (None, before), one)
    assert alive(child)
    one.stop()
    assert not alive(child)


def test_programs_end_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "pids"
    text = (
        "import os, pathlib, time; from workers.supervisor import Program, Supervisor\n"
        f"one = Supervisor([Program('a', {SLEEP!r}), Program('b', {SLEEP!r})], os.environ, print); one.tend()\n"
        f"time.sleep(1); pathlib.Path({str(note)!r}).write_text(' '.join(map(str, one.pids().values()))); time.sleep(1000)"
    )
    killed = subprocess.Popen([sys.executable, "-c", text])
    while not note.exists() or not note.read_text():
        time.sleep(0.02)
    killed.kill()
    killed.wait()
    pids = [int(pid) for pid in note.read_text().split()]
    while any(map(alive, pids)):
        time.sleep(0.02)


def test_a_signal_asks_to_stop(start: Callable[..., Supervisor]) -> None:
    one = start(SLEEP)
    previous = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    try:
        one.install_signals()
        one.run(lambda: os.kill(os.getpid(), signal.SIGTERM))
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    assert one.stopping
    assert one.pids() == {}
