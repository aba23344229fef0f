"""What RQ calls."""

import pytest
from rq import SimpleWorker

from db import engine as database
from db.errors import DatabaseAwayError
from pipeline.queues import SERIALIZER, connect, link_of
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script, statuses
from workers import jobs


def test_rqs_own_worker_carries_a_batch_through_all_stages(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script("one"), script("two"))
    library.room.queues.push(accepted.links)
    stages: list[str] = []
    jobs.furnish(library.room, stages.append)
    client = connect(library.room.settings.redis or "", 60.0)
    SimpleWorker(["interactive"], connection=client, serializer=SERIALIZER).work(burst=True, logging_level="WARNING")
    client.close()
    assert stages == ["hash", "dedupe", "insert", "version", "analyze", "embed", "cache"]
    assert statuses(library.uploads(accepted)) == [("completed", "new")] * 2
    assert library.client.keys("rq:job:*") == []


def test_what_travels_are_ids_in_json(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script("one"))
    library.room.queues.push(accepted.links)
    (queue,) = [queue for queue in library.room.queues._queues.values() if queue.count]
    (job,) = queue.jobs
    assert link_of(job) == (accepted.root_id, "hash")
    assert job.args == [str(accepted.root_id), "hash"]
    assert (job.func_name, job.timeout, job.result_ttl) == ("workers.jobs.run_stage", -1, 0)


def test_a_process_without_a_room_says_who_runs_these_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_furniture", [])
    with pytest.raises(jobs.NotFurnishedError, match="psscript worker"):
        jobs.run_stage("00000000-0000-0000-0000-000000000000", "hash")


def test_a_database_that_is_away_is_no_failure_of_the_job(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted = library.accept(ann, script("one"))
    jobs.furnish(library.room)

    def away(_event: str) -> None:
        raise DatabaseAwayError

    monkeypatch.setattr(database, "observer", away)
    assert jobs.run_stage(str(accepted.root_id), "hash") == "left"
    monkeypatch.setattr(database, "observer", None)
    assert jobs.run_stage(str(accepted.root_id), "hash") == "done"
    assert jobs.run_stage(str(accepted.root_id), "hash") == "superseded"
    assert jobs.run_stage(str(accepted.root_id), "no such stage") == "superseded"


def test_a_chain_that_does_nothing_has_as_many_links_as_asked(library: Library) -> None:
    library.room.queues.learn()
    library.room.queues.pass_on("chain", 3)
    assert not library.room.queues.is_idle()
    library.drain()
    assert library.room.queues.is_idle()
    library.room.queues.pass_on("chain", 3)
    library.room.queues.empty()
    assert library.room.queues.is_idle()
