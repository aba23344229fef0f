from collections.abc import Callable
from typing import Any

import pytest

from db.engine import Engine, transaction
from tests.web.conftest import Person, Store
from tests.web.test_uploads import rows


def test_a_change_of_what_is_shown(ada: Person, store: Store) -> None:
    script_id = store(ada, tags="a,b", description="old")
    answer = ada.put(f"/api/scripts/{script_id}", json={"title": "New", "description": None, "categoryId": 2, "tags": ["c"], "isPublic": True})
    assert answer.status_code == 200
    script = answer.get_json()
    assert (script["title"], script["description"], script["categoryId"], script["isPublic"], script["version"]) == ("New", None, 2, True, 1)
    assert [tag["name"] for tag in script["tags"]] == ["c"]
    assert script["statusUrl"] is None
    assert ada.put(f"/api/scripts/{script_id}", json={}).get_json()["title"] == "New"


def test_new_content_is_a_new_version_that_is_analysed(ada: Person, store: Store, work: Callable[[], None]) -> None:
    script_id = store(ada, "one\r\n".encode("utf-16"))
    script = ada.put(f"/api/scripts/{script_id}", json={"content": "two\r\n", "commitMessage": "because"}).get_json()
    assert (script["version"], script["content"], script["encoding"]) == (2, "two\r\n", "utf-16-le-bom")
    assert script["analysis"]["scriptVersion"] == 1
    assert ada.get(f"/api/scripts/{script_id}/download").data == "two\r\n".encode("utf-16")
    assert ada.get(f"/api/scripts/{script_id}/versions/2").get_json()["commitMessage"] == "because"
    work()
    assert ada.get(script["statusUrl"]).get_json()["status"] == "completed"
    assert ada.get(f"/api/scripts/{script_id}/analysis").get_json()["scriptVersion"] == 2
    assert ada.put(f"/api/scripts/{script_id}", json={"content": "two\r\n"}).get_json()["version"] == 2
    # An upload that names the script goes on from there.
    assert store(ada, "three", script_id=script_id) == script_id
    assert ada.get(f"/api/scripts/{script_id}").get_json()["version"] == 3


def test_content_of_another_own_script_is_refused(ada: Person, store: Store) -> None:
    first, second = store(ada, "one"), store(ada, "two")
    answer = ada.put(f"/api/scripts/{second}", json={"content": "one", "title": "kept?"})
    assert (answer.status_code, answer.get_json()["details"]) == (409, {"scriptId": first})
    assert ada.get(f"/api/scripts/{second}").get_json()["title"] == "a.ps1"


def test_reverting(ada: Person, store: Store, work: Callable[[], None]) -> None:
    script_id = store(ada, b"\xffone", source_path="x")
    store(ada, "two", source_path="x")
    script = ada.post(f"/api/scripts/{script_id}/revert/1").get_json()
    assert script["version"] == 3
    work()
    assert ada.get(f"/api/scripts/{script_id}/download").data == b"\xffone"
    assert ada.get(f"/api/scripts/{script_id}/versions/3").get_json()["commitMessage"] == "Reverted to version 1"
    assert ada.post(f"/api/scripts/{script_id}/revert/9", json={}).status_code == 404


def test_analysing_again(ada: Person, store: Store, work: Callable[[], None], engine: Engine) -> None:
    script_id = store(ada)
    with transaction(engine) as connection:
        connection.exec_driver_sql("UPDATE script_analysis SET purpose = 'stale'")
    queued = ada.post(f"/api/scripts/{script_id}/analyze").get_json()
    work()
    assert ada.get(queued["statusUrl"]).get_json()["status"] == "completed"
    assert ada.get(f"/api/scripts/{script_id}/analysis").get_json()["purpose"] != "stale"
    assert rows(engine, "SELECT count(*) FROM version_analyses") == [(1,)]


def test_only_owners_and_admins_change(ada: Person, bob: Person, root: Person, nobody: Person, store: Store) -> None:
    private, public = store(ada, "one"), store(ada, "two", is_public="true")
    calls: list[tuple[str, str, dict[str, Any]]] = [
        ("PUT", "", {"json": {"title": "x"}}),
        ("POST", "/analyze", {}),
        ("POST", "/revert/1", {}),
        ("POST", "/tags", {"json": {"tags": ["x"]}}),
        ("DELETE", "/tags/x", {}),
        ("DELETE", "", {}),
    ]
    for method, path, more in calls:
        assert bob.call(method, f"/api/scripts/{private}{path}", **more).status_code == 404
        assert bob.call(method, f"/api/scripts/{public}{path}", **more).status_code == 403
        assert nobody.call(method, f"/api/scripts/{public}{path}", **more).status_code == 401
        assert root.call(method, f"/api/scripts/{private}{path}", **more).status_code in (200, 202, 204)


