"""Why a process died, and who is to blame."""

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest

from pipeline.config import Settings
from pipeline.spot import Spot
from workers.horse import Evidence, TimedSpot, cause_of, limit_memory, limit_of

SCRIPT = UUID(int=7)


@pytest.fixture
def spot() -> Iterator[TimedSpot]:
    made = TimedSpot(script_seconds=0.05)
    yield made
    signal.setitimer(signal.ITIMER_REAL, 0)


@pytest.fixture
def evidence() -> Iterator[Evidence]:
    made = Evidence()
    yield made
    made.close()


def ended(work: Callable[[], object]) -> tuple[int, resource.struct_rusage]:
    """How a forked process ended that did this."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 the child must not go on as a second test run
            os._exit(3)
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    return status, usage


def work_for_ever(spot: Spot) -> None:
    with spot.on(SCRIPT):
        time.sleep(600)


@pytest.mark.parametrize(
    ("number", "counts"),
    [(signal.SIGKILL, True), (signal.SIGSEGV, True), (signal.SIGABRT, True), (signal.SIGTERM, False), (signal.SIGHUP, False)],
)
def test_signals_of_crashes_count_and_those_of_people_do_not(number: signal.Signals, counts: bool, spot: TimedSpot) -> None:  # noqa: FBT001
    def die() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(number, signal.SIG_DFL) if number != signal.SIGKILL else None
        os.kill(os.getpid(), number)
        time.sleep(60)

    death, counted = cause_of(*ended(die), spot, "")
    assert counted == counts
    assert number.name in death.reason


@pytest.mark.parametrize(("code", "counts"), [(1, False), (77, True)])
def test_exit_codes_count_but_for_that_of_rqs_own_trouble(code: int, counts: bool, spot: TimedSpot) -> None:  # noqa: FBT001
    death, counted = cause_of(*ended(lambda: os._exit(code)), spot, "")
    assert counted == counts
    assert str(code) in death.reason


def test_a_script_that_takes_too_long_is_ended_wherever_it_hangs(spot: TimedSpot, evidence: Evidence) -> None:

    def hang() -> None:
        evidence.collect()
        evidence.on_timer()
        spot.start(60)
        work_for_ever(spot)

    death, counts = cause_of(*ended(hang), spot, evidence.read())
    assert counts
    assert "not done after" in death.reason
    assert "in work_for_ever" in death.log
    seen = spot.seen()
    assert seen
    assert seen.upload_id == SCRIPT


def test_a_stage_that_takes_too_long_without_a_script_is_nobodys_fault(spot: TimedSpot, evidence: Evidence) -> None:
    def wait() -> None:
        evidence.on_timer()
        spot.start(0.05)
        time.sleep(600)

    death, counts = cause_of(*ended(wait), spot, "")
    assert not counts
    assert "not done in time" in death.reason


def test_scripts_that_are_done_in_time_do_not_end_the_process(spot: TimedSpot, evidence: Evidence) -> None:
    def work() -> None:
        evidence.on_timer()
        spot.start(60)
        for _ in range(4):
            with spot.on(SCRIPT):
                time.sleep(0.01)
        time.sleep(0.1)

    assert ended(work)[0] == 0
    assert spot.seen() is None


def test_no_timer_runs_in_a_process_that_was_not_started_for_a_stage(spot: TimedSpot, monkeypatch: pytest.MonkeyPatch) -> None:
    armed: list[float] = []
    monkeypatch.setattr(signal, "setitimer", lambda _which, seconds: armed.append(seconds))
    with spot.on(SCRIPT):
        assert spot.seen()
    monkeypatch.undo()
    assert armed == []
    with pytest.raises(RuntimeError), spot.on(SCRIPT):
        raise RuntimeError
    assert spot.seen()
    spot.clear()
    assert spot.seen() is None


def test_memory_is_limited() -> None:
    def swell() -> None:
        limit_memory(1 << 30)
        bytearray(1 << 31)

    status, _ = ended(swell)
    assert os.waitstatus_to_exitcode(status) == 3


def test_each_stage_has_its_limit(settings: Settings) -> None:
    assert limit_of("analyze", settings) == settings.analyze_time_limit
    assert limit_of("embed", settings) == settings.embed_time_limit
    assert limit_of("insert", settings) == settings.stage_time_limit
