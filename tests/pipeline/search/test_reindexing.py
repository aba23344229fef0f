"""Scripts are found by what they say now, also when their title changes or a newer release reads them otherwise."""

from collections.abc import Iterator

import pytest

from pipeline.config import Settings
from pipeline.embedding import digest
from pipeline.embedding.provider import open_provider
from pipeline.library.editing import Change, update
from pipeline.library.lists import Filters
from pipeline.search import indexing, reindexing
from pipeline.search.finding import search
from pipeline.search.reindexing import Reindexing
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script


@pytest.fixture
def work(library: Library, ann: Viewer, settings: Settings) -> Iterator[Reindexing]:
    library.room.provider = open_provider(settings)
    library.upload(ann, script("Get-Date", "Spooler.ps1"), script("Get-Item C:\\", "Backup.ps1"))
    yield Reindexing()


def go_on(library: Library, work: Reindexing) -> int:
    entered = work.go_on(library.room, 0.0)
    library.drain()
    return entered


def found(library: Library, viewer: Viewer, text: str) -> list[tuple[str, bool, bool]]:
    """Titles, and whether words and vectors found them."""
    shown, _ = search(library.room.engine, library.room.settings, viewer, text, Filters(), "hybrid", 10)
    return [(each.script.title, "keyword" in each.hit.arms, "semantic" in each.hit.arms) for each in shown]


def test_nothing_is_done_where_nothing_changed(library: Library, work: Reindexing) -> None:
    assert go_on(library, work) == 0
    assert library.value("SELECT count(*) FROM batches WHERE again") == 0


def test_a_new_title_is_found_by_words_and_vectors(library: Library, ann: Viewer, work: Reindexing) -> None:
    script_id = library.value("SELECT id FROM scripts WHERE title = 'Spooler.ps1'")
    update(library.room.engine, ann, script_id, Change(fields={"title": "Printer", "description": "Empties the tray"}), largest=1000)
    assert found(library, ann, "printer tray") == []
    assert go_on(library, work) == 1
    assert found(library, ann, "printer tray") == [("Printer", True, True)]
    assert found(library, ann, "spooler") == []
    assert go_on(library, Reindexing()) == 0


def test_a_newer_digest_reads_every_script_again_once(library: Library, ann: Viewer, work: Reindexing, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = digest.VERSION + 1
    for module in (digest, indexing, reindexing):
        monkeypatch.setattr(module, "VERSION", newer)
    library.database.execute("DELETE FROM script_terms")
    assert found(library, ann, "spooler") == [("Spooler.ps1", False, True)]
    assert go_on(library, work) == 2
    assert found(library, ann, "spooler") == [("Spooler.ps1", True, True)]
    assert go_on(library, Reindexing()) == 0


def test_what_comes_to_nothing_is_not_tried_for_ever(library: Library, work: Reindexing, monkeypatch: pytest.MonkeyPatch) -> None:
    library.database.execute("UPDATE script_digests SET digest_version = 0")

    def fail(*_: object) -> None:
        raise ValueError("unreadable")

    monkeypatch.setattr("pipeline.embed.digest", fail)
    assert go_on(library, work) == 2
    assert go_on(library, Reindexing()) == 0
    assert library.value("SELECT count(*) FROM script_terms WHERE weight > 0") > 0


def test_uploads_that_came_in_go_first(library: Library, ann: Viewer, work: Reindexing) -> None:
    library.database.execute("UPDATE script_digests SET digest_version = 0")
    library.accept(ann, script("Get-Process", "c.ps1"), lane="bulk")
    assert work.go_on(library.room, 0.0) == 0
