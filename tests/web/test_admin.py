from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from db.engine import Engine, transaction
from pipeline.config import Settings
from tests.web.conftest import PASSWORD, UNLIMITED, Person, Store
from tests.web.world import World
from web import create_app

NEW = {"username": "eve", "email": "eve@example.org", "password": "Tr0ub4dor&3!x"}


def test_what_operators_see(ada: Person, root: Person, store: Store, engine: Engine) -> None:
    store(ada)
    with transaction(engine) as connection:
        connection.exec_driver_sql("INSERT INTO quarantine (upload_id, stage, reason, log) SELECT id, 'analyze', 'died', 'signal 9' FROM uploads")
        connection.exec_driver_sql("UPDATE uploads SET updated_at = NOW() + INTERVAL '1 hour'")  # lately, however slow this machine is
    status = root.get("/api/admin/status").get_json()
    assert (status["uploads"], status["totals"]["scripts"], status["unfinished"]) == ({"completed": 1}, 1, [])
    assert status["rate"] == 0.1  # one upload in ten seconds
    assert root.get("/api/admin/quarantine").get_json()["quarantine"][0]["reason"] == "died"
    assert root.get("/api/admin/quarantine?cursor=2000-01-01T00:00:00Z").get_json()["quarantine"] == []
    assert set(root.get("/api/admin/embeddings").get_json()) == {"models", "without"}
    entries = root.get("/api/admin/audit?limit=2").get_json()
    assert [each["action"] for each in entries["entries"]] == ["token_created", "user_created"]
    older = root.get(f"/api/admin/audit?limit=2&cursor={entries['entries'][0]['id']}").get_json()
    assert older["entries"][0]["id"] < entries["entries"][0]["id"]
    assert root.get("/api/admin/audit?action=none").get_json()["total"] == 0
    for path in ("status", "quarantine", "embeddings", "audit"):
        assert ada.get(f"/api/admin/{path}").status_code == 403


def test_what_operators_do_with_quarantine(ada: Person, root: Person, work: Callable[[], None]) -> None:
    world = World(ada.engine, ada.id)
    first, second = world.quarantined(), world.quarantined()
    shown = root.get(f"/api/admin/quarantine/{first}/download")
    assert (shown.data, shown.headers["Content-Disposition"]) == (b"x", "attachment; filename=killer.ps1")
    assert root.post(f"/api/admin/quarantine/{first}/retry").get_json() == {"uploadId": first, "stage": "hash"}
    work()
    assert ada.get(f"/api/scripts/upload/status/{first}").get_json()["status"] == "completed"
    assert root.delete(f"/api/admin/quarantine/{second}").status_code == 204
    assert ada.get(f"/api/scripts/upload/status/{second}").get_json()["status"] == "failed"
    assert root.get("/api/admin/quarantine").get_json()["quarantine"] == []
    for method, path in (("GET", "/download"), ("POST", "/retry"), ("DELETE", "")):
        gone = root.call(method, f"/api/admin/quarantine/{second}{path}")
        assert (gone.status_code, gone.get_json()["error"]) == (404, "not_in_quarantine")
    done = root.get("/api/admin/audit").get_json()["entries"]
    assert [(each["action"], each["userId"], each["target"]) for each in done[:3]] == [
        ("quarantine.drop", root.id, f"upload:{second}"),
        ("quarantine.retry", root.id, f"upload:{first}"),
        ("quarantine.read", root.id, f"upload:{first}"),
    ]


def test_a_new_key_signs_and_the_old_one_still_verifies(ada: Person, root: Person, nobody: Person, app: Flask) -> None:
    def token() -> dict[str, str]:
        return {"Authorization": "Bearer " + nobody.post("/api/auth/login", json={"username": "ada", "password": PASSWORD}).get_json()["token"]}

    before = token()
    assert root.post("/api/admin/keys/rotate").status_code == 200
    after = token()
    assert nobody.get("/api/auth/me", headers=before).status_code == nobody.get("/api/auth/me", headers=after).status_code == 200
    app.extensions["psscript"].keys.rotate(grace=-1)
    assert nobody.get("/api/auth/me", headers=after).status_code == 401


@pytest.fixture
def opened(settings: Settings) -> Iterator[Callable[..., Person]]:
    """Nobody, before an application with other settings."""
    engines: list[Engine] = []

    def open_app(**chosen: object) -> Person:
        app = create_app(replace(settings, **UNLIMITED, **chosen))  # type: ignore[arg-type]
        engines.append(app.extensions["psscript"].engine)
        return Person(app.test_client(), engines[-1], None, None)

    yield open_app
    for engine in engines:
        engine.dispose()


def test_registering(root: Person, nobody: Person, opened: Callable[..., Person]) -> None:
    assert nobody.post("/api/auth/register", json=NEW).get_json()["error"] == "registration_closed"
    assert opened(registration="open", bind="192.0.2.1").post("/api/auth/register", json=NEW).status_code == 403
    invited = opened(registration="invite")
    assert invited.post("/api/auth/register", json=NEW).get_json()["error"] == "invalid_invitation"
    code = root.post("/api/admin/invitations", json={"email": "other@example.org"}).get_json()["invitation"]
    assert invited.post("/api/auth/register", json=NEW | {"invitation": code}).status_code == 403
    code = root.post("/api/admin/invitations", json={"email": "EVE@example.org"}).get_json()["invitation"]
    made = invited.post("/api/auth/register", json=NEW | {"invitation": code})
    assert made.status_code == 201
    assert made.get_json()["user"]["role"] == "user"
    other = {"username": "mallory", "email": "eve@example.org", "password": NEW["password"], "invitation": code}
    assert invited.post("/api/auth/register", json=other).status_code == 403
    free = opened(registration="open")
    assert free.post("/api/auth/register", json=NEW).get_json()["error"] == "username_already_exists"
    assert free.post("/api/auth/register", json=NEW | {"username": "mallory"}).get_json()["error"] == "email_already_exists"
    assert free.post("/api/auth/register", json=NEW | {"username": "mallory", "email": "m@example.org"}).status_code == 201


def test_without_anonymous_reading_nobody_reads(ada: Person, opened: Callable[..., Person], store: Store) -> None:
    script_id = store(ada, is_public="true")
    closed = opened(anonymous_read=False)
    for path in ("/api/scripts", f"/api/scripts/{script_id}", f"/api/scripts/{script_id}/download", "/api/categories", "/api/tags"):
        assert closed.get(path).status_code == 401
    assert closed.get("/health/live").status_code == 200
