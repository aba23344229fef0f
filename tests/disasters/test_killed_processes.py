"""Disasters 2, 3 and 4: the worker dies and its horse lives on; the web process dies during an upload; the sweeper dies, or there are two."""

import os
import signal
from pathlib import Path

import psutil
import pytest

from tests.disasters.conftest import Tell
from tests.disasters.outcome import assert_same, snapshot
from tests.disasters.sheets import HISTORY, hand_in
from tests.disasters.stand import Stand, sending

PROGRAMS = Path(__file__).with_name("programs")
MOMENTS = ("taking", "idempotency.answer", "commit", "committed")


def test_workers_killed_while_their_horses_live_on(stand: Stand, tell: Tell, undisturbed: dict[str, list[str]]) -> None:
    stand.start_all()
    ann = stand.person("ann")
    killed = 0
    with sending(stand, lambda: hand_in(ann)):
        for _ in range(3):
            stand.until(lambda: any_horse(stand) or len(stand.told.accepted) >= len(HISTORY), "a horse at work")
            for name, pid in stand.pids().items():
                if name.startswith("worker"):
                    os.kill(pid, signal.SIGKILL)  # and not its horse
                    killed += 1
            stand.wait(1.0)
    seconds = stand.end()
    assert_same(snapshot(stand), undisturbed)
    tell(stand, "2 worker, its horse living on", f"{killed} workers killed alone", seconds)


def any_horse(stand: Stand) -> bool:
    workers = [pid for name, pid in stand.pids().items() if name.startswith("worker") and psutil.pid_exists(pid)]
    try:
        return any(psutil.Process(pid).children() for pid in workers)
    except psutil.NoSuchProcess:
        return False


def test_the_web_process_killed_during_an_upload(stand: Stand, tell: Tell, undisturbed: dict[str, list[str]], tmp_path: Path) -> None:
    """Before its commit and after it; the client sends the same key again, and its files are taken once."""
    descriptor = stand.listener.fileno()
    web = stand.script("mortal-web", PROGRAMS / "mortal_web.py", str(tmp_path), str(descriptor), inherited=(descriptor,))
    stand.stop_programs()
    stand.start("sweeper", "worker-interactive", "worker-bulk-1", other=[web])
    ann = stand.person("ann")
    order = tmp_path / "die-at"
    for number, sheets in enumerate(HISTORY):
        if number < len(MOMENTS):
            order.write_text(MOMENTS[number])
        with sending(stand, lambda sheets=sheets: ann.send(sheets)):  # type: ignore[misc]
            pass
        assert not order.exists()  # it died
    seconds = stand.end()
    assert_same(snapshot(stand), undisturbed)
    tell(stand, "3 web", f"killed at {len(MOMENTS)} moments of uploads, keys sent again", seconds)


def test_sweepers_killed_and_two_at_once(stand: Stand, tell: Tell, undisturbed: dict[str, list[str]]) -> None:
    """And no push at all reaches Redis but the sweepers': queues are emptied as fast as they fill."""
    stand.stop_programs()
    stand.start("web", "sweeper", "worker-interactive", "worker-bulk-1")
    stand.start("sweeper")
    ann = stand.person("ann")
    killed = 0
    with sending(stand, lambda: hand_in(ann)):
        for _ in range(3):
            for supervisor in stand.supervisors:
                if pid := supervisor.pids().get("sweeper"):
                    os.kill(pid, signal.SIGKILL)
                    killed += 1
            stand.forget_queues()
            stand.wait(1.0)
    seconds = stand.end()
    assert_same(snapshot(stand), undisturbed)
    tell(stand, "4 sweeper", f"two at once, killed {killed} times, queues emptied 3 times", seconds)


@pytest.mark.parametrize("hours", [pytest.param(1, marks=pytest.mark.disaster), -1])
def test_a_clock_that_jumps(stand: Stand, tell: Tell, undisturbed: dict[str, list[str]], hours: int) -> None:
    """Times are the database's. That its clock jumped is seen as what it wrote before lying as far from now: so that is what is moved."""
    stand.start_all()
    ann = stand.person("ann")
    with sending(stand, lambda: hand_in(ann)):
        stand.until(lambda: stand.value("SELECT count(*) FROM uploads") > 20, "uploads")
        move = f"INTERVAL '{hours} hours'"
        stand.as_superuser(
            f"UPDATE batches SET enqueued_at = enqueued_at + {move}, not_before = not_before + {move}, updated_at = updated_at + {move}, "
            f"created_at = created_at + {move}"
        )
        stand.as_superuser(f"UPDATE processes SET seen_at = seen_at + {move}")
        stand.as_superuser(f"UPDATE stage_runs SET started_at = started_at + {move} WHERE ended_at IS NULL")
        stand.forget_queues()
    seconds = stand.end()
    assert_same(snapshot(stand), undisturbed)
    tell(stand, "4 clock", f"{-hours:+d} h, queues emptied", seconds)
