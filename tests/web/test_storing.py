import threading
from collections.abc import Callable, Iterator

import pytest

from tests.web.conftest import Person
from tests.web.multipart import multipart


@pytest.fixture
def working(work: Callable[[], None]) -> Iterator[None]:
    """Somebody works while the block lasts."""
    stop = threading.Event()

    def go() -> None:
        while not stop.wait(0.05):
            work()

    thread = threading.Thread(target=go)
    thread.start()
    yield
    stop.set()
    thread.join()


@pytest.mark.usefixtures("working")
def test_a_script_as_json_or_file_is_answered_with_itself(ada: Person) -> None:
    made = ada.post("/api/scripts", json={"title": "One", "content": "Get-Date\n", "tags": ["x"], "isPublic": True})
    assert made.status_code == 201
    assert made.headers["Location"] == f"/api/scripts/{made.get_json()['id']}"
    assert (made.get_json()["title"], made.get_json()["duplicate"], made.get_json()["version"]) == ("One", False, 1)
    again = ada.post("/api/scripts/upload", **multipart([("b.ps1", b"Get-Date\n")], {}))
    assert (again.status_code, again.get_json()["duplicate"], again.get_json()["id"]) == (200, True, made.get_json()["id"])
    other = ada.post("/api/scripts/upload", **multipart([("b.psd1", b"@{}")], {"title": "Two"}))
    assert (other.status_code, other.get_json()["kind"]) == (201, "psd1")


def test_without_workers_it_is_taken_all_the_same(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.storing.PATIENCE", 0.1)
    answer = ada.post("/api/scripts", json={"title": "One", "content": "x"})
    assert (answer.status_code, answer.get_json()["status"]) == (202, "queued")
    assert ada.get(answer.headers["Location"]).status_code == 200


def test_what_cannot_be_stored(ada: Person) -> None:
    for body, status in [
        ({"title": "x", "content": "x", "filename": "x.exe"}, 415),
        ({"title": "x", "content": ""}, 422),
        ({"title": "x"}, 422),
        ({"title": "x", "content": "x" * 11_000_000}, 413),
        ({"title": "x", "content": "x", "categoryId": 4711}, 404),
    ]:
        assert ada.post("/api/scripts", json=body).status_code == status
    assert ada.post("/api/scripts", data=b"x" * 17_000_000, content_type="application/json").status_code == 413
    assert ada.post("/api/scripts/upload", **multipart([("a.exe", b"x")], {})).status_code == 415


def test_analysing_without_storing(ada: Person, nobody: Person) -> None:
    found = ada.post("/api/scripts/analyze", json={"content": "Get-Date", "filename": "a.ps1"})
    assert found.status_code == 200
    assert found.get_json()["codeComplexityMetrics"]["lines"] == 1
    assert ada.get("/api/scripts").get_json()["total"] == 0
    assert ada.post("/api/scripts/analyze", json={"content": "x", "filename": "a.doc"}).status_code == 415
    assert nobody.post("/api/scripts/analyze", json={"content": "x"}).status_code == 401
