"""What every answer has, and what happens when something is away or too much."""

import gzip
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import redis
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from db.engine import Engine
from pipeline.config import Settings
from tests.web.conftest import UNLIMITED, Person, Store
from tests.web.multipart import multipart
from web import create_app
from web.logs import JsonFormatter

Opener = Callable[..., Flask]


@pytest.fixture
def opened(settings: Settings) -> Iterator[Opener]:
    """Applications with other settings."""
    engines: list[Engine] = []

    def open_app(**chosen: object) -> Flask:
        app = create_app(replace(settings, **(UNLIMITED | chosen)))  # type: ignore[arg-type]
        engines.append(app.extensions["psscript"].engine)
        return app

    yield open_app
    for engine in engines:
        engine.dispose()


def test_headers_of_every_answer(nobody: Person) -> None:
    for path in ("/api/scripts", "/api/nothing", "/health/live", "/sign-in", "/rq/"):
        headers = nobody.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Request-Id"]
        assert "Strict-Transport-Security" not in headers
    assert nobody.get("/health/live", headers={"X-Request-Id": "mine-1"}).headers["X-Request-Id"] == "mine-1"
    assert nobody.get("/health/live", headers={"X-Request-Id": "a b\t" + "x" * 300}).headers["X-Request-Id"].isalnum()
    assert nobody.get("/api/nothing", headers={"X-Request-Id": "mine-2"}).get_json()["requestId"] == "mine-2"
    assert nobody.post("/health/live").status_code == 405
    assert "GET" in nobody.post("/health/live").headers["Allow"]


def test_the_request_id_goes_on_to_the_batch(ada: Person, engine: Engine) -> None:
    ada.post("/api/scripts/upload/async", headers={"X-Request-Id": "mine-3"}, **multipart([("a.ps1", b"1")], {}))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT request_id FROM batches").scalar_one() == "mine-3"


def test_lines_of_the_log_are_json_with_the_request(ada: Person, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "web.access"):
        ada.get("/api/scripts?q=private", headers={"X-Request-Id": "mine-4"})
        ada.get("/health/live")
    [record] = [record for record in caplog.records if record.name == "web.access"]
    line = json.loads(JsonFormatter().format(record))
    assert (line["path"], line["status"], line["user"], line["level"]) == ("/api/scripts", 200, ada.id, "INFO")
    assert "private" not in json.dumps(line)


