"""What PostgreSQL says is unfinished and no queue carries is brought back."""

import os
import signal
import subprocess
import sys

import pytest
from rq.utils import as_text

from pipeline import runner, trouble
from pipeline.batch import Link
from pipeline.config import Settings
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script, statuses
from tests.workers.processes import environment, until
from workers import sweeper
from workers.presence import SILENT, Presence
from workers.sweeper import Swept, sweep

NOW = 0.0  # seconds after a push in which a batch is left alone


def age(library: Library, interval: str = "1 minute") -> None:
    """As if all had been pushed some time ago."""
    library.database.execute(
        "UPDATE batches SET enqueued_at = enqueued_at - %s::interval, not_before = not_before - %s::interval", (interval, interval)
    )


def test_a_flushed_redis_is_filled_again(library: Library, ann: Viewer) -> None:
    requests = [library.accept(ann, script(f"{number}")) for number in range(3)]
    for accepted in requests:
        library.room.queues.push(accepted.links)
    library.step(requests[0].root_id)
    library.client.flushall()
    age(library)
    assert sweep(library.room, stale_after=10) == Swept(due=3, pushed=3)
    assert library.room.queues.carried() == {
        (accepted.root_id, "hash" if accepted is not requests[0] else "dedupe") for accepted in requests
    }
    library.drain()
    assert {status for accepted in requests for status in statuses(library.uploads(accepted))} == {("completed", "new")}


def test_what_a_queue_carries_or_was_just_pushed_is_left_alone(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script("one"))
    assert sweep(library.room, stale_after=10) == Swept()  # it is being pushed
    library.room.queues.push(accepted.links)
    age(library)
    assert sweep(library.room, stale_after=10) == Swept(due=1)
    assert library.client.llen("rq:queue:interactive") == 1


def test_what_was_never_pushed_is(library: Library, ann: Viewer) -> None:
    library.accept(ann, script("one"))
    library.database.execute("UPDATE batches SET enqueued_at = NULL")
    assert sweep(library.room, stale_after=10) == Swept(due=1, pushed=1)


def test_a_queue_that_carries_an_earlier_stage_does_not_carry_the_batch(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script("one"))
    library.room.queues.push(accepted.links)
    library.step(accepted.root_id)
    for job_id in map(as_text, library.client.lrange("rq:queue:interactive", 0, -1)):
        if "dedupe" in job_id:
            library.client.lrem("rq:queue:interactive", 1, job_id)
    age(library)
    assert sweep(library.room, stale_after=10) == Swept(due=1, pushed=1)


