from collections.abc import Callable
from uuid import uuid4

from tests.web.conftest import Person
from tests.web.multipart import multipart

ASYNC = "/api/scripts/upload/async"


def test_progress_of_uploads_and_of_their_request(ada: Person, bob: Person, root: Person, nobody: Person, work: Callable[[], None]) -> None:
    answer = ada.post(ASYNC, **multipart([("a.ps1", b"1"), ("b.ps1", b"1"), ("c.exe", b"")], {})).get_json()
    upload, batch = answer["uploads"][0]["statusUrl"], answer["statusUrl"]
    assert ada.get(upload).get_json()["status"] == "queued"
    before = ada.get(f"{batch}?wait=0.1").get_json()
    assert (before["total"], before["done"], before["byStatus"]) == (2, False, {"queued": 2})

    work()

    ended = ada.get(upload).get_json()
    assert (ended["status"], ended["progress"], ended["version"], ended["outcome"]) == ("completed", 100, 1, "new")
    after = ada.get(f"{batch}?wait=20").get_json()
    assert (after["percent"], after["done"], after["byStatus"]) == (100.0, True, {"completed": 1, "duplicate": 1})
    assert [each["status"] for each in after["uploads"]] == ["completed", "duplicate"]
    assert after["uploads"][1]["duplicateOf"] == ended["scriptId"]
    assert [each["batchId"] for each in ada.get("/api/batches").get_json()["batches"]] == [answer["batchId"]]

    for path in (upload, batch):
        missing = bob.get(path.rpartition("/")[0] + f"/{uuid4()}").get_json()
        assert bob.get(path).get_json() | {"requestId": ""} == missing | {"requestId": ""}
        assert (bob.get(path).status_code, nobody.get(path).status_code, root.get(path).status_code) == (404, 401, 200)
    assert bob.get("/api/batches").get_json()["batches"] == []
    assert root.get("/api/batches").get_json()["batches"] == []
    assert len(root.get("/api/batches?all=true").get_json()["batches"]) == 1
    assert bob.post(f"{batch}/cancel").status_code == 404


def test_what_has_not_begun_is_cancelled(ada: Person, work: Callable[[], None]) -> None:
    answer = ada.post(ASYNC, **multipart([("a.ps1", b"1"), ("b.ps1", b"2")], {})).get_json()
    assert ada.post(f"{answer['statusUrl']}/cancel").get_json()["cancelled"] == 2
    work()
    ended = ada.get(answer["statusUrl"]).get_json()
    assert ended["done"]
    assert {each["error"]["code"] for each in ended["uploads"]} == {"cancelled"}
    assert ada.get("/api/scripts").get_json()["total"] == 0


def test_pages_of_requests(ada: Person) -> None:
    made = [ada.post(ASYNC, **multipart([("a.ps1", b"%d" % number)], {})).get_json()["batchId"] for number in range(5)]
    first = ada.get("/api/batches?limit=3").get_json()
    second = ada.get(f"/api/batches?limit=3&cursor={first['nextCursor']}").get_json()
    assert [each["batchId"] for each in first["batches"] + second["batches"]] == made[::-1]
    assert second["nextCursor"] is None


def test_bad_questions(ada: Person) -> None:
    batch = f"/api/batches/{uuid4()}"
    for query in ("wait=-1", "wait=61", "wait=NaN", "limit=1001", "page=0", "x=1"):
        assert ada.get(f"{batch}?{query}").status_code == 422
    for path in ("/api/batches/x", "/api/scripts/upload/status/1", f"{batch}/nothing"):
        assert ada.get(path).status_code == 404
    assert ada.get("/api/batches?cursor=x").status_code == 422
