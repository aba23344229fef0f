"""Categories, tags, users, analytics and runs."""

from typing import Any

import pytest

from db.engine import Engine, transaction
from tests.web.conftest import PASSWORD, Person, Store
from tests.web.test_uploads import rows


def test_categories(ada: Person, bob: Person, root: Person, nobody: Person, store: Store) -> None:
    assert nobody.get("/api/categories").get_json()["total"] == 10
    made = root.post("/api/categories", json={"name": "Games", "description": "x"})
    assert made.status_code == 201
    category = made.get_json()["id"]
    assert root.post("/api/categories", json={"name": "Games"}).status_code == 409
    public, private = store(ada, "1", category_id=category, is_public="true"), store(ada, "2", category_id=category)
    assert [person.get(f"/api/categories/{category}").get_json()["scriptCount"] for person in (ada, bob, nobody, root)] == [2, 1, 1, 2]
    listed = {each["name"]: each["scriptCount"] for each in bob.get("/api/categories").get_json()["categories"]}
    assert (listed["Games"], listed["Active Directory"]) == (1, 0)
    assert [each["id"] for each in bob.get(f"/api/categories/{category}/scripts").get_json()["scripts"]] == [public]
    assert root.put(f"/api/categories/{category}", json={"name": "Toys"}).get_json()["description"] == "x"
    assert root.put(f"/api/categories/{category}", json={"name": "Active Directory"}).status_code == 409
    assert ada.get(f"/api/scripts/{private}").get_json()["category"] == {"id": category, "name": "Toys"}
    assert ada.delete(f"/api/categories/{category}").status_code == 403
    assert root.delete(f"/api/categories/{category}").status_code == 204
    assert ada.get(f"/api/scripts/{private}").get_json()["category"] is None
    assert nobody.get(f"/api/categories/{category}").status_code == 404


def test_tags_tell_nothing_of_private_scripts(ada: Person, bob: Person, root: Person, store: Store) -> None:
    store(ada, "1", tags="hidden,shared", is_public="false")
    store(ada, "2", tags="shared", is_public="true")
    assert {each["name"]: each["scriptCount"] for each in bob.get("/api/tags").get_json()["tags"]} == {"shared": 1}
    assert {each["name"]: each["scriptCount"] for each in ada.get("/api/tags").get_json()["tags"]} == {"hidden": 1, "shared": 2}
    ids = {each["name"]: each["id"] for each in ada.get("/api/tags").get_json()["tags"]}
    assert bob.get(f"/api/tags/{ids['hidden']}/scripts").status_code == 404
    assert bob.get(f"/api/tags/{ids['shared']}/scripts").get_json()["total"] == 1
    first, second = bob.post("/api/tags", json={"name": "hidden"}), bob.post("/api/tags", json={"name": "fresh"})
    assert first.status_code == second.status_code == 201
    assert set(first.get_json()) == set(second.get_json()) == {"id", "name"}
    assert {each["name"]: each["scriptCount"] for each in bob.get("/api/tags").get_json()["tags"]} == {"fresh": 0, "hidden": 0, "shared": 1}
    assert root.delete(f"/api/tags/{ids['shared']}").status_code == 204
    assert ada.get("/api/scripts?tag=shared").get_json()["total"] == 0


