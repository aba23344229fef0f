"""What is kept for a while only."""

from pipeline.retention import forget
from pipeline.runner import run_stage
from pipeline.trouble import Death, die
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script


def test_requests_are_forgotten_when_their_last_batch_ended_long_ago(library: Library, ann: Viewer) -> None:
    old = library.accept(ann, script("one", "a.ps1"), script("two", "a.ps1"))
    library.finish()
    live = library.accept(ann, script("three", "a.ps1"))
    run_stage(library.room, live.root_id, "hash")
    assert forget(library.room.engine, 30) == 0
    library.database.execute("UPDATE batches SET finished_at = finished_at - INTERVAL '31 days' WHERE id = %s", (old.root_id,))
    assert forget(library.room.engine, 30) == 0  # a part of it ended just now
    library.database.execute("UPDATE batches SET finished_at = finished_at - INTERVAL '31 days' WHERE id <> %s", (old.root_id,))
    batches = library.value("SELECT count(*) FROM batches")
    assert forget(library.room.engine, 30) == batches - 1
    assert library.rows("SELECT root_batch_id FROM uploads") == [{"root_batch_id": live.root_id}]
    assert library.contents() == [("two", 2, ["one", "two"])]


def test_a_script_in_quarantine_is_not_forgotten(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script("one"))
    for _ in range(3):
        die(library.room, accepted.root_id, "hash", "test", Death("It crashed.", ""))
    library.database.execute("UPDATE batches SET finished_at = NOW() - INTERVAL '100 days'")
    assert forget(library.room.engine, 30) == 0
    assert len(library.rows("SELECT * FROM quarantine")) == 1
