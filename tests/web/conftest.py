"""An application on real servers, and people who call it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
import redis
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from db.engine import Engine, reading, transaction
from pipeline.accounts import Account, Role, create_token, passwords
from pipeline.accounts.tokens import DEFAULT_SCOPES, Scope
from pipeline.accounts.users import insert_user
from pipeline.cache_store import Cache
from pipeline.config import Settings
from pipeline.embedding.provider import open_provider
from pipeline.queues import Queues
from pipeline.room import Room
from pipeline.runner import run_stage
from tests.web.multipart import multipart
from web import create_app

PASSWORD = "a horse, a battery and a staple"


@dataclass(frozen=True)
class Person:
    """Somebody with a personal token, who calls with it."""

    client: FlaskClient
    engine: Engine
    account: Account | None
    token: str | None

    @property
    def id(self) -> int:
        assert self.account is not None
        return self.account.id

    def call(self, method: str, path: str, **more: Any) -> TestResponse:
        headers = dict(more.pop("headers", {}))
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return self.client.open(path, method=method, headers=headers, buffered=True, **more)

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.call("GET", path, **more)

    def post(self, path: str, **more: Any) -> TestResponse:
        return self.call("POST", path, **more)

    def put(self, path: str, **more: Any) -> TestResponse:
        return self.call("PUT", path, **more)

    def delete(self, path: str, **more: Any) -> TestResponse:
        return self.call("DELETE", path, **more)


MakePerson = Callable[..., Person]


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Of PASSWORD: hashing takes a quarter of a second, so once is enough."""
    return passwords.hash_password(PASSWORD)


UNLIMITED = {f"rate_{name}": "1000000 per minute" for name in ("sign_in", "register", "read", "write")}


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """As often as tests like; limits have tests of their own."""
    made = create_app(replace(settings, **UNLIMITED))  # type: ignore[arg-type]
    yield made
    made.extensions["psscript"].engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def make_person(app: Flask, engine: Engine, password_hash: str) -> MakePerson:
    def make(name: str, role: Role = "user", scopes: tuple[Scope, ...] | None = None) -> Person:
        with transaction(engine) as connection:
            account = insert_user(connection, name, f"{name}@example.org", password_hash, role)
        chosen: tuple[Scope, ...] = scopes or (("read", "write", "admin") if role == "admin" else DEFAULT_SCOPES)
        token, _ = create_token(engine, account.id, "tests", chosen)
        return Person(app.test_client(use_cookies=False), engine, account, token)

    return make


@pytest.fixture
def ada(make_person: MakePerson) -> Person:
    """A user."""
    return make_person("ada")


@pytest.fixture
def bob(make_person: MakePerson) -> Person:
    """Another user."""
    return make_person("bob")


@pytest.fixture
def root(make_person: MakePerson) -> Person:
    """An administrator."""
    return make_person("root", "admin")


@pytest.fixture
def nobody(app: Flask, engine: Engine) -> Person:
    """Not signed in."""
    return Person(app.test_client(use_cookies=False), engine, None, None)


@pytest.fixture
def work(settings: Settings, engine: Engine) -> Iterator[Callable[[], None]]:
    """Carries everything that was accepted to its end, as workers would."""
    queues = Queues(settings.redis or "", settings.redis_timeout)
    cache = Cache(queues_client := redis.Redis.from_url(settings.redis or ""))
    room = Room(engine, settings, queues, cache, open_provider(settings), "tests")

    def drain() -> None:
        while batches := _unfinished(engine):
            for batch_id, stage in batches:
                run_stage(room, batch_id, stage)

    yield drain
    queues_client.close()
    queues.close()


def _unfinished(engine: Engine) -> list[tuple[UUID, str]]:
    with reading(engine) as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT id, stage FROM batches WHERE finished_at IS NULL ORDER BY created_at")]


Store = Callable[..., int]


@pytest.fixture
def store(work: Callable[[], None]) -> Store:
    """Uploads one script and waits for its end; returns its id."""

    def store_one(person: Person, content: str | bytes = "Get-Date", name: str = "a.ps1", **fields: Any) -> int:
        data = content.encode() if isinstance(content, str) else content
        answer = person.post("/api/scripts/upload/async", **multipart([(name, data)], fields))
        assert answer.status_code == 202, answer.get_json()
        work()
        with reading(person.engine) as connection:
            row = connection.exec_driver_sql(
                "SELECT script_id FROM uploads WHERE id = %s AND status IN ('completed', 'duplicate')", (answer.get_json()["uploads"][0]["uploadId"],)
            ).one()
        return int(row[0])

    return store_one
