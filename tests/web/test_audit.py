"""Who did what, when and from where: sign-ins, visibility, deletions, roles and exports stand in the audit log, as administrators read it."""

import re
from typing import Any

import pytest
from flask import Flask

from tests.web.conftest import PASSWORD, Person, Store
from tests.web.world import World

ADDRESS = "127.0.0.1"


def entries(root: Person, known: int = 0) -> list[tuple[str, int | None, str | None]]:
    """Oldest first, but for those before `known`; each with a moment, and from where and by which request."""
    found = root.get("/api/admin/audit?limit=100").get_json()["entries"]
    new = [each for each in reversed(found) if each["id"] > known]
    assert all(each["createdAt"].endswith("Z") and each["address"] == ADDRESS and each["requestId"] for each in new)
    return [(each["action"], each["userId"], each["target"]) for each in new]


@pytest.fixture
def known(ada: Person, bob: Person, root: Person) -> int:
    """The newest entry before the test does anything."""
    return newest(root)


def newest(root: Person) -> int:
    return int(root.get("/api/admin/audit?limit=1").get_json()["entries"][0]["id"])


def test_signing_in(ada: Person, root: Person, nobody: Person, known: int) -> None:
    for name, password in (("ada", PASSWORD), ("ada", "wrong"), ("unknown", "wrong")):
        nobody.post("/api/auth/login", json={"email": name, "password": password})
    assert entries(root, known) == [("signed_in", ada.id, None), ("sign_in_failed", ada.id, None), ("sign_in_failed", None, None)]


def test_a_name_that_is_locked(ada: Person, root: Person, nobody: Person, known: int) -> None:
    for _ in range(6):
        nobody.post("/api/auth/login", json={"email": "ada", "password": "wrong"})
    assert entries(root, known)[-1] == ("sign_in_locked", None, None)


def test_visibility(ada: Person, root: Person, store: Store, known: int) -> None:
    script_id = store(ada)
    target = f"script:{script_id}"
    for change in ({"isPublic": True}, {"isPublic": True}, {"title": "other"}, {"isPublic": False}):
        assert ada.put(f"/api/scripts/{script_id}", json=change).status_code == 200
    assert ada.post("/api/scripts/bulk-update", json={"ids": [script_id], "isPublic": True}).status_code == 200
    assert entries(root, known) == [("script_published", ada.id, target), ("script_hidden", ada.id, target), ("script_published", ada.id, target)]


def test_visibility_that_comes_with_new_bytes(ada: Person, root: Person, store: Store, known: int) -> None:
    script_id = store(ada, "one", source_path="a.ps1")
    for content, public in (("two", "true"), ("three", "true"), ("four", "false")):
        assert store(ada, content, source_path="a.ps1", is_public=public) == script_id
    found = root.get("/api/admin/audit?limit=2").get_json()["entries"]
    seen = [(each["action"], each["userId"], each["target"]) for each in found if each["id"] > known]
    assert seen == [("script_hidden", ada.id, f"script:{script_id}"), ("script_published", ada.id, f"script:{script_id}")]
    assert all(each["requestId"] for each in found)


def test_deletions(ada: Person, bob: Person, root: Person, store: Store, known: int) -> None:
    world = World(ada.engine, ada.id)
    first, second = store(ada, "one"), store(ada, "two")
    token, webhook, category, tag = world.token(), world.webhook(), world.category(), world.tag()
    deleted: list[tuple[Person, str, str, dict[str, Any], str, str]] = [
        (ada, "DELETE", f"/api/scripts/{first}", {}, "script_deleted", f"script:{first}"),
        (ada, "POST", "/api/scripts/delete", {"json": {"ids": [second]}}, "script_deleted", f"script:{second}"),
        (ada, "DELETE", f"/api/auth/tokens/{token}", {}, "token_revoked", f"token:{token}"),
        (ada, "DELETE", f"/api/webhooks/{webhook}", {}, "webhook_deleted", f"webhook:{webhook}"),
        (root, "DELETE", f"/api/categories/{category}", {}, "category_deleted", f"category:{category}"),
        (root, "DELETE", f"/api/tags/{tag}", {}, "tag_deleted", f"tag:{tag}"),
        (root, "DELETE", f"/api/users/{bob.id}", {}, "user_deleted", f"user:{bob.id}"),
    ]
    for person, method, path, more, _, _ in deleted:
        assert person.call(method, path, **more).status_code in (200, 204), path
    assert entries(root, known) == [(action, person.id, target) for person, _, _, _, action, target in deleted]


