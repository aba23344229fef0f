from typing import Any

import pytest

from db.engine import Engine, reading
from tests.web.conftest import Person
from tests.web.multipart import multipart

ASYNC = "/api/scripts/upload/async"


def upload(person: Person, *files: tuple[str, bytes], headers: dict[str, str] | None = None, path: str = ASYNC, **fields: Any) -> Any:
    return person.post(path, headers=headers or {}, **multipart(files, fields))


def rows(engine: Engine, sql: str) -> list[tuple[Any, ...]]:
    with reading(engine) as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


def test_what_is_accepted_is_committed_with_its_bytes_and_wishes(ada: Person, engine: Engine) -> None:
    content = b"\xef\xbb\xbfGet-Date\r\n\0\xff"
    answer = upload(
        ada,
        ("a b.ps1", content),
        ("b.psm1", b"function f {}"),
        title=["One", "Two"],
        tags=["x, y", "z"],
        categoryId="3",
        is_public="true",
        source_path=["d/a.ps1", "d/b.psm1"],
    )
    assert answer.status_code == 202
    body = answer.get_json()
    assert [each["status"] for each in body["uploads"]] == ["queued", "queued"]
    assert body["uploads"][0]["statusUrl"] == f"/api/scripts/upload/status/{body['uploads'][0]['uploadId']}"
    found = rows(engine, "SELECT filename, kind, title, tags, category_id, is_public, source_path, root_batch_id::text FROM uploads ORDER BY seq")
    assert found == [
        ("a b.ps1", "ps1", "One", ["x", "y", "z"], 3, True, "d/a.ps1", body["batchId"]),
        ("b.psm1", "psm1", "Two", ["x", "y", "z"], 3, True, "d/b.psm1", body["batchId"]),
    ]
    assert rows(engine, "SELECT content FROM upload_contents JOIN uploads ON id = upload_id ORDER BY seq")[0] == (content,)


def test_refused_files_stand_beside_accepted_ones(ada: Person, engine: Engine) -> None:
    answer = upload(ada, ("a.ps1", b"1"), ("b.exe", b"1"), ("c.ps1", b""), ("d.ps1", b"x" * (10 * 1024 * 1024 + 1)), ("e.ps1", b"2"))
    assert answer.status_code == 202
    outcomes = [(each["filename"], each["status"], each.get("error", {}).get("code")) for each in answer.get_json()["uploads"]]
    assert outcomes == [
        ("a.ps1", "queued", None),
        ("b.exe", "refused", "wrong_kind"),
        ("c.ps1", "refused", "empty_file"),
        ("d.ps1", "refused", "file_too_large"),
        ("e.ps1", "queued", None),
    ]
    assert rows(engine, "SELECT count(*) FROM uploads") == [(2,)]


def test_file_101_and_on_are_refused(ada: Person) -> None:
    answer = upload(ada, *[(f"{number}.ps1", b"%d" % number) for number in range(103)])
    assert answer.status_code == 202
    outcomes = [each["status"] for each in answer.get_json()["uploads"]]
    assert outcomes == ["queued"] * 100 + ["refused"] * 3


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ([("a.exe", b"1")], 415),
        ([("a.ps1", b"")], 422),
        ([("a.ps1", b"\x7fELF" + bytes(range(32)) * 50)], 422),
        ([("a.ps1", b"x" * (10 * 1024 * 1024 + 1))], 413),
        ([("a.exe", b"1"), ("b.ps1", b"")], 422),
        ([], 422),
    ],
)
def test_nothing_accepted(ada: Person, engine: Engine, files: list[tuple[str, bytes]], status: int) -> None:
    answer = upload(ada, *files, title="x")
    assert answer.status_code == status
    assert answer.get_json()["error"] in ("nothing_accepted", "validation_failed")
    assert rows(engine, "SELECT count(*) FROM batches") == [(0,)]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"unknown": "1"}, 422),
        ({"category_id": "x"}, 422),
        ({"category_id": "-1"}, 422),
        ({"category_id": "99999999999"}, 422),
        ({"category_id": "4711"}, 404),
        ({"script_id": "4711"}, 404),
        ({"is_public": "perhaps"}, 422),
        ({"title": "a\0b"}, 422),
        ({"title": "x" * 300}, 422),
        ({"title": ["1", "2", "3"]}, 422),
        ({"source_path": "one for two"}, 422),
        ({"tags": ",".join(str(number) for number in range(10_000))}, 422),
        ({"description": "x" * 2_000_000}, 413),
    ],
)
def test_bad_fields_are_refused_and_nothing_is_stored(ada: Person, engine: Engine, fields: dict[str, Any], status: int) -> None:
    files = [("a.ps1", b"1")] if "script_id" in fields else [("a.ps1", b"1"), ("b.ps1", b"2")]
    answer = upload(ada, *files, **fields)
    assert answer.status_code == status
    assert {"error", "message", "requestId"} <= set(answer.get_json())
    assert rows(engine, "SELECT count(*) FROM batches") == [(0,)]


def test_names_are_cleaned(ada: Person, engine: Engine) -> None:
    names = ["../../etc/x.ps1", "C:\\dir\\y.PS1", 'q"uote.ps1', "n\new.ps1", "x" * 300 + ".ps1", "<b>.ps1"]
    answer = upload(ada, *[(name, b"%d" % number) for number, name in enumerate(names)])
    assert [each["status"] for each in answer.get_json()["uploads"]] == ["queued"] * len(names)
    assert rows(engine, "SELECT filename FROM uploads ORDER BY seq")[3] == ("n ew.ps1",)


def test_broken_bodies_and_other_types(ada: Person, nobody: Person, engine: Engine) -> None:
    kind = "multipart/form-data; boundary=b"
    for data, content_type, status in [
        (b"--b\r\nContent-Disposition: form-data; name=files; filename=a.ps1\r\n\r\nwithout end", kind, 400),
        (b"--b\r\n\r\n--b--", kind, 400),
        (b"x", "multipart/form-data", 400),
        (b"{}", "application/json", 415),
        (b"x", "", 415),
    ]:
        assert ada.post(ASYNC, data=data, content_type=content_type).status_code == status
    assert upload(nobody, ("a.ps1", b"1")).status_code == 401
    assert rows(engine, "SELECT count(*) FROM batches") == [(0,)]


def test_a_request_repeated_with_its_key_gets_the_first_answer(ada: Person, bob: Person, engine: Engine) -> None:
    key = {"Idempotency-Key": "k1"}
    first = upload(ada, ("a.ps1", b"1"), headers=key)
    again = upload(ada, ("a.ps1", b"1"), headers=key)
    assert (again.status_code, again.get_json()) == (202, first.get_json())
    assert upload(ada, ("a.ps1", b"2"), headers=key).status_code == 422
    assert upload(bob, ("a.ps1", b"2"), headers=key).status_code == 202
    assert upload(ada, ("a.ps1", b"2"), headers={"Idempotency-Key": "a b"}).status_code == 422
    assert rows(engine, "SELECT count(*) FROM uploads") == [(2,)]
