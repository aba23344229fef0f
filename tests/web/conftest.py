"""An application on real servers, and people who call it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from db.engine import Engine, transaction
from pipeline.accounts import Account, Role, create_token, passwords
from pipeline.accounts.tokens import DEFAULT_SCOPES, Scope
from pipeline.accounts.users import insert_user
from pipeline.config import Settings
from web import create_app

PASSWORD = "a horse, a battery and a staple"


@dataclass(frozen=True)
class Person:
    """Somebody with a personal token, who calls with it."""

    client: FlaskClient
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
        return self.client.open(path, method=method, headers=headers, **more)

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


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    made = create_app(settings)
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
        return Person(app.test_client(use_cookies=False), account, token)

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
def nobody(app: Flask) -> Person:
    """Not signed in."""
    return Person(app.test_client(use_cookies=False), None, None)
