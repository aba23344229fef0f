from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from db.engine import Engine, reading
from tests.web.conftest import PASSWORD, Person


def sign_in(person: Person, name: str, password: str = PASSWORD, field: str = "email") -> TestResponse:
    return person.post("/api/auth/login", json={field: name, "password": password})


def test_signs_in_by_address_or_name_and_out_again(ada: Person, nobody: Person) -> None:
    for field, name in (("email", "ADA@example.org"), ("email", "ada"), ("username", "Ada")):
        answer = sign_in(nobody, name, field=field)
        assert answer.status_code == 200
        session = answer.get_json()
        assert session["user"]["username"] == "ada"
        assert session["user"]["createdAt"].endswith("Z")

    bearer = {"Authorization": f"Bearer {session['token']}"}
    assert nobody.get("/api/auth/me", headers=bearer).get_json()["user"]["id"] == ada.id
    assert nobody.post("/api/auth/logout", headers=bearer).status_code == 204
    assert nobody.get("/api/auth/me", headers=bearer).status_code == 401
    assert nobody.post("/api/auth/refresh", json={"refreshToken": session["refreshToken"]}).status_code == 401


def test_unknown_names_and_wrong_passwords_look_alike_and_lock_alike(ada: Person, nobody: Person) -> None:
    answers = {name: [sign_in(nobody, name, "wrong") for _ in range(6)] for name in ("ada@example.org", "eve@example.org")}
    seen = {name: [(each.status_code, each.get_json()["error"], each.get_json()["message"]) for each in tried] for name, tried in answers.items()}
    assert seen["ada@example.org"] == seen["eve@example.org"]
    assert [status for status, *_ in seen["ada@example.org"]] == [401] * 5 + [423]
    assert 0 < answers["eve@example.org"][-1].get_json()["details"]["lockoutRemaining"] <= 1800
    assert sign_in(nobody, "ada@example.org").status_code == 423  # also with the right password


def test_no_more_than_five_of_fifty_wrong_passwords_are_looked_at(app: Flask, ada: Person, engine: Engine) -> None:
    def wrong(_number: int) -> int:
        return Person(app.test_client(), engine, None, None).post("/api/auth/login", json={"email": "ada", "password": "wrong"}).status_code

    with ThreadPoolExecutor(50) as pool:
        statuses = Counter(pool.map(wrong, range(50)))
    assert statuses == {401: 5, 423: 45}


def test_a_refresh_token_works_once_and_a_second_use_ends_the_sign_in_once(app: Flask, ada: Person, nobody: Person, engine: Engine) -> None:
    first = sign_in(nobody, "ada").get_json()
    second = nobody.post("/api/auth/refresh", json={"refreshToken": first["refreshToken"]}).get_json()
    assert second["refreshToken"] != first["refreshToken"]

    def again(_number: int) -> int:
        return app.test_client().post("/api/auth/refresh", json={"refreshToken": second["refreshToken"]}).status_code

    with ThreadPoolExecutor(20) as pool:
        statuses = Counter(pool.map(again, range(200)))
    assert statuses == {200: 1, 401: 199}
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM audit_log WHERE action = 'refresh_token_reused'").scalar_one() == 1
        assert connection.exec_driver_sql("SELECT count(*) FROM refresh_tokens WHERE revoked_at IS NULL").scalar_one() == 0
    assert nobody.get("/api/auth/me", headers={"Authorization": f"Bearer {second['token']}"}).status_code == 401


def test_personal_tokens(ada: Person, bob: Person, nobody: Person) -> None:
    made = ada.post("/api/auth/tokens", json={"name": "ci", "scopes": ["read"], "expiresAt": "2999-01-01T00:00:00+02:00"})
    assert made.status_code == 201
    token = made.get_json()
    assert token["token"].startswith("pss_")
    assert token["expiresAt"] == "2998-12-31T22:00:00.000Z"

    reader = Person(nobody.client, nobody.engine, None, token["token"])
    assert reader.get("/api/auth/me").status_code == 200
    assert reader.post("/api/auth/tokens", json={"name": "more"}).status_code == 403
    assert {each["name"] for each in ada.get("/api/auth/tokens").get_json()["tokens"]} == {"tests", "ci"}
    assert "token" not in ada.get("/api/auth/tokens").get_json()["tokens"][0]
    assert bob.delete(f"/api/auth/tokens/{token['id']}").status_code == 404
    assert ada.delete(f"/api/auth/tokens/{token['id']}").status_code == 204
    assert reader.get("/api/auth/me").status_code == 401


def test_bad_input_is_refused_in_one_shape(ada: Person, nobody: Person) -> None:
    bodies: list[tuple[dict[str, Any], int]] = [
        ({"data": b"{", "content_type": "application/json"}, 400),
        ({"data": b'{"email": "\\ud800", "password": "x"}', "content_type": "application/json"}, 400),
        ({"data": b"\xff\xfe", "content_type": "application/json"}, 400),
        ({"data": b"[" * 100_000, "content_type": "application/json"}, 400),
        ({"data": b"email=x", "content_type": "application/x-www-form-urlencoded"}, 415),
        ({"json": {"email": "a\0b", "password": "x"}}, 422),
        ({"json": {"email": 7, "password": "x"}}, 422),
        ({"json": {"email": "ada", "password": "x", "admin": True}}, 422),
        ({"json": {"password": "x"}}, 422),
        ({"json": []}, 422),
    ]
    for body, status in bodies:
        answer = nobody.post("/api/auth/login", **body)
        assert answer.status_code == status, body
        assert set(answer.get_json()) - {"details"} == {"error", "message", "requestId"}
    assert nobody.post("/api/auth/login?x=1", json={"email": "ada", "password": "x"}).status_code == 422
    assert sign_in(nobody, "ada", "é" * 40).status_code == 401
    assert nobody.get("/api/auth/me", headers={"Authorization": "Bearer pss_forged"}).status_code == 401
    assert nobody.get("/api/auth/me", headers={"Authorization": "Basic eA=="}).status_code == 401
    assert nobody.get("/api/auth/nothing").get_json()["error"] == "not_found"
    assert ada.delete("/api/auth/tokens/99999999999").status_code == 404