def test_two_sweepers_at_once_push_once(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    library.accept(ann, script("one"))
    age(library)
    seen: list[Swept] = []
    carried = library.room.queues.carried

    def sweep_between() -> object:
        found = carried()
        monkeypatch.undo()
        seen.append(sweep(library.room, stale_after=10))
        return found

    monkeypatch.setattr(library.room.queues, "carried", sweep_between)
    seen.append(sweep(library.room, stale_after=10))
    assert sorted(each.pushed for each in seen) == [0, 1]
    assert library.client.llen("rq:queue:interactive") == 1


def test_work_goes_on_after_its_delay(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script("one"))
    library.database.execute("UPDATE batches SET not_before = NOW() + INTERVAL '1 minute', enqueued_at = NOW()")
    age(library, "30 seconds")
    assert sweep(library.room, stale_after=10) == Swept()
    age(library, "31 seconds")
    assert sweep(library.room, stale_after=3600) == Swept(due=1, pushed=1)
    library.drain()
    assert statuses(library.uploads(accepted)) == [("completed", "new")]


@pytest.mark.parametrize("jump", ["1 hour", "-1 hour"])
def test_a_clock_that_jumps_an_hour_loses_nothing(library: Library, ann: Viewer, jump: str) -> None:
    accepted = library.accept(ann, script("one"))
    library.to("insert", accepted)
    library.client.flushall()
    age(library, "1 minute")
    age(library, jump)
    assert sweep(library.room, stale_after=10) == Swept(due=1, pushed=1)
    library.drain()
    assert statuses(library.uploads(accepted)) == [("completed", "new")]


def test_a_run_goes_on_while_its_process_lives_and_is_lost_when_it_does_not(library: Library, ann: Viewer) -> None:
    presence = Presence(library.room.engine, "worker")
    presence.beat()
    accepted = library.accept(ann, script("one"))
    library.to("analyze", accepted)
    library.client.flushall()
    library.room.worker = f"{presence.name}/{os.getpid()}"
    runner.begin(library.room, accepted.root_id, "analyze")
    age(library)
    assert sweep(library.room, stale_after=NOW) == Swept()
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    library.database.execute("UPDATE stage_runs SET worker = %s WHERE ended_at IS NULL", (f"{presence.name}/{gone.pid}",))
    assert sweep(library.room, stale_after=NOW) == Swept(due=1, pushed=1, lost=1)
    assert library.value("SELECT outcome FROM stage_runs WHERE stage = 'analyze'") == "lost"


def test_a_run_on_another_machine_is_lost_when_that_is_silent(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script("one"))
    library.to("analyze", accepted)
    library.room.worker = "worker-elsewhere/1"
    library.database.execute(
        "INSERT INTO processes (name, kind, host, pid, detail) VALUES ('worker-elsewhere', 'worker', 'elsewhere', 1, '{\"space\": \"other\"}')"
    )
    runner.begin(library.room, accepted.root_id, "analyze")
    assert sweep(library.room, stale_after=NOW).lost == 0
    library.database.execute("UPDATE processes SET seen_at = NOW() - %s * INTERVAL '1 second'", (SILENT + 1,))
    assert sweep(library.room, stale_after=NOW).lost == 1


def test_what_takes_its_whole_machine_along_ends_in_quarantine(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script("one"))
    library.to("analyze", accepted)
    library.room.worker = "worker-elsewhere/1"
    for _ in range(trouble.LOST_IS_DEATH + trouble.DEATHS_ALONE):
        runner.begin(library.room, accepted.root_id, "analyze")
        sweep(library.room, stale_after=3600)
    (upload,) = library.uploads(accepted)
    assert upload["error_code"] == "quarantined"


def test_without_redis_a_pass_does_nothing_and_says_so(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    library.accept(ann, script("one"))
    age(library)
    monkeypatch.setattr(library.room.queues, "carried", lambda: None)
    assert sweep(library.room, stale_after=10) == Swept(due=1)
    monkeypatch.undo()
    assert sweep(library.room, stale_after=10) == Swept(due=1, pushed=1)


def test_jobs_of_others_in_a_queue_are_no_batches(library: Library) -> None:
    library.room.queues.pass_on("chain", 7)
    library.client.rpush("rq:queue:bulk", "somebody-elses")
    assert library.room.queues.carried() == set()
    library.room.queues.push([Link(library.accept(library.user("x"), script("y")).root_id, "hash", "bulk")])
    assert len(library.room.queues.carried() or ()) == 1


def test_the_process_sweeps_until_it_is_asked_to_end(library: Library, ann: Viewer, settings: Settings) -> None:
    library.accept(ann, script("one"))
    age(library)
    command = [sys.executable, "-m", "workers.cli", "sweeper"]
    process = subprocess.Popen(command, env=environment(settings, SWEEP_INTERVAL="0.1"), stderr=subprocess.PIPE)
    try:
        until(lambda: library.client.llen("rq:queue:interactive"), "the batch")
        until(lambda: library.value("SELECT count(*) FROM processes WHERE kind = 'sweeper'"), "a sign of life")
        process.send_signal(signal.SIGUSR1)  # it says what each of its threads is at, and goes on
        process.terminate()
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0
        assert b"Thread MainThread" in said
        assert b"keep_delivering" in said
        assert library.value("SELECT count(*) FROM processes") == 0
    finally:
        process.kill()
        process.wait()


def test_a_sweeper_one_of_whose_threads_fails_ends(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise KeyError("nobody thought of this")

    monkeypatch.setattr(sweeper, "deliver_due", fail)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with pytest.raises(KeyError):
        sweeper.keep_sweeping(settings)
