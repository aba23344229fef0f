"""A run begins once and ends once, whatever dies in between."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psutil
import pytest

from pipeline import executing
from pipeline.config import Settings
from pipeline.executing import Ended
from pipeline.retention import forget
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script
from tests.workers.processes import environment, until
from workers.presence import Presence
from workers.sandbox.sweeping import sweep_runs

Here = Callable[..., Settings]


@pytest.fixture
def allowed(library: Library) -> Library:
    library.room.settings = replace(library.room.settings, execute_scripts=True)
    return library


def ordered(library: Library, caller: Viewer, content: str = "Get-Date", **parameters: Any) -> int:
    """A run that waits."""
    (upload,) = library.upload(caller, script(content))
    return executing.order(library.room.engine, caller, upload["script_id"], parameters)[0]


def row(library: Library, run_id: int) -> dict[str, Any]:
    (found,) = library.rows("SELECT * FROM execution_logs WHERE id = %s", run_id)
    return found


def counted(library: Library) -> tuple[int, float | None]:
    (found,) = library.rows("SELECT execution_count, average_execution_time FROM scripts")
    return found["execution_count"], found["average_execution_time"]


def test_a_run_begins_once(allowed: Library, ann: Viewer) -> None:
    run_id = ordered(allowed, ann, "Get-Date", Name="x", Force=True, Quiet=False, Ids=[1, "2"])
    work = executing.begin(allowed.room, run_id)
    assert work
    assert (work.name, work.content) == ("script.ps1", b"Get-Date")
    assert sorted(work.arguments) == ["-Force", "-Ids:1,2", "-Name:x", "-Quiet:$false"]
    assert executing.begin(allowed.room, run_id) is None
    assert executing.end(allowed.room, run_id, "test", Ended(status="success", exit_code=0, seconds=0.25, output="x"))
    assert not executing.end(allowed.room, run_id, "test", executing.LOST)
    assert executing.begin(allowed.room, run_id) is None
    assert counted(allowed) == (1, 250)
    assert row(allowed, run_id)["status"] == "success"


def test_what_runs_is_the_version_that_was_asked_for(allowed: Library, ann: Viewer) -> None:
    (upload,) = allowed.upload(ann, script("first", "a.ps1"))
    run_id, version = executing.order(allowed.room.engine, ann, upload["script_id"], {})
    allowed.upload(ann, script("second", "a.ps1"))
    work = executing.begin(allowed.room, run_id)
    assert work
    assert (version, work.content) == (1, b"first")


def test_the_end_of_a_deleted_scripts_run_is_nobodys(allowed: Library, ann: Viewer) -> None:
    run_id = ordered(allowed, ann)
    executing.begin(allowed.room, run_id)
    allowed.database.execute("DELETE FROM scripts")
    assert not executing.end(allowed.room, run_id, "test", executing.LOST)


def test_what_no_queue_carries_is_pushed_and_what_one_carries_is_not(allowed: Library, ann: Viewer) -> None:
    run_id = ordered(allowed, ann)
    sweep_runs(allowed.room, stale_after=10)
    assert allowed.room.queues.carried_runs() == set()  # it is being pushed
    for _ in range(3):
        allowed.database.execute("UPDATE execution_logs SET enqueued_at = enqueued_at - INTERVAL '1 minute'")
        sweep_runs(allowed.room, stale_after=10)
    assert allowed.room.queues.carried_runs() == {run_id}
    assert allowed.client.llen("rq:queue:sandbox") == 1


def test_what_waits_where_no_more_are_allowed_is_cancelled(allowed: Library, ann: Viewer) -> None:
    run_id = ordered(allowed, ann)
    allowed.room.settings = replace(allowed.room.settings, execute_scripts=False)
    sweep_runs(allowed.room, stale_after=10)
    assert (row(allowed, run_id)["status"], row(allowed, run_id)["reason"]) == ("cancelled", "execution_disabled")
    assert counted(allowed) == (0, None)


def test_a_run_whose_process_is_gone_is_lost_and_not_run_again(allowed: Library, ann: Viewer) -> None:
    presence = Presence(allowed.room.engine, "worker")
    presence.beat()
    run_id = ordered(allowed, ann)
    allowed.room.worker = f"{presence.name}/{os.getpid()}"
    executing.begin(allowed.room, run_id)
    sweep_runs(allowed.room, stale_after=0)
    assert row(allowed, run_id)["status"] == "running"
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    allowed.database.execute("UPDATE execution_logs SET worker = %s", (f"{presence.name}/{gone.pid}",))
    sweep_runs(allowed.room, stale_after=0)
    assert (row(allowed, run_id)["status"], counted(allowed)) == ("lost", (1, None))
    assert allowed.room.queues.carried_runs() == set()


def test_output_is_kept_for_a_while(allowed: Library, ann: Viewer) -> None:
    run_id = ordered(allowed, ann)
    executing.begin(allowed.room, run_id)
    executing.end(allowed.room, run_id, "test", Ended(status="success", output="said"))
    forget(allowed.room.engine, 30)
    assert row(allowed, run_id)["output"] == "said"
    allowed.database.execute("UPDATE execution_logs SET ended_at = NOW() - INTERVAL '31 days'")
    forget(allowed.room.engine, 30)
    assert (row(allowed, run_id)["output"], row(allowed, run_id)["status"]) == (None, "success")


@pytest.mark.parametrize("victims", ["horse", "worker and horse"])
def test_a_killed_worker_takes_the_script_along_and_the_run_is_lost(allowed: Library, ann: Viewer, runs_here: Here, victims: str) -> None:
    settings = runs_here("exec sleep 2718")
    variables = {"EXECUTE_SCRIPTS": "true", "EXECUTE_PWSH": settings.execute_pwsh or "", "EXECUTE_TIME_LIMIT": "100"}
    run_id = ordered(allowed, ann)
    worker = subprocess.Popen([sys.executable, "-m", "workers.cli", "worker", "--lane", "sandbox"], env=environment(settings, **variables))
    try:
        allowed.room.queues.push_runs([run_id])
        until(sleepers, "the script")
        (horse,) = psutil.Process(worker.pid).children()
        for process in (psutil.Process(worker.pid), horse) if victims != "horse" else (horse,):
            process.kill()
        until(lambda: not sleepers(), "the script's end")
        if victims != "horse":
            worker.wait()
            sweep_runs(allowed.room, stale_after=0)
        until(lambda: row(allowed, run_id)["status"] != "running", "the end of the run")
        assert (row(allowed, run_id)["status"], counted(allowed)) == ("lost", (1, None))
        sweep_runs(allowed.room, stale_after=0)
        assert allowed.room.queues.carried_runs() == set()
    finally:
        worker.terminate()
        worker.wait(60)


def sleepers() -> list[int]:
    return [each.pid for each in psutil.process_iter(["cmdline"]) if each.info["cmdline"] == ["sleep", "2718"]]