def test_bulk_is_all_or_nothing(ada: Person, bob: Person, store: Store) -> None:
    own = [store(ada, f"{number}") for number in range(3)]
    hidden, public = store(bob, "hidden"), store(bob, "public", is_public="true")
    for path, body in (("bulk-update", {"isPublic": True}), ("delete", {})):
        answer = ada.post(f"/api/scripts/{path}", json={"ids": [*own, hidden, public, 999], **body})
        assert answer.status_code == 409
        assert answer.get_json()["details"]["refused"] == {str(hidden): "not_found", str(public): "forbidden", "999": "not_found"}
    assert not any(ada.get(f"/api/scripts/{each}").get_json()["isPublic"] for each in own)
    assert ada.post("/api/scripts/bulk-update", json={"ids": own, "isPublic": True, "tags": ["x"], "categoryId": 3}).get_json() == {"count": 3}
    assert bob.get("/api/scripts?tag=x&categoryId=3").get_json()["total"] == 3
    assert ada.post("/api/scripts/delete", json={"ids": own}).get_json() == {"count": 3}
    assert ada.get(f"/api/scripts/{own[0]}").status_code == 404


def test_tags_of_a_script(ada: Person, store: Store) -> None:
    script_id = store(ada, tags="b")
    assert [tag["name"] for tag in ada.post(f"/api/scripts/{script_id}/tags", json={"tags": ["a", "b"]}).get_json()["tags"]] == ["a", "b"]
    assert [tag["name"] for tag in ada.delete(f"/api/scripts/{script_id}/tags/b").get_json()["tags"]] == ["a"]
    assert ada.delete(f"/api/scripts/{script_id}/tags/b").status_code == 404


SECRET = "$password = 'hunter2-and-a-bit'\n"


def test_publishing_a_secret_needs_a_word(ada: Person, store: Store) -> None:
    script_id = store(ada, SECRET)
    answer = ada.put(f"/api/scripts/{script_id}", json={"isPublic": True})
    said = answer.get_json()
    assert (answer.status_code, said["error"], said["details"]["scripts"]) == (409, "has_secrets", [script_id])
    assert [(each["rule"], each["line"]) for each in said["details"]["found"]] == [("PS001_SecretLiteral", 1)]
    assert b"hunter2" not in answer.data
    assert ada.put(f"/api/scripts/{script_id}", json={"isPublic": True, "allowSecrets": True}).status_code == 200


def test_many_are_published_together_or_none(ada: Person, store: Store) -> None:
    own = [store(ada, SECRET), store(ada, "Get-Date")]
    answer = ada.post("/api/scripts/bulk-update", json={"ids": own, "isPublic": True})
    assert (answer.status_code, answer.get_json()["details"]["scripts"]) == (409, own[:1])
    assert [ada.get(f"/api/scripts/{each}").get_json()["isPublic"] for each in own] == [False, False]
    assert ada.post("/api/scripts/bulk-update", json={"ids": own, "isPublic": True, "allowSecrets": True}).status_code == 200


def test_what_is_not_analysed_yet_is_not_published_blindly(ada: Person, store: Store) -> None:
    script_id = store(ada, SECRET, analyze="false")
    assert ada.put(f"/api/scripts/{script_id}", json={"isPublic": True}).get_json()["error"] == "secrets_unknown"


def test_a_public_script_gets_no_new_secret_without_a_word(ada: Person, store: Store) -> None:
    script_id = store(ada, "Get-Date")
    assert ada.put(f"/api/scripts/{script_id}", json={"isPublic": True}).status_code == 200
    change = {"content": SECRET}
    assert ada.put(f"/api/scripts/{script_id}", json=change).get_json()["error"] == "has_secrets"
    assert ada.get(f"/api/scripts/{script_id}").get_json()["content"] == "Get-Date"
    assert ada.put(f"/api/scripts/{script_id}", json=change | {"allowSecrets": True}).status_code == 200


def test_a_new_script_with_a_secret_is_not_stored_in_public(ada: Person) -> None:
    script = {"title": "x", "content": SECRET, "isPublic": True}
    answer = ada.post("/api/scripts", json=script)
    assert (answer.status_code, answer.get_json()["error"]) == (409, "has_secrets")
    assert ada.get("/api/scripts").get_json()["total"] == 0


def test_repeated_requests_are_carried_out_once(ada: Person, store: Store) -> None:
    script_id = store(ada)
    key = {"Idempotency-Key": "once"}
    assert ada.post("/api/scripts/delete", json={"ids": [999]}, headers=key).status_code == 409
    assert ada.post("/api/scripts/delete", json={"ids": [script_id]}, headers=key).status_code == 200
    assert ada.post("/api/scripts/delete", json={"ids": [script_id]}, headers=key).get_json() == {"count": 1}
    assert ada.post("/api/scripts/delete", json={"ids": [7]}, headers=key).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {"title": None},
        {"title": ""},
        {"title": "x" * 256},
        {"isPublic": None},
        {"isPublic": "true"},
        {"tags": ["x"] * 10_000},
        {"tags": ["a\0"]},
        {"tags": [" a"]},
        {"categoryId": 2**31},
        {"content": ""},
        {"content": "a\0b"},
        {"userId": 1},
    ],
)
def test_bad_changes_change_nothing(ada: Person, store: Store, body: dict[str, Any]) -> None:
    script_id = store(ada)
    before = ada.get(f"/api/scripts/{script_id}").get_json()
    answer = ada.put(f"/api/scripts/{script_id}", json={"description": "changed"} | body)
    assert answer.status_code == 422
    assert ada.put(f"/api/scripts/{script_id}", json={"description": "changed", "categoryId": 4711}).status_code == 404
    assert ada.get(f"/api/scripts/{script_id}").get_json() == before