def test_users(ada: Person, bob: Person, root: Person, store: Store) -> None:
    assert ada.get("/api/users").status_code == 403
    assert [each["username"] for each in root.get("/api/users").get_json()["users"]] == ["ada", "bob", "root"]
    first = root.get("/api/users?limit=2").get_json()
    assert [each["username"] for each in root.get(f"/api/users?limit=2&cursor={first['nextCursor']}").get_json()["users"]] == ["root"]
    assert (ada.get(f"/api/users/{ada.id}").status_code, ada.get(f"/api/users/{bob.id}").status_code) == (200, 404)
    assert root.post("/api/users", json={"username": "eve", "email": "eve@example.org", "password": "Tr0ub4dor&3!x"}).status_code == 201
    for body, status in [
        ({"username": "EVE", "email": "x@example.org", "password": "Tr0ub4dor&3!x"}, 409),
        ({"username": "x y", "email": "x@example.org", "password": "Tr0ub4dor&3!x"}, 422),
        ({"username": "mallory", "email": "no address", "password": "Tr0ub4dor&3!x"}, 422),
        ({"username": "mallory", "email": "m@example.org", "password": "password123"}, 422),
        ({"username": "mallory", "email": "m@example.org", "password": "é" * 40}, 422),
        ({"username": "mallory", "email": "m@example.org", "password": "abc\0defghijkl"}, 422),
    ]:
        assert root.post("/api/users", json=body).status_code == status, body

    assert ada.put(f"/api/users/{ada.id}", json={"username": "ada2"}).get_json()["user"]["username"] == "ada2"
    assert ada.put(f"/api/users/{ada.id}", json={"role": "admin"}).status_code == 403
    assert ada.put(f"/api/users/{bob.id}", json={"username": "x2x"}).status_code == 404
    assert root.put(f"/api/users/{root.id}", json={"role": "user"}).status_code == 403
    assert root.delete(f"/api/users/{root.id}").status_code == 403

    script_id = store(ada, "kept")
    twin = store(bob, "kept")
    store(bob, "own")
    assert root.put(f"/api/users/{bob.id}", json={"role": "admin"}).get_json()["user"]["role"] == "admin"
    answer = root.delete(f"/api/users/{ada.id}")
    assert (answer.status_code, answer.get_json()["details"]) == (409, {"scripts": 1})
    assert root.delete(f"/api/users/{ada.id}?transferTo=999").status_code == 404
    assert root.delete(f"/api/users/{ada.id}?transferTo={bob.id}").status_code == 204
    assert root.get(f"/api/scripts/{script_id}").status_code == 404  # Bob had the same bytes already
    assert bob.get(f"/api/scripts/{twin}").status_code == 200
    assert ada.get("/api/auth/me").status_code == 401
    assert root.delete(f"/api/users/{bob.id}?cascade=true").status_code == 204
    assert root.get("/api/scripts").get_json()["total"] == 0


def test_passwords(ada: Person, root: Person, nobody: Person) -> None:
    session = nobody.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).get_json()
    reset = f"/api/users/{ada.id}/reset-password"
    assert ada.post(reset, json={"password": "Tr0ub4dor&3!x"}).status_code == 403
    assert ada.post(reset, json={"password": "Tr0ub4dor&3!x", "currentPassword": "wrong"}).status_code == 401
    assert ada.post(reset, json={"password": "Tr0ub4dor&3!x", "currentPassword": PASSWORD}).status_code == 204
    assert nobody.get("/api/auth/me", headers={"Authorization": f"Bearer {session['token']}"}).status_code == 401
    assert nobody.post("/api/auth/login", json={"username": "ada", "password": "Tr0ub4dor&3!x"}).status_code == 200
    assert root.post(reset, json={"password": PASSWORD}).status_code == 204
    assert ada.put("/api/auth/user", json={"password": "Tr0ub4dor&3!x", "currentPassword": "x"}).status_code == 401
    assert ada.put("/api/auth/user", json={"email": "new@example.org"}).get_json()["user"]["email"] == "new@example.org"


def test_an_admin_lifts_a_lock(ada: Person, root: Person, nobody: Person) -> None:
    for _ in range(5):
        nobody.post("/api/auth/login", json={"username": "ada", "password": "wrong"})
    assert nobody.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).status_code == 423
    assert root.get("/api/users").get_json()["users"][0]["lockedUntil"]
    assert root.put(f"/api/users/{ada.id}", json={"locked": False}).status_code == 200
    assert nobody.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).status_code == 200


def test_settings_are_ones_own(ada: Person, bob: Person) -> None:
    path = f"/api/users/{ada.id}/settings"
    assert ada.get(path).get_json() == {"settings": {}}
    kept = {"settings": {"theme": "dark", "columns": [1, {"a": None}]}}
    assert ada.put(path, json=kept).get_json() == kept
    assert ada.get(path).get_json() == kept
    assert bob.get(path).status_code == 404
    assert ada.put(path, json={"settings": {"a": "x" * 20_000}}).status_code == 422
    assert ada.put(path, json={"settings": {"a": "\0"}}).status_code == 422
    assert ada.put(path, data='{"settings": {"a": 1e999}}', content_type="application/json").status_code in (400, 422)


