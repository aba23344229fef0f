"""What was accepted is committed."""

from pathlib import Path

import pytest
import redis

from pipeline import accept as accepting
from pipeline.accept import NoSuchCategoryError, NoSuchScriptError, storable
from pipeline.files import PathTooLongError
from pipeline.queues import Queues
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script


def test_what_was_wished_is_kept_with_the_bytes_in_the_order_of_the_files(library: Library, ann: Viewer) -> None:
    category = library.value("SELECT id FROM categories ORDER BY id LIMIT 1")
    wishes = {"description": "d\0\\N\t\n", "category_id": category, "tags": ["b", " a ", "", "b\0"], "is_public": True, "analysis": False}
    files = [script(bytes([number, 0, 255]), f"\udcff{number}.ps1", title="\\.", commit_message="m\n") for number in range(3)]
    accepted = library.accept(ann, *files, **wishes)
    uploads = library.uploads(accepted)
    assert [upload["source_path"] for upload in uploads] == [f"\\udcff{number}.ps1" for number in range(3)]
    assert [upload["seq"] for upload in uploads] == sorted(upload["seq"] for upload in uploads)
    first = uploads[0]
    assert (first["description"], first["category_id"], first["is_public"]) == ("d\ufffd\\N\t\n", category, True)
    assert first["tags"] == ["a", "b", "b\ufffd"]
    assert (first["title"], first["commit_message"], first["wants_analysis"], first["size"], first["status"]) == ("\\.", "m\n", False, 3, "queued")
    contents = [row["content"] for row in library.rows("SELECT content FROM upload_contents JOIN uploads ON id = upload_id ORDER BY seq")]
    assert contents == [bytes([number, 0, 255]) for number in range(3)]


def test_what_was_not_said_is_null(library: Library, ann: Viewer) -> None:
    (upload,) = library.uploads(library.accept(ann, script("x")))
    said = {"source_path", "target_script_id", "title", "description", "category_id", "tags", "is_public", "commit_message"}
    assert {upload[name] for name in said} == {None}
    assert upload["wants_analysis"]


def test_a_large_request_is_several_batches_that_a_client_knows_as_one(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accepting, "BATCH_FILES", 3)
    monkeypatch.setattr(accepting, "BATCH_BYTES", 10)
    texts = ["a", "b", "c", "d", "e" * 9, "f" * 9, "g" * 20, "h"]
    accepted = library.accept(ann, *(script(text) for text in texts))
    sizes = [library.value("SELECT count(*) FROM uploads WHERE batch_id = %s", link.batch_id) for link in accepted.links]
    assert sizes == [3, 2, 1, 1, 1]
    assert {row["root_id"] for row in library.rows("SELECT root_id FROM batches")} == {accepted.root_id}
    more = library.accept(ann, script("i"), root_id=accepted.root_id)
    assert more.root_id == accepted.root_id
    library.finish()
    assert library.value("SELECT count(*) FROM uploads WHERE root_batch_id = %s AND status = 'completed'", accepted.root_id) == 9


def test_few_files_overtake_many(library: Library, ann: Viewer) -> None:
    few, many = library.accept(ann, script("x")), library.accept(ann, *(script(str(number)) for number in range(21)))
    assert (few.links[0].lane, many.links[0].lane) == ("interactive", "bulk")


def test_redis_may_be_down(library: Library, ann: Viewer, tmp_path: Path) -> None:
    nowhere = Queues(f"unix://{tmp_path}/redis.sock", 0.5)
    accepted = library.accept(ann, script("x"))
    assert not nowhere.push(accepted.links)
    assert not nowhere.push(accepted.links)  # without trying, for a while
    assert nowhere.carried() is None
    assert nowhere.depths() is None
    assert not nowhere.answers()
    nowhere.close()
    library.finish()
    assert library.uploads(accepted)[0]["status"] == "completed"
    with pytest.raises(redis.RedisError):
        nowhere.pass_on("x", 1)


@pytest.mark.parametrize("number", [1, 2])
def test_nothing_is_kept_of_a_request_that_is_refused(library: Library, ann: Viewer, bob: Viewer, number: int) -> None:
    (public,) = library.upload(bob, script("his"), is_public=True)
    good = [script(f"good {each}") for each in range(number - 1)]
    with pytest.raises(NoSuchScriptError):
        library.accept(ann, *good, script("x", script_id=public["script_id"]))
    with pytest.raises(NoSuchScriptError):
        library.accept(ann, *good, script("x", script_id=2**31 - 1))
    with pytest.raises(NoSuchCategoryError):
        library.accept(ann, *good, script("x"), category_id=2**31 - 1)
    with pytest.raises(PathTooLongError):
        library.accept(ann, *good, script("x", "\u00e9" * 1001, name="x.ps1"))
    assert library.value("SELECT count(*) FROM uploads WHERE user_id = %s", ann.user_id) == 0
    assert library.value("SELECT count(*) FROM batches WHERE user_id = %s", ann.user_id) == 0


def test_texts_that_postgresql_cannot_hold_are_spelled_out() -> None:
    assert storable("a\0\udc80\ud800\U0001f600") == "a\ufffd\\udc80\\ud800\U0001f600"
    assert storable(None) is None
