"""What stands in quarantine gets another chance, or is given up."""

from uuid import UUID

import pytest

from pipeline.batch import Link
from pipeline.identifiers import uuid7
from pipeline.quarantine import NotInQuarantineError, drop, retry
from pipeline.trouble import DEATHS_ALONE, Death, die
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script, statuses

DEATH = Death("It crashed.", "where")


def in_quarantine(library: Library, ann: Viewer) -> UUID:
    library.upload(ann, script("one", "a.ps1"))
    accepted = library.accept(ann, script("changed", "a.ps1"))
    batch_id = library.to("analyze", accepted)
    for _ in range(DEATHS_ALONE):
        die(library.room, batch_id, "analyze", "test", DEATH)
    assert library.value("SELECT error_code FROM uploads WHERE id = %s", accepted.upload_ids[0]) == "quarantined"
    return accepted.upload_ids[0]


def test_another_chance_carries_it_to_its_end(library: Library, ann: Viewer) -> None:
    upload_id = in_quarantine(library, ann)
    link = retry(library.room.engine, upload_id)
    assert isinstance(link, Link)
    library.room.queues.push([link])
    library.drain()
    assert statuses(library.rows("SELECT * FROM uploads WHERE id = %s", upload_id)) == [("completed", "changed")]
    assert library.value("SELECT count(*) FROM quarantine") == 0
    assert library.contents() == [("changed", 2, ["one", "changed"])]
    assert library.value("SELECT script_version FROM script_analysis") == 2
    assert library.value("SELECT array_agg(action) FROM audit_log WHERE action LIKE 'quarantine.%%'") == ["quarantine.retry"]


def test_what_has_no_version_yet_begins_anew(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script("one", "a.ps1"))
    for _ in range(DEATHS_ALONE):
        die(library.room, accepted.root_id, "hash", "test", DEATH)
    library.room.queues.push([retry(library.room.engine, accepted.upload_ids[0])])
    library.drain()
    assert statuses(library.uploads(accepted)) == [("completed", "new")]


def test_given_up_its_bytes_go_and_it_stays_failed(library: Library, ann: Viewer) -> None:
    upload_id = in_quarantine(library, ann)
    drop(library.room.engine, upload_id)
    assert library.value("SELECT status FROM uploads WHERE id = %s", upload_id) == "failed"
    assert library.value("SELECT count(*) FROM upload_contents") == 0
    for again in (retry, drop):
        with pytest.raises(NotInQuarantineError):
            again(library.room.engine, upload_id)


def test_what_never_was_there_is_told(library: Library) -> None:
    with pytest.raises(NotInQuarantineError):
        retry(library.room.engine, uuid7())