@pytest.fixture
def scored(ada: Person, bob: Person, store: Store, engine: Engine) -> dict[str, int]:
    ids = {name: store(person, name, title=name, category_id=1) for name, person in (("a", ada), ("b", ada), ("c", ada), ("d", bob))}
    with transaction(engine) as connection:
        for name, score in (("a", 90), ("b", 60), ("c", None), ("d", 10)):
            issues = {"a": '[{"rule": "PS001"}, {"rule": "PS002"}]', "c": None}.get(name, '[{"rule": "PS002"}]')
            connection.exec_driver_sql(
                "UPDATE script_analysis SET security_score = %s, security_issues = %s::jsonb WHERE script_id = %s", (score, issues, ids[name])
            )
    return ids


def test_analytics_count_what_the_caller_sees(ada: Person, bob: Person, root: Person, scored: dict[str, int]) -> None:
    for _ in range(2):  # made, and from the cache
        mine = ada.get("/api/analytics/security").get_json()
        assert mine["levels"] == {"high": 1, "medium": 1, "low": 0, "unknown": 1}
        assert mine["averages"]["security"] == 75
        assert mine["findings"][0] == {"rule": "PS002", "findings": 2, "scripts": 2}
        assert bob.get("/api/analytics/security").get_json()["levels"] == {"high": 0, "medium": 0, "low": 1, "unknown": 0}
        assert root.get("/api/analytics/security").get_json()["scripts"] == 4
        assert ada.get("/api/analytics/usage").get_json()["scripts"] == 3
        assert ada.get("/api/analytics/usage").get_json()["activity"][0]["scripts"] == 3
        assert bob.get("/api/analytics/categories").get_json()["categories"][0]["scripts"] == 1
    assert ada.get("/api/analytics/pipeline").status_code == 403
    stages = {each["stage"]: each["runs"] for each in root.get("/api/analytics/pipeline").get_json()["stages"]}
    assert stages["analyze"] == 4
    ada.delete(f"/api/scripts/{scored['a']}")
    assert ada.get("/api/analytics/security").get_json()["scripts"] == 2


def test_runs(ada: Person, bob: Person, store: Store, engine: Engine) -> None:
    public, private = store(ada, "1", is_public="true"), store(ada, "2")
    for number, time in enumerate((100, 200, None)):
        body: dict[str, Any] = {"status": "success", "parameters": {"Password": "hunter2", "n": number}, "errorMessage": "-Token abc"}
        assert bob.post(f"/api/scripts/{public}/executions", json=body | ({"executionTime": time} if time else {})).status_code == 201
    script = bob.get(f"/api/scripts/{public}").get_json()
    assert (script["executionCount"], script["averageExecutionTime"]) == (3, 150)
    assert script["lastExecutedAt"].endswith("Z")
    assert "hunter2" not in str(rows(engine, "SELECT parameters, error_message FROM execution_logs"))
    history = ada.get(f"/api/scripts/{public}/execution-history?limit=2").get_json()
    assert [each["parameters"] for each in history["executions"]] == [{"Password": "***", "n": 2}, {"Password": "***", "n": 1}]
    assert history["executions"][0]["errorMessage"] == "-Token ***"
    assert history["total"] == 3
    assert bob.get(f"/api/scripts/{public}/execution-history").status_code == 403
    assert bob.get(f"/api/scripts/{private}/execution-history").status_code == 404
    assert bob.post(f"/api/scripts/{private}/executions", json={"status": "success"}).status_code == 404
    for bad in ({"status": "done"}, {"status": "success", "executionTime": -1}, {"status": "success", "parameters": []}):
        assert bob.post(f"/api/scripts/{public}/executions", json=bad).status_code == 422


def test_running_is_off_and_says_how_to(ada: Person, bob: Person, store: Store) -> None:
    script_id = store(ada, "1", title="My; script", is_public="true")
    body = {"parameters": {"Name": "it's", "Force": True, "Quiet": False, "Ids": [1, "2"]}}
    answer = ada.post(f"/api/scripts/{script_id}/execute", json=body)
    assert (answer.status_code, answer.get_json()["error"]) == (409, "execution_disabled")
    expected = "pwsh -NoProfile -NonInteractive -File ./My-script.ps1 -Force -Ids '1','2' -Name 'it''s' -Quiet:$false"
    assert answer.get_json()["details"]["command"] == expected
    assert ada.post(f"/api/scripts/{script_id}/execute").status_code == 409
    assert bob.post(f"/api/scripts/{script_id}/execute").status_code == 403
    assert ada.post(f"/api/scripts/{script_id}/execute", json={"parameters": {"a b": 1}}).status_code == 422
