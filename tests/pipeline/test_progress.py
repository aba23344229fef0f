"""How far it is, and for whose eyes."""

from uuid import UUID, uuid4

import pytest

from pipeline.cancelling import cancel
from pipeline.progress import NoSuchBatchError, NoSuchUploadError, batch_progress, batches_of, upload_progress, uploads_of, wait_for_batch
from pipeline.stages import NAMES
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script


def test_an_upload_moves_from_stage_to_stage(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script("one", "folder/a.ps1"))
    seen = []
    for _ in NAMES:
        found = upload_progress(library.room.engine, ann, accepted.upload_ids[0])
        seen.append((found.status, found.stage, found.progress))
        library.step(accepted.root_id)
    assert seen[:3] == [("queued", "hash", 0), ("processing", "dedupe", 14), ("processing", "insert", 28)]
    found = upload_progress(library.room.engine, ann, accepted.upload_ids[0])
    assert (found.status, found.stage, found.progress, found.ended) == ("completed", "done", 100, True)
    assert (found.batch_id, found.filename, found.outcome, found.version) == (accepted.root_id, "a.ps1", "new", 1)
    assert found.script_id == library.value("SELECT id FROM scripts")
    assert found.embedding_unknown["code"] == "no_provider"


def test_an_upload_is_shown_to_its_owner_and_administrators(library: Library, ann: Viewer, bob: Viewer, root: Viewer) -> None:
    accepted = library.accept(ann, script("one"))
    assert upload_progress(library.room.engine, root, accepted.upload_ids[0]).status == "queued"
    for viewer in (bob, Viewer()):
        with pytest.raises(NoSuchUploadError):
            upload_progress(library.room.engine, viewer, accepted.upload_ids[0])
        with pytest.raises(NoSuchBatchError):
            batch_progress(library.room.engine, viewer, accepted.root_id)
        with pytest.raises(NoSuchBatchError):
            cancel(library.room.engine, viewer, accepted.root_id)
        assert uploads_of(library.room.engine, viewer, accepted.root_id) == []
        assert batches_of(library.room.engine, viewer) == []
    with pytest.raises(NoSuchUploadError):
        upload_progress(library.room.engine, ann, uuid4())


def test_a_duplicate_of_a_script_that_became_private_is_not_told(library: Library, ann: Viewer, bob: Viewer) -> None:
    (public,) = library.upload(ann, script("one"), is_public=True)
    (upload,) = library.upload(bob, script("one"))
    found = upload_progress(library.room.engine, bob, upload["id"])
    assert (found.status, found.duplicate_of, found.script_id) == ("duplicate", public["script_id"], public["script_id"])
    library.database.execute("UPDATE scripts SET is_public = false")
    found = upload_progress(library.room.engine, bob, upload["id"])
    assert (found.status, found.duplicate_of, found.script_id, found.version) == ("duplicate", None, None, None)


def test_a_request_is_summed_up_over_all_batches_that_it_was_split_into(library: Library, ann: Viewer) -> None:
    library.upload(ann, script("old", "old.ps1"))
    accepted = library.accept(ann, script("one", "a.ps1"), script("two", "a.ps1"), script("old", "old.ps1"))
    found = batch_progress(library.room.engine, ann, accepted.root_id)
    assert (found.by_status, found.by_stage, found.percent, found.rate, found.seconds_left, found.is_done) == (
        {"queued": 3}, {"hash": 3}, 0.0, None, None, False,
    )  # fmt: skip
    library.to("insert", accepted)
    found = batch_progress(library.room.engine, ann, accepted.root_id)
    assert (found.by_status, found.by_stage) == ({"processing": 2, "duplicate": 1}, {"insert": 1, "dedupe": 1})
    assert found.percent == round(100 * (2 / 7 + 1 / 7 + 1) / 3, 1)
    assert found.rate
    assert found.seconds_left
    library.finish()
    found = batch_progress(library.room.engine, ann, accepted.root_id)
    assert (found.uploads, found.ended, found.percent, found.seconds_left, found.is_done) == (3, 3, 100.0, 0.0, True)
    assert [each.outcome for each in uploads_of(library.room.engine, ann, accepted.root_id)] == ["new", "changed", "unchanged"]
    assert [each.outcome for each in uploads_of(library.room.engine, ann, accepted.root_id, limit=1, offset=1)] == ["changed"]


def test_waiting_ends_with_the_request_or_the_time(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script("one"))
    assert not wait_for_batch(library.room.engine, ann, accepted.root_id, 0.01).is_done
    library.finish()
    assert wait_for_batch(library.room.engine, ann, accepted.root_id, 600).is_done


def test_requests_are_listed_the_newest_first(library: Library, ann: Viewer, bob: Viewer, root: Viewer) -> None:
    requests = [library.accept(ann, script(str(number))).root_id for number in range(3)]
    library.accept(bob, script("his"))
    assert [each.id for each in batches_of(library.room.engine, ann)] == requests[::-1]
    assert [each.id for each in batches_of(library.room.engine, ann, before=requests[1])] == [requests[0]]
    assert [each.id for each in batches_of(library.room.engine, ann, limit=1)] == [requests[2]]
    assert (len(batches_of(library.room.engine, root)), len(batches_of(library.room.engine, root, everybody=True))) == (0, 4)
    assert len(batches_of(library.room.engine, ann, everybody=True)) == 3


def test_what_has_not_begun_is_cancelled(library: Library, ann: Viewer) -> None:
    begun = library.accept(ann, script("one"))
    library.step(begun.root_id)
    waiting = library.accept(ann, script("two"), script("three"), root_id=begun.root_id)
    other = library.accept(ann, script("four"))
    assert cancel(library.room.engine, ann, begun.root_id) == 2
    assert cancel(library.room.engine, ann, begun.root_id) == 0
    assert [(each["status"], each["error_code"]) for each in _found(library, waiting.upload_ids)] == [("failed", "cancelled")] * 2
    library.finish()
    assert [each["status"] for each in _found(library, [*begun.upload_ids, *other.upload_ids])] == ["completed"] * 2
    assert batch_progress(library.room.engine, ann, begun.root_id).by_status == {"completed": 1, "failed": 2}


def test_who_waits_for_a_cancelled_upload_goes_on(library: Library, ann: Viewer) -> None:
    first, second = library.accept(ann, script("one", "a.ps1")), library.accept(ann, script("two", "a.ps1"))
    library.step(second.root_id)
    library.step(second.root_id)
    cancel(library.room.engine, ann, first.root_id)
    library.finish()
    assert [each["outcome"] for each in _found(library, second.upload_ids)] == ["new"]


def _found(library: Library, ids: tuple[UUID, ...] | list[UUID]) -> list[dict[str, object]]:
    return library.rows("SELECT * FROM uploads WHERE id = ANY(%s) ORDER BY seq", list(ids))
