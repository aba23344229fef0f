"""Disaster 1: the process that runs a stage is killed with SIGKILL before any of the statements and Redis commands that it sends."""

import random
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.stages import NAMES
from tests.disasters.conftest import Tell
from tests.disasters.outcome import assert_same, snapshot
from tests.disasters.stand import Client, Sheet, Stand

PROGRAM = Path(__file__).with_name("programs") / "killed_worker.py"
Point = tuple[str, str]  # stage, number


def known(number: int) -> list[Sheet]:
    return [Sheet(f"{number}/a.ps1", f"'one {number}'".encode()), Sheet(f"{number}/b.ps1", f"'two {number}'".encode())]


def request(number: int) -> list[Sheet]:
    """Something changed, something equal, something new twice, and odd bytes."""
    return [
        Sheet(f"{number}/a.ps1", f"'changed {number}'".encode()),
        Sheet(f"{number}/b.ps1", f"'two {number}'".encode()),
        Sheet(f"{number}/c.ps1", f"Invoke-Expression $new # {number}".encode()),
        Sheet(f"{number}/d.ps1", f"Invoke-Expression $new # {number}".encode()),
        Sheet(f"{number}/e.ps1", b"\xff\xfe" + f"'odd {number}'".encode("utf-16-le")),
    ]


def carry(stand: Stand, people: Sequence[Client], points: list[Point | None], folder: Path) -> float:
    """A library with one request for each point, at which its process dies. Seconds until all has ended."""
    folder.mkdir()
    stand.as_superuser("TRUNCATE batches, scripts, tags CASCADE")
    stand.told.accepted.clear()
    stand.start("worker-interactive", "worker-bulk-1", "sweeper")
    for number in range(len(points)):
        people[number].send(known(number))
    stand.end()
    stand.supervisors.pop().stop()
    for number, point in enumerate(points):
        batch_id = people[number].send(request(number)).json()["batchId"]
        if point:
            (folder / batch_id).write_text(" ".join(point))
    began = time.monotonic()
    workers = [stand.script(f"killed-worker-{number}", PROGRAM, "interactive", str(folder)) for number in range(min(2, len(points)))]
    stand.start("sweeper", other=workers)
    stand.end()
    seconds = time.monotonic() - began
    stand.supervisors.pop().stop()
    return seconds


def recorded(folder: Path) -> list[Point]:
    lines = [line.split() for line in (folder / "points").read_text().splitlines()]
    names = {name for _, _, _, name in lines}
    assert {"redis", "commit", "committed", "batches.advance"} <= names
    assert [stage for stage in NAMES if any(line[1] == stage for line in lines)] == list(NAMES)
    return [(stage, number) for _, stage, number, _ in lines]


def kill_at(stand: Stand, tell: Tell, folder: Path, share: float) -> None:
    stand.stop_programs()
    stand.start("web")
    carry(stand, [stand.person("ann")], [None], folder / "recorded")
    points = recorded(folder / "recorded")
    chosen: list[Point | None] = [*random.Random(9).sample(points, max(1, round(len(points) * share)))]
    people = [stand.person(f"user-{number}") for number in range(len(chosen))]  # one each: nobody's files wait for another's
    undisturbed = carry(stand, people, [None] * len(chosen), folder / "undisturbed")
    expected = snapshot(stand)
    seconds = carry(stand, people, chosen, folder / "killed")
    assert_same(snapshot(stand), expected)
    assert len(list((folder / "killed").glob("*.killed"))) == len(chosen)
    done = f"killed at {len(chosen)} of {len(points)} statements and commands"
    tell(stand, "1 horse", done, max(0.0, seconds - undisturbed))


@pytest.mark.timeout(600)
def test_a_horse_killed_at_some_points(stand: Stand, tell: Tell, tmp_path: Path) -> None:
    kill_at(stand, tell, tmp_path, 0.1)


@pytest.mark.disaster
@pytest.mark.timeout(3000)
def test_a_horse_killed_at_every_point(stand: Stand, tell: Tell, tmp_path: Path) -> None:
    kill_at(stand, tell, tmp_path, 1.0)
