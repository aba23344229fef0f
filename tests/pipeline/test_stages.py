"""What single stages store."""

import hashlib
from collections.abc import Sequence
from typing import Any

import pytest

from pipeline import room
from pipeline.analysis import report
from pipeline.config import Settings
from pipeline.embedding.keeping import as_text
from pipeline.embedding.model import DIMENSIONS
from pipeline.embedding.provider import Embeddable, Model, Unavailable
from pipeline.errors import TransientError
from pipeline.stages import NAMES, STAGES, next_stage
from pipeline.texts import bytes_of
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script, statuses

ODD = [
    b"plain", b"\xef\xbb\xbfmark", "\ufeffwide \u00e9".encode("utf-16-le"), "\ufeffwide".encode("utf-16-be"), "\ufeffwider".encode("utf-32-le"),
    b"nul\0nul", b"latin \xe9", b"cr\rcr\r", b"\xff\xfeodd", b"\xed\xa0\x80", b"a\r\nb\n\n", "\ufffd\u2028\u0085".encode(), b"\\x00 \\N \\.",
    b"%s %(x)s",
]  # fmt: skip


def test_the_stages_are_the_data_flow() -> None:
    assert NAMES == ("hash", "dedupe", "insert", "version", "analyze", "embed", "cache")
    assert [next_stage(stage.name) for stage in STAGES] == [*NAMES[1:], "done"]


def test_every_byte_comes_back_from_scripts_and_versions(library: Library, ann: Viewer) -> None:
    uploads = library.upload(ann, *(script(content, f"{number}.ps1") for number, content in enumerate(ODD)))
    changed = library.upload(ann, *(script(content + b"\n# x", f"{number}.ps1") for number, content in enumerate(ODD)))
    for upload, change, content in zip(uploads, changed, ODD, strict=True):
        assert statuses([upload, change]) == [("completed", "new"), ("completed", "changed")]
        rows = library.rows(
            "SELECT content, encoding, raw, sha256, size FROM script_versions WHERE script_id = %s ORDER BY version", upload["script_id"]
        )
        rows += library.rows("SELECT content, encoding, raw, sha256, size FROM scripts WHERE id = %s", upload["script_id"])
        assert [bytes_of(row["content"], row["encoding"], row["raw"]) for row in rows] == [content, *[content + b"\n# x"] * 2]
        assert [(row["sha256"], row["size"]) for row in rows[:1]] == [(hashlib.sha256(content).digest(), len(content))]
        assert upload["file_hash"] == hashlib.md5(content, usedforsecurity=False).hexdigest()


def test_every_column_of_an_analysis_is_written_or_its_reason_is(library: Library, ann: Viewer) -> None:
    for upload in library.upload(ann, script("Get-Date"), script("text", name="x.txt"), script("<x/>", name="x.ps1xml")):
        (row,) = library.rows("SELECT * FROM script_analysis WHERE script_id = %s", upload["script_id"])
        values = {field: row[field] for field in report.FIELDS}
        assert {field for field, value in values.items() if value is None} == set(row["unknown"])
        assert all(reason["code"] and reason["message"] for reason in row["unknown"].values())
        kept = library.value(
            "SELECT result FROM version_analyses JOIN script_versions v ON v.id = script_version_id WHERE script_id = %s", upload["script_id"]
        )
        assert kept == values | {"analysis_version": row["analysis_version"], "unknown": row["unknown"]}


def test_scores_of_what_is_no_powershell_are_unknown(library: Library, ann: Viewer) -> None:
    library.upload(ann, script("text", name="x.txt"))
    assert library.value("SELECT unknown -> 'security_score' ->> 'code' FROM script_analysis") == "not_powershell"
    assert library.value("SELECT security_score FROM script_analysis") is None


def test_an_analysis_that_was_not_wanted_is_not_made(library: Library, ann: Viewer) -> None:
    (upload,) = library.upload(ann, script("x"), analysis=False)
    assert upload["status"] == "completed"
    assert upload["notes"]["analyze"]["code"] == "not_wanted"
    assert library.rows("SELECT id FROM script_analysis") == []