def test_a_token_is_made(ada: Person, root: Person, known: int) -> None:
    made = ada.post("/api/auth/tokens", json={"name": "laptop", "scopes": ["write", "read"]}).get_json()
    assert entries(root, known) == [("token_created", ada.id, f"token:{made['id']}")]
    assert root.get("/api/admin/audit?limit=1").get_json()["entries"][0]["detail"] == {"user": ada.id, "scopes": ["read", "write"]}


def test_roles(ada: Person, root: Person, known: int) -> None:
    for role in ("admin", "user"):
        assert root.put(f"/api/users/{ada.id}", json={"role": role}).status_code == 200
    assert root.put(f"/api/users/{ada.id}", json={"username": "ada2"}).status_code == 200
    assert entries(root, known) == [("role_changed", root.id, f"user:{ada.id}")] * 2
    assert [each["detail"] for each in root.get("/api/admin/audit?limit=2").get_json()["entries"]] == [{"role": "user"}, {"role": "admin"}]


EXPORTS = {
    "/api/scripts/<id:script_id>/export-analysis": "analysis_exported",
    "/api/scripts/<id:script_id>/download": "script_exported",
    "/api/scripts/<id:script_id>/versions/<id:version>/download": "script_exported",
}


@pytest.mark.parametrize("rule", EXPORTS)
def test_exports(rule: str, ada: Person, bob: Person, root: Person, nobody: Person, store: Store) -> None:
    script_id = store(ada, is_public="true")
    path = rule.replace("<id:version>", "1")
    known = newest(root)
    for person in (ada, bob, nobody):
        assert person.get(path.replace("<id:script_id>", str(script_id))).status_code == 200
        assert person.call("HEAD", path.replace("<id:script_id>", str(script_id))).status_code == 200
    assert nobody.get(path.replace("<id:script_id>", "4711")).status_code == 404
    assert entries(root, known) == [(EXPORTS[rule], who, f"script:{script_id}") for who in (ada.id, bob.id, None)]


def test_what_an_entry_of_an_export_says(ada: Person, root: Person, store: Store) -> None:
    script_id = store(ada)
    for path in ("export-analysis?format=html", "download", "versions/1/download"):
        assert ada.get(f"/api/scripts/{script_id}/{path}").status_code == 200
    found = root.get("/api/admin/audit?limit=3").get_json()["entries"]
    assert [each["detail"] for each in reversed(found)] == [{"format": "html"}, {}, {"version": 1}]


def test_a_file_that_the_caller_has_is_not_carried_away_again(ada: Person, root: Person, store: Store) -> None:
    path = f"/api/scripts/{store(ada)}/download"
    tag = ada.get(path).headers["ETag"]
    known = newest(root)
    assert ada.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert entries(root, known) == []


def test_a_script_in_quarantine(ada: Person, root: Person, known: int) -> None:
    upload = World(ada.engine, ada.id).quarantined()
    assert root.get(f"/api/admin/quarantine/{upload}/download").status_code == 200
    assert entries(root, known) == [("quarantine.read", root.id, f"upload:{upload}")]


def test_every_route_that_hands_out_a_file_is_tested_here(app: Flask, root: Person, nobody: Person) -> None:
    files = {path for path, methods in nobody.get("/api/openapi.json").get_json()["paths"].items() if is_file(methods.get("get"))}
    here = {re.sub(r"<\w+:(\w+)>", r"{\1}", rule) for rule in EXPORTS}
    assert files == here | {"/api/admin/quarantine/{upload_id}/download"}


def is_file(method: dict[str, Any] | None) -> bool:
    """Whether anything but JSON, text and pages for people comes of it."""
    return method is not None and not method["responses"]["200"].get("content", {}).keys() <= {"application/json", "text/plain"}
