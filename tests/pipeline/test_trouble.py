"""What becomes of batches that do not get through a stage."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from db import engine as database
from db.errors import ConflictError, DatabaseAwayError, TooSlowError
from pipeline import hash, runner, trouble
from pipeline.analysis import report
from pipeline.runner import Outcome, run_stage
from pipeline.trouble import Death, die, lose
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script, statuses

DEATH = Death("It crashed.", "evidence")
COMPLETED = ("completed", "new")


def files(number: int) -> list[Any]:
    return [script(f"number {each}", f"{each}.ps1") for each in range(number)]


def raise_on(text: bytes, error: BaseException, real: Callable[..., Any]) -> Callable[..., Any]:
    def planted(*arguments: Any, **more: Any) -> Any:
        if any(text in (each if isinstance(each, bytes) else str(each).encode()) for each in arguments):
            raise error
        return real(*arguments, **more)

    return planted


def test_a_script_on_which_the_analyser_fails_is_told_so_and_the_rest_go_on(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "analyse", raise_on(b"number 1", ValueError("that one"), report.analyse))
    uploads = library.upload(ann, *files(3))
    assert statuses(uploads) == [COMPLETED] * 3
    assert uploads[1]["notes"]["analyze"]["code"] == "analysis_failed"
    assert [upload["notes"] for upload in (uploads[0], uploads[2])] == [{}, {}]
    (row,) = library.rows("SELECT * FROM script_analysis WHERE script_id = %s", uploads[1]["script_id"])
    assert "that one" in row["unknown"]["security_score"]["message"]
    assert row["code_complexity_metrics"] is None
    judged = row.keys() - {"tried_version"}  # which says what the background does, nothing of the script
    assert set(row["unknown"]) == {key for key in judged if row[key] is None}
    assert library.value("SELECT code_complexity_metrics FROM script_analysis WHERE script_id = %s", uploads[0]["script_id"])


def test_a_file_that_a_stage_cannot_do_fails_alone(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hash, "look", raise_on(b"number 2", RuntimeError("no"), hash.look))
    uploads = library.upload(ann, *files(5))
    assert [upload["status"] for upload in uploads] == ["completed", "completed", "failed", "completed", "completed"]
    assert uploads[2]["error_code"] == "internal_error"
    assert "hash" in uploads[2]["error_message"]
    assert len(library.rows("SELECT id FROM batches")) == 2  # the one that was looked at is known, nothing is halved


def test_a_file_that_sql_cannot_do_is_found_by_halving(library: Library, ann: Viewer) -> None:
    library.database.execute("ALTER TABLE scripts ADD CONSTRAINT planted CHECK (content <> 'number 3')")
    uploads = library.upload(ann, *files(8))
    assert [upload["status"] for upload in uploads] == [*["completed"] * 3, "failed", *["completed"] * 4]
    assert (uploads[3]["error_code"], uploads[3]["outcome"]) == ("constraint_violated", None)
    assert library.value("SELECT count(*) FROM scripts") == 7


def test_another_transaction_that_was_first_is_looked_at_again_at_once(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def conflict(event: str) -> None:
        if event == "scripts.insert" and len(tried) < 2:
            tried.append(event)
            raise ConflictError

    monkeypatch.setattr(database, "observer", conflict)
    assert statuses(library.upload(ann, *files(2))) == [COMPLETED] * 2
    assert len(tried) == 2


def test_a_transient_failure_puts_a_batch_off_for_longer_each_time(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted = library.accept(ann, *files(2))
    monkeypatch.setattr(database, "observer", lambda event: _raise(TooSlowError()) if event == "uploads.set_hashes" else None)
    delays = []
    for _ in range(4):
        assert run_stage(library.room, accepted.root_id, "hash") is Outcome.PUT_OFF
        delays.append(library.value("SELECT extract(epoch FROM not_before - updated_at)::int FROM batches"))
        assert run_stage(library.room, accepted.root_id, "hash") is Outcome.SUPERSEDED  # not its time
        library.database.execute("UPDATE batches SET not_before = NOW()")
    assert delays == [1, 2, 4, 8]
    monkeypatch.setattr(database, "observer", None)
    library.finish()
    assert statuses(library.uploads(accepted)) == [COMPLETED] * 2
    assert library.value("SELECT attempts FROM batches") == 0


@pytest.mark.parametrize(("error", "status"), [(TooSlowError(), "failed"), (DatabaseAwayError(), "processing")])
def test_work_waits_for_servers_for_ever_but_not_for_anything_else(
    library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch, error: Exception, status: str
) -> None:
    accepted = library.accept(ann, *files(1))
    library.to("insert", accepted)
    monkeypatch.setattr(database, "observer", lambda event: _raise(error) if event == "scripts.insert" else None)
    for _ in range(runner.MOST_ATTEMPTS):
        run_stage(library.room, accepted.root_id, "insert")
        library.database.execute("UPDATE batches SET not_before = NOW()")
    (upload,) = library.uploads(accepted)
    assert upload["status"] == status
    assert upload["error_code"] == (error.code if status == "failed" else None)  # type: ignore[attr-defined]


def test_a_database_that_goes_away_and_stays_away_leaves_the_batch_as_it_is(
    library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = library.accept(ann, *files(1))
    monkeypatch.setattr(database, "observer", lambda event: _raise(DatabaseAwayError()) if event != "uploads.contents" else None)
    with pytest.raises(DatabaseAwayError):
        run_stage(library.room, accepted.root_id, "hash")
    monkeypatch.setattr(database, "observer", None)
    library.finish()
    assert statuses(library.uploads(accepted)) == [COMPLETED]


def _raise(error: BaseException) -> None:
    raise error


def test_memory_that_is_not_there_counts_as_a_death(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "analyse", raise_on(b"number 1", MemoryError(), report.analyse))
    uploads = library.upload(ann, *files(4))
    assert [upload["status"] for upload in uploads] == ["completed", "failed", "completed", "completed"]
    assert uploads[1]["error_code"] == "quarantined"
    (row,) = library.rows("SELECT * FROM quarantine")
    assert (row["upload_id"], row["stage"]) == (uploads[1]["id"], "analyze")
    assert "memory" in row["reason"]
    assert library.value("SELECT count(*) FROM stage_runs WHERE outcome = 'died'") == trouble.DEATHS_TOGETHER + trouble.DEATHS_ALONE


def kill(library: Library, batch_id: UUID, stage: str, on: UUID | None = None) -> None:
    """A process dies while it runs a stage, working on a script or not."""
    runner.begin(library.room, batch_id, stage)
    library.room.spot.clear()
    if on is not None:
        with pytest.raises(RuntimeError), library.room.spot.on(on):
            raise RuntimeError
    die(library.room, batch_id, stage, library.room.worker, DEATH)


def sizes(library: Library) -> list[int]:
    return [row["n"] for row in library.rows("SELECT count(*) AS n FROM uploads GROUP BY batch_id ORDER BY min(seq)")]


def test_two_deaths_split_a_batch_and_the_first_does_not(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, *files(5))
    batch_id = library.to("analyze", accepted)
    kill(library, batch_id, "analyze")
    assert sizes(library) == [5]
    kill(library, batch_id, "analyze")
    assert sizes(library) == [2, 3]
    assert {row["stage"] for row in library.rows("SELECT stage FROM batches")} == {"analyze"}
    assert {row["deaths"] for row in library.rows("SELECT deaths FROM batches")} == {0}
    library.drain()
    assert statuses(library.uploads(accepted)) == [COMPLETED] * 5


def test_a_script_that_was_being_worked_on_goes_on_alone_and_is_innocent_until_three_deaths(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, *files(5))
    batch_id = library.to("analyze", accepted)
    suspect = accepted.upload_ids[3]
    kill(library, batch_id, "analyze", on=suspect)
    kill(library, batch_id, "analyze", on=suspect)
    assert sizes(library) == [4, 1]
    alone = library.value("SELECT batch_id FROM uploads WHERE id = %s", suspect)
    kill(library, alone, "analyze")
    kill(library, alone, "analyze")
    assert library.rows("SELECT upload_id FROM quarantine") == []
    library.drain()
    assert statuses(library.uploads(accepted)) == [COMPLETED] * 5


def test_three_deaths_alone_are_the_quarantine(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, *files(1))
    batch_id = library.to("version", accepted)
    for _ in range(3):
        assert library.rows("SELECT upload_id FROM quarantine") == []
        kill(library, batch_id, "version")
    (row,) = library.rows("SELECT * FROM quarantine")
    assert (row["upload_id"], row["stage"], row["reason"], row["log"]) == (accepted.upload_ids[0], "version", "It crashed.", "evidence")
    (upload,) = library.uploads(accepted)
    assert (upload["status"], upload["error_code"]) == ("failed", "quarantined")
    assert library.value("SELECT stage FROM batches") == "done"
    assert library.value("SELECT count(*) FROM upload_contents") == 1  # for who looks why


def test_a_stage_that_was_got_through_makes_deaths_forgotten(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, *files(1))
    batch_id = accepted.root_id
    for stage in ("hash", "dedupe", "insert", "version"):
        kill(library, batch_id, stage)
        kill(library, batch_id, stage)
        assert run_stage(library.room, batch_id, stage) is Outcome.DONE
    library.finish()
    assert statuses(library.uploads(accepted)) == [COMPLETED]


def test_a_death_after_the_commit_changes_nothing(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, *files(2))
    library.to("dedupe", accepted)
    for _ in range(4):
        die(library.room, accepted.root_id, "hash", library.room.worker, DEATH)
    assert sizes(library) == [2]
    assert library.value("SELECT deaths FROM batches") == 0


def test_restarts_do_not_count_but_for_ten_in_a_row(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, *files(1))
    for number in range(1, 31):
        runner.begin(library.room, accepted.root_id, "hash")
        lose(library.room, accepted.root_id, "hash", library.room.worker, DEATH)
        if number < trouble.LOST_IS_DEATH:
            assert library.value("SELECT deaths FROM batches") == 0
    (upload,) = library.uploads(accepted)
    assert (upload["status"], upload["error_code"]) == ("failed", "quarantined")


def test_what_is_stored_of_a_failure_names_no_content(library: Library, ann: Viewer) -> None:
    library.database.execute("ALTER TABLE scripts ADD CONSTRAINT planted CHECK (content NOT LIKE '%%secret%%')")
    (upload,) = library.upload(ann, script("$password = 'secret-4711'"))
    assert upload["status"] == "failed"
    told = str(upload["error_message"]) + str(library.rows("SELECT detail FROM stage_runs"))
    assert not re.search("secret-4711", told)
