"""A request that is sent again because its answer was lost gets the answer that was lost."""

from typing import Any

import pytest

from tests.web.conftest import Person, Store
from tests.web.multipart import multipart
from tests.web.test_uploads import rows
from web.app import endpoints

KEY = {"Idempotency-Key": "once"}
# What answers with a secret is not kept, and asking, ending and cancelling twice does no harm.
WITHOUT = {
    *("login", "register", "refresh", "logout", "create_personal_token", "create_webhook", "rotate_keys", "create_invitation"),
    *("analyze_content", "cancel_batch", "reset_password", "retry_quarantined"),
}


def test_every_post_that_makes_something_takes_a_key() -> None:
    assert {each.name for each in endpoints() if each.method == "POST" and each.idempotent == "no"} == WITHOUT


def test_what_is_made_is_made_once(ada: Person, root: Person, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.storing.PATIENCE", 0.0)
    script_id = store(ada)
    user = {"username": "carl", "email": "carl@example.org", "password": "Tr0ub4dor&3!x"}
    sent: list[tuple[Person, str, dict[str, Any]]] = [
        (root, "/api/categories", {"json": {"name": "New"}}),
        (ada, "/api/tags", {"json": {"name": "new"}}),
        (root, "/api/users", {"json": user}),
        (ada, f"/api/scripts/{script_id}/analyze", {}),
        (ada, f"/api/scripts/{script_id}/executions", {"json": {"status": "success"}}),
        (ada, "/api/scripts", {"json": {"title": "x", "content": "1"}}),
        (ada, "/api/scripts/upload", multipart([("b.ps1", b"2")], {})),
        (ada, "/api/scripts/upload/async", multipart([("c.ps1", b"3")], {})),
    ]
    for person, path, more in sent:
        first, again = (person.post(path, headers=KEY, **more) for _ in range(2))
        assert first.status_code in (200, 201, 202), first.text
        assert (again.status_code, again.get_json()) == (first.status_code, first.get_json()), path
    assert rows(ada.engine, "SELECT count(*) FROM uploads") == [(5,)]
    assert rows(ada.engine, "SELECT execution_count FROM scripts") == [(1,)]


def test_another_request_with_the_same_key_is_refused(ada: Person, bob: Person) -> None:
    assert ada.post("/api/tags", json={"name": "one"}, headers=KEY).status_code == 201
    assert ada.post("/api/tags", json={"name": "two"}, headers=KEY).get_json()["error"] == "idempotency_key_reused"
    assert bob.post("/api/tags", json={"name": "two"}, headers=KEY).status_code == 201  # a key is of one user
    assert ada.post("/api/tags", json={"name": "x"}, headers={"Idempotency-Key": "\u00e9"}).status_code == 422
