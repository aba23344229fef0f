"""Every stage may run twice, at the same time too, or be killed between any two statements, and the outcome is the same."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from db import engine as database
from pipeline.runner import Outcome, run_stage
from pipeline.stages import NAMES
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script

TABLES = {
    "scripts": "title, description, content, user_id, category_id, version, is_public, file_hash, sha256, size, kind, encoding, raw, "
    "embedding_unknown FROM scripts",
    "script_versions": "content, version, user_id, commit_message, sha256, size, encoding, raw FROM script_versions",
    "script_analysis": "content, script_version, security_score, code_complexity_metrics, analysis_version, unknown "
    "FROM script_analysis JOIN scripts ON scripts.id = script_id",
    "version_analyses": "sha256, analysis_version, result FROM version_analyses JOIN script_versions ON script_versions.id = script_version_id",
    "script_sources": "source_path, content FROM script_sources JOIN scripts ON scripts.id = script_id",
    "script_tags": "content, name FROM script_tags JOIN scripts ON scripts.id = script_id JOIN tags ON tags.id = tag_id",
    "uploads": "filename, uploads.file_hash, status, outcome, uploads.version, error_code, notes, content "
    "FROM uploads LEFT JOIN scripts ON scripts.id = script_id",
    "upload_contents": "content FROM upload_contents",
    "batches": "user_id, lane, stage FROM batches",
}


class Killed(BaseException):
    """As if the process had ended here: nothing that it would still have done is done."""


@pytest.fixture
def observe(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str], None] | None], None]:
    return lambda observer: monkeypatch.setattr(database, "observer", observer)


def snapshot(library: Library) -> dict[str, list[str]]:
    """All that was made, without times and numbers."""
    return {table: sorted(str(tuple(row.values())) for row in library.rows(f"SELECT {columns}")) for table, columns in TABLES.items()}


def begin_anew(library: Library, ann: Viewer) -> Iterator[str]:
    """A request with something new, something changed, something equal, and odd bytes. Yields its batch's stages one after another."""
    library.database.execute("TRUNCATE batches, scripts, tags CASCADE")
    library.upload(ann, script("one", "a.ps1"), script("two", "b.ps1"))
    accepted = library.accept(
        ann, script("changed", "a.ps1"), script("two", "b.ps1"), script("new", "c.ps1"), script("new", "d.ps1"), script(b"\xff\xfea\0\0\0", "e.ps1"),
        tags=["x"], description="d",
    )  # fmt: skip
    for stage in NAMES:
        yield stage
        assert run_stage(library.room, accepted.root_id, stage) in (Outcome.DONE, Outcome.SUPERSEDED)


def undisturbed(library: Library, ann: Viewer) -> dict[str, list[str]]:
    for _stage in begin_anew(library, ann):
        pass
    return snapshot(library)


def batch_of(library: Library) -> str:
    return str(library.value("SELECT id FROM batches WHERE finished_at IS NULL"))


@pytest.mark.parametrize("stage", NAMES)
def test_a_stage_that_runs_again_changes_nothing(library: Library, ann: Viewer, stage: str) -> None:
    expected = undisturbed(library, ann)
    for current in begin_anew(library, ann):
        batch_id = library.value("SELECT id FROM batches WHERE finished_at IS NULL")
        if current == stage:
            assert run_stage(library.room, batch_id, stage) is Outcome.DONE
            after = snapshot(library)
            assert run_stage(library.room, batch_id, stage) is Outcome.SUPERSEDED
            assert snapshot(library) == after
    assert snapshot(library) == expected


@pytest.mark.parametrize("stage", NAMES)
def test_a_stage_killed_before_any_statement_is_done_the_next_time(
    library: Library, ann: Viewer, stage: str, observe: Callable[[Callable[[str], None] | None], None]
) -> None:
    expected = undisturbed(library, ann)
    points: list[str] = []
    for current in begin_anew(library, ann):
        if current != stage:
            continue
        batch_id = library.value("SELECT id FROM batches WHERE finished_at IS NULL")
        for number in range(100):
            seen: list[str] = []
            observe(partial(_kill_at, number, seen))
            before = snapshot(library)
            try:
                run_stage(library.room, batch_id, stage)
            except Killed:
                after = snapshot(library)
                assert after == before or seen[-1] == "committed"
            else:
                break
            finally:
                observe(None)
            points.append(seen[-1])
        assert "commit" in points
        assert "batches.advance" in points
    library.finish()
    assert snapshot(library) == expected


def _kill_at(number: int, seen: list[str], event: str) -> None:
    seen.append(event)
    if len(seen) > number:
        raise Killed


@pytest.mark.parametrize("stage", NAMES)
def test_of_two_workers_with_the_same_batch_one_does_the_work(library: Library, ann: Viewer, stage: str) -> None:
    expected = undisturbed(library, ann)
    for current in begin_anew(library, ann):
        if current == stage:
            batch_id = library.value("SELECT id FROM batches WHERE finished_at IS NULL")
            with ThreadPoolExecutor(4) as pool:
                outcomes = list(pool.map(lambda _: run_stage(library.room, batch_id, stage), range(4)))  # noqa: B023 used within this turn
            assert sorted(outcomes) == [Outcome.DONE, *[Outcome.SUPERSEDED] * 3]
    assert snapshot(library) == expected
