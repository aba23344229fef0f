"""Tokens that are none, and texts that would mean something elsewhere: refused, or kept as what they are."""

import time
from typing import Any

import jwt
import pytest
from flask import Flask

from db.engine import Engine, transaction
from tests.web.conftest import Person, Store
from tests.web.test_auth import sign_in
from tests.web.test_uploads import rows

HOSTILE = "'; DROP TABLE scripts; -- <script>alert(1)</script> {{7*7}} %s ../../etc/passwd \u202e"


@pytest.fixture
def session(ada: Person, nobody: Person) -> dict[str, Any]:
    said: dict[str, Any] = sign_in(nobody, "ada").get_json()
    return said


def status_with(nobody: Person, token: str) -> int:
    return nobody.get("/api/auth/me", headers={"Authorization": f"Bearer {token}"}).status_code


def forged(app: Flask, token: str, *, secret: bytes | None = None, algorithm: str = "HS256", **claims: Any) -> str:
    """The same token with other claims, another key or another algorithm."""
    key = app.extensions["psscript"].keys.signing()
    said = jwt.decode(token, options={"verify_signature": False}) | claims
    return jwt.encode(said, None if algorithm == "none" else secret or key.secret, algorithm=algorithm, headers={"kid": key.id})


def test_only_tokens_of_ours_are_believed(app: Flask, session: dict[str, Any], nobody: Person) -> None:
    token = session["token"]
    assert status_with(nobody, token) == 200
    assert status_with(nobody, forged(app, token)) == 200  # with our key and our claims it is ours
    head, body, signature = token.split(".")
    wrong = {
        "expired": forged(app, token, exp=int(time.time()) - 60),
        "another key": forged(app, token, secret=b"x" * 32),
        "no signature": forged(app, token, algorithm="none"),
        "another user": forged(app, token, secret=b"x" * 32, sub="1"),
        "cut": f"{head}.{body}",
        "changed": f"{head}.{body}.{signature[::-1]}",
        "a refresh token": session["refreshToken"],
        "somebody who is not there": forged(app, token, sub="4711"),
        "no number": forged(app, token, sub="x"),
        "nothing": "",
        "long": "x" * 8000,
    }
    assert {name: status_with(nobody, each) for name, each in wrong.items()} == dict.fromkeys(wrong, 401)
    assert nobody.post("/api/auth/refresh", json={"refreshToken": token}).status_code == 422  # the other way round: none is so long


def test_tokens_of_who_is_deleted_or_out_of_time_are_worth_nothing(
    ada: Person, bob: Person, root: Person, nobody: Person, session: dict[str, Any], engine: Engine
) -> None:
    assert root.delete(f"/api/users/{ada.id}").status_code == 204
    assert ada.get("/api/auth/me").status_code == 401
    assert status_with(nobody, session["token"]) == 401
    assert nobody.post("/api/auth/refresh", json={"refreshToken": session["refreshToken"]}).status_code == 401
    with transaction(engine) as connection:
        connection.exec_driver_sql("UPDATE personal_tokens SET expires_at = NOW() - INTERVAL '1 second' WHERE user_id = %s", (bob.id,))
    assert bob.get("/api/auth/me").status_code == 401


def test_texts_are_kept_as_they_are(ada: Person, root: Person, store: Store, engine: Engine) -> None:
    script_id = store(ada, HOSTILE, title=HOSTILE, description=HOSTILE, commit_message=HOSTILE)
    assert ada.post(f"/api/scripts/{script_id}/tags", json={"tags": [HOSTILE]}).get_json()["tags"][0]["name"] == HOSTILE
    assert root.post("/api/categories", json={"name": HOSTILE, "description": HOSTILE}).get_json()["description"] == HOSTILE
    assert ada.post(f"/api/scripts/{script_id}/executions", json={"status": "failure", "errorMessage": HOSTILE}).status_code == 201
    assert ada.put(f"/api/users/{ada.id}/settings", json={"settings": {HOSTILE: HOSTILE}}).get_json()["settings"] == {HOSTILE: HOSTILE}
    script = ada.get(f"/api/scripts/{script_id}").get_json()
    assert (script["title"], script["description"], script["content"]) == (HOSTILE, HOSTILE, HOSTILE)
    for path in ("/api/scripts", "/api/scripts/search", "/api/scripts/suggest"):
        assert ada.get(path, query_string={"q": HOSTILE}).status_code in (200, 422)
    assert ada.get("/api/scripts", query_string={"tag": HOSTILE}).get_json()["total"] == 1
    page = ada.get(f"/api/scripts/{script_id}/export-analysis?format=html").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert rows(engine, "SELECT count(*) FROM scripts") == [(1,)]


def test_what_is_too_much_is_refused_whole(ada: Person, store: Store, engine: Engine) -> None:
    script_id = store(ada)
    many = [str(number) for number in range(10_000)]
    assert ada.post(f"/api/scripts/{script_id}/tags", json={"tags": many}).status_code == 422
    assert ada.put(f"/api/scripts/{script_id}", json={"title": "new", "tags": many}).status_code == 422
    assert ada.post("/api/scripts/delete", json={"ids": [script_id, 2**31]}).status_code == 422
    assert ada.post("/api/scripts", json={"title": "x", "content": "x" * 17_000_000}).status_code == 413
    assert ada.post("/api/scripts", data=b'{"title": "x", "content": "\\ud800"}', content_type="application/json").status_code in (400, 422)
    assert rows(engine, "SELECT title FROM scripts") == [("a.ps1",)]
    assert rows(engine, "SELECT count(*) FROM tags") == [(0,)]