def test_answers_are_compressed_and_need_not_be_sent_twice(ada: Person, store: Store) -> None:
    script_id = store(ada, "# long\n" * 1000, is_public="true")
    plain = ada.get(f"/api/scripts/{script_id}")
    small = ada.get(f"/api/scripts/{script_id}", headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < len(plain.data) / 5
    assert json.loads(gzip.decompress(small.data)) == plain.get_json()
    assert "Accept-Encoding" in plain.headers["Vary"]
    again = ada.get(f"/api/scripts/{script_id}", headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "private" in plain.headers["Cache-Control"]
    ada.put(f"/api/scripts/{script_id}", json={"title": "other"})
    assert ada.get(f"/api/scripts/{script_id}", headers={"If-None-Match": plain.headers["ETag"]}).status_code == 200
    assert ada.get("/api/auth/me").headers["Cache-Control"] == "no-store"


def test_other_origins(opened: Opener, nobody: Person) -> None:
    assert "Access-Control-Allow-Origin" not in nobody.get("/api/scripts", headers={"Origin": "https://app.example"}).headers
    client = opened(cors_origins=("https://app.example",)).test_client()
    assert client.get("/api/scripts", headers={"Origin": "https://app.example"}).headers["Access-Control-Allow-Origin"] == "https://app.example"
    assert "Access-Control-Allow-Origin" not in client.get("/api/scripts", headers={"Origin": "https://evil.example"}).headers
    asked = client.options("/api/scripts/1", headers={"Origin": "https://app.example", "Access-Control-Request-Method": "PUT"})
    assert asked.status_code == 200
    assert "PUT" in asked.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in asked.headers


def test_proxies_are_believed_only_when_trusted(opened: Opener, ada: Person) -> None:
    for networks, address in (((), "127.0.0.1"), (("127.0.0.0/8", "10.0.0.0/8"), "203.0.113.9")):
        client = opened(trusted_proxies=networks).test_client()
        forwarded = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9, 10.0.0.1", "X-Forwarded-Proto": "https"}
        answer = client.post("/api/auth/login", json={"email": "nobody@example.org", "password": "x"}, headers=forwarded)
        assert ("Strict-Transport-Security" in answer.headers) == bool(networks)
        with ada.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT address FROM audit_log ORDER BY id DESC LIMIT 1").scalar_one() == address


def test_who_calls_too_often_waits(opened: Opener, ada: Person, bob: Person) -> None:
    client = opened(rate_read="3 per hour", rate_sign_in="2 per hour").test_client()
    for person in (ada, bob):
        bearer = {"Authorization": f"Bearer {person.token}"}
        statuses = [client.get("/api/categories", headers=bearer).status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
    answer = client.get("/api/tags", headers=bearer)
    assert (answer.status_code, answer.get_json()["error"]) == (429, "rate_limited")
    assert 0 < int(answer.headers["Retry-After"]) <= 3601
    assert client.get("/api/tags").status_code == 200  # somebody else
    assert client.get("/health/live", headers=bearer).status_code == 200
    assert client.get("/api/batches/00000000-0000-0000-0000-000000000000", headers=bearer).status_code == 404  # polling is never limited
    wrong = {"email": "x@example.org", "password": "x"}
    assert [client.post("/api/auth/login", json=wrong).status_code for _ in range(3)] == [401, 401, 429]


def test_limits_hold_without_redis(opened: Opener, ada: Person) -> None:
    client = opened(rate_read="3 per hour", redis_url="redis://127.0.0.1:1/0", redis_timeout=0.2).test_client()
    bearer = {"Authorization": f"Bearer {ada.token}"}
    assert [client.get("/api/categories", headers=bearer).status_code for _ in range(5)].count(429) >= 1


def test_without_redis_uploads_are_taken_and_answers_given(opened: Opener, ada: Person, store: Store) -> None:
    script_id = store(ada)
    client = opened(redis_url="redis://127.0.0.1:1/0", redis_timeout=0.2).test_client()
    bearer = {"Authorization": f"Bearer {ada.token}"}
    assert client.post("/api/scripts/upload/async", headers=bearer, **multipart([("b.ps1", b"b")], {})).status_code == 202
    for _ in range(2):
        assert client.get(f"/api/scripts/{script_id}", headers=bearer).status_code == 200
        assert client.get("/api/analytics/usage", headers=bearer).status_code == 200
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.get_json()["degraded"][0]) == (200, "redis")


def test_without_postgresql_it_is_503(opened: Opener) -> None:
    client = opened(database_url="postgresql://nobody@127.0.0.1:1/none").test_client()
    bearer = {"Authorization": "Bearer pss_whoever"}
    for method, path in (("GET", "/api/scripts"), ("POST", "/api/scripts/upload/async"), ("GET", "/health/ready")):
        answer = client.open(path, method=method, headers=bearer)
        assert (answer.status_code, answer.get_json()["error"]) == (503, "database_away")
        assert int(answer.headers["Retry-After"]) > 0
    assert client.get("/health/live").status_code == 200


def test_figures_for_prometheus(ada: Person, root: Person, nobody: Person, store: Store) -> None:
    store(ada)
    text = root.get("/metrics").text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    assert {"psscript_requests", "psscript_request_seconds", "psscript_database_seconds", "psscript_database_connections"} <= set(families)
    assert {"psscript_queue_jobs", "psscript_processes", "psscript_stage_seconds", "psscript_database_deadlocks"} <= set(families)
    uploads = {sample.labels["status"]: sample.value for sample in families["psscript_uploads"].samples}
    assert uploads == {"completed": 1}
    runs = {sample.labels["stage"]: sample.value for sample in families["psscript_stage_runs"].samples}
    assert runs["analyze"] == 1
    assert nobody.get("/metrics").status_code == 200  # from this machine
    assert nobody.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403
    assert nobody.get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == 403
    assert ada.get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == 403


def test_of_requests_that_miss_redis_at_once_none_fails(opened: Opener, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one has noticed, and counts in memory, while this one still waits for Redis."""
    app = opened()
    bearer = {"Authorization": f"Bearer {ada.token}"}
    (limiter,) = app.extensions["limiter"]
    asked = []

    def away(*_: object, **__: object) -> int:
        asked.append(limiter._storage_dead)
        limiter._storage_dead = True
        raise redis.ConnectionError("away")

    monkeypatch.setattr(limiter._storage, "incr", away)
    monkeypatch.setattr(limiter._storage, "check", lambda: False)
    assert app.test_client().post("/api/tags", json={"name": "x"}, headers=bearer).status_code == 201
    assert asked == [False]