def test_an_analysis_that_comes_late_does_not_hide_a_newer_one(library: Library, ann: Viewer) -> None:
    first = library.accept(ann, script("one", "a.ps1"))
    library.to("analyze", first)
    library.upload(ann, script("two", "a.ps1"))
    assert library.value("SELECT script_version FROM script_analysis") == 2
    library.finish()
    assert library.value("SELECT script_version FROM script_analysis") == 2
    assert library.value("SELECT count(*) FROM version_analyses") == 2


class Sizes:
    """Vectors of one number, the length; what it does for a text that is a key here is told by the value."""

    def __init__(self, model_id: str = "sizes:1", **answers: Any) -> None:
        self.model = Model(model_id, "sizes", "sizes", "0" * 8, 1, 1)
        self.answers = answers

    def embed(self, scripts: Sequence[Embeddable]) -> list[Sequence[float] | Unavailable]:
        if "all" in self.answers:
            raise self.answers["all"]
        return [self.answers.get(each.text, [float(len(each.text))]) for each in scripts]


def vectors(library: Library, table: str = "script_embeddings") -> dict[str, float]:
    rows = library.rows(f"SELECT content, embedding::text AS vector FROM {table} JOIN scripts ON scripts.id = script_id")
    return {row["content"]: float(row["vector"][1:].split(",")[0]) for row in rows}


def reasons(library: Library) -> dict[str, str]:
    rows = library.rows("SELECT content, embedding_unknown ->> 'code' AS code FROM scripts WHERE embedding_unknown IS NOT NULL")
    return {row["content"]: row["code"] for row in rows}


def test_without_a_provider_there_is_no_vector_and_a_reason(library: Library, ann: Viewer) -> None:
    (upload,) = library.upload(ann, script("one"))
    assert upload["status"] == "completed"
    assert (vectors(library), reasons(library)) == ({}, {"one": "no_provider"})


def test_vectors_are_stored_of_what_has_one(library: Library, ann: Viewer) -> None:
    library.room.provider = Sizes(four=Unavailable("empty", "Nothing to say."), sixsix=[float("nan")], seven=[1.0, 2.0])
    library.upload(ann, *(script(text, f"{text}.ps1") for text in ("one", "four", "three", "sixsix", "seven")))
    assert vectors(library) == {"one": 3.0, "three": 5.0}
    assert reasons(library) == {"four": "empty", "sixsix": "provider_confused", "seven": "provider_confused"}
    library.upload(ann, script("longer", "one.ps1"), script("four", "three.ps1"))
    assert vectors(library) == {"longer": 6.0, "three": 5.0}


@pytest.mark.parametrize(("error", "code"), [(TransientError("away"), "transient_error"), (ValueError("odd"), "provider_failed")])
def test_a_provider_that_fails_holds_nothing_up(library: Library, ann: Viewer, error: Exception, code: str) -> None:
    library.room.provider = Sizes()
    library.upload(ann, script("one", "a.ps1"))
    library.room.provider = Sizes(all=error)
    (upload,) = library.upload(ann, script("other", "a.ps1"))
    assert upload["status"] == "completed"
    assert (vectors(library), reasons(library)) == ({}, {"other": code})


def test_vectors_of_another_model_wait_beside_those_that_answer(library: Library, ann: Viewer) -> None:
    library.room.provider = Sizes()
    library.upload(ann, script("one"))
    library.room.provider = Sizes("sizes:2")
    library.upload(ann, script("three"))
    assert (vectors(library), vectors(library, "embedding_candidates")) == ({"one": 3.0}, {"three": 5.0})
    assert reasons(library) == {"three": "model_building"}


def test_vectors_are_filled_up_with_zeros() -> None:
    assert as_text([0.5, 1 / 3]) == "[0.5,0.3333333" + ",0" * (DIMENSIONS - 2) + "]"


def test_a_provider_that_cannot_be_opened_holds_nothing_up(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_settings: Settings) -> Sizes:
        raise FileNotFoundError("no such table")

    monkeypatch.setattr(room, "open_provider", broken)
    opened = room.Room.furnish(library.room.settings, library.room.engine, "test")
    opened.close()
    library.room.provider = opened.provider
    (upload,) = library.upload(ann, script("one"))
    assert (upload["status"], reasons(library)) == ("completed", {"one": "provider_failed"})
