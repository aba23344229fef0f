"""Real workers whose horses die."""

import os
import signal

import psutil

from pipeline.config import Settings
from pipeline.stages import NAMES
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script, statuses
from tests.workers.processes import PLANTED, running, until
from workers.sweeper import sweep

# What swells has time to reach its bound on a machine that does much else: it would count as hanging otherwise.
LIMITS = {"SCRIPT_TIME_LIMIT": "2", "WORKER_MEMORY_BYTES": str(1 << 29)}


def all_ended(library: Library) -> bool:
    return bool(library.value("SELECT NOT EXISTS (SELECT FROM batches WHERE finished_at IS NULL)"))


def test_poison_is_quarantined_alone_and_the_rest_is_done(library: Library, ann: Viewer, settings: Settings) -> None:
    texts = [f"Get-Date # {number}" for number in range(30)]
    poison = {3: "crash", 11: "swell", 17: "hang", 23: "raise", 29: "kill"}
    accepted = library.accept(ann, *(script(f"{text} # {poison.get(number, '')}", f"{number}.ps1") for number, text in enumerate(texts)), lane="bulk")
    library.room.queues.push(accepted.links)
    with running(PLANTED, "bulk", settings=settings, **LIMITS):
        until(lambda: all_ended(library), "the end of the batch")
    uploads = library.uploads(accepted)
    failed = {number: upload["error_code"] for number, upload in enumerate(uploads) if upload["status"] == "failed"}
    assert failed == dict.fromkeys((3, 11, 17, 29), "quarantined")
    assert statuses([uploads[23]]) == [("completed", "new")]
    assert uploads[23]["notes"]["analyze"]["code"] == "analysis_failed"
    rows = {row["upload_id"]: row for row in library.rows("SELECT * FROM quarantine")}
    assert "SIGSEGV" in rows[uploads[3]["id"]]["reason"]
    assert "in planted" in rows[uploads[3]["id"]]["log"]
    assert "memory" in rows[uploads[11]["id"]]["reason"]
    assert "not done after" in rows[uploads[17]["id"]]["reason"]
    assert "in planted" in rows[uploads[17]["id"]]["log"]
    assert "SIGKILL" in rows[uploads[29]["id"]]["reason"]
    assert library.value("SELECT count(*) FROM script_analysis") == 26
    assert library.value("SELECT count(*) FROM stage_runs WHERE outcome IS NULL") == 0


def test_a_worker_that_is_asked_to_end_lets_its_horse_finish(library: Library, ann: Viewer, settings: Settings) -> None:
    accepted = library.accept(ann, script("# slow"))
    library.to("analyze", accepted)
    with running(PLANTED, "interactive", settings=settings) as worker:
        until(lambda: library.value("SELECT count(*) FROM processes WHERE kind = 'worker' AND detail ->> 'lane' = 'interactive'"), "a sign of life")
        sweep(library.room, stale_after=0)
        until(lambda: library.value("SELECT count(*) FROM stage_runs WHERE stage = 'analyze' AND ended_at IS NULL"), "the start of the stage")
        worker.terminate()
        worker.wait(60)
        assert library.value("SELECT stage FROM batches") == "embed"
        assert library.value("SELECT count(*) FROM processes") == 0
    assert library.value("SELECT sum(deaths) FROM batches") == 0


def test_a_horse_outlives_its_worker_and_its_batch_is_brought_back(library: Library, ann: Viewer, settings: Settings) -> None:
    accepted = library.accept(ann, script("# slow"), lane="bulk")
    library.to("analyze", accepted)
    with running(PLANTED, "bulk", settings=settings) as worker:
        sweep(library.room, stale_after=0)
        until(lambda: library.value("SELECT count(*) FROM stage_runs WHERE stage = 'analyze' AND ended_at IS NULL"), "the start of the stage")
        (horse,) = psutil.Process(worker.pid).children()
        worker.send_signal(signal.SIGKILL)
        assert sweep(library.room, stale_after=0).lost == 0  # the horse lives
        until(lambda: not horse.is_running(), "the horse's end")
    assert library.value("SELECT stage FROM batches") == "embed"
    library.finish()
    assert statuses(library.uploads(accepted)) == [("completed", "new")]


def test_killed_with_its_horse_a_worker_loses_nothing(library: Library, ann: Viewer, settings: Settings) -> None:
    accepted = library.accept(ann, script("# slow"), lane="bulk")
    library.to("analyze", accepted)
    with running(PLANTED, "bulk", settings=settings) as worker:
        sweep(library.room, stale_after=0)
        until(lambda: library.value("SELECT count(*) FROM stage_runs WHERE stage = 'analyze' AND ended_at IS NULL"), "the start of the stage")
        (horse,) = psutil.Process(worker.pid).children()
        for pid in (worker.pid, horse.pid):
            os.kill(pid, signal.SIGKILL)
        until(lambda: not horse.is_running(), "the horse's end")
        swept = sweep(library.room, stale_after=0)
    assert (swept.lost, swept.pushed) == (1, 1)
    library.drain()
    assert statuses(library.uploads(accepted)) == [("completed", "new")]
    assert library.value("SELECT sum(deaths) FROM batches") == 0


def test_a_killed_horse_is_noted_and_its_batch_goes_on(library: Library, ann: Viewer, settings: Settings) -> None:
    accepted = library.accept(ann, script("# slow"), lane="bulk")
    library.to("analyze", accepted)
    with running(PLANTED, "bulk", settings=settings) as worker:
        sweep(library.room, stale_after=0)
        until(lambda: library.value("SELECT count(*) FROM stage_runs WHERE stage = 'analyze' AND ended_at IS NULL"), "the start of the stage")
        (horse,) = psutil.Process(worker.pid).children()
        horse.kill()
        until(lambda: all_ended(library), "the end of the batch")
    outcomes = [row["outcome"] for row in library.rows("SELECT outcome FROM stage_runs WHERE stage = 'analyze' ORDER BY id")]
    assert outcomes == ["died", "done"]
    assert statuses(library.uploads(accepted)) == [("completed", "new")]


def test_every_stage_is_a_job_of_its_own(library: Library, ann: Viewer, settings: Settings) -> None:
    accepted = library.accept(ann, script("one", "a.ps1"), lane="bulk")
    library.room.queues.push(accepted.links)
    with running(PLANTED, "bulk", settings=settings):
        until(lambda: all_ended(library), "the end of the batch")
    runs = library.rows("SELECT stage, worker, outcome FROM stage_runs ORDER BY id")
    assert [row["stage"] for row in runs] == list(NAMES)
    assert len({row["worker"] for row in runs}) == len(NAMES)  # each in a process of its own
    assert {row["outcome"] for row in runs} == {"done"}
    assert library.client.keys("rq:job:*") == []
