"""Every kind of bad input, at every endpoint that takes such: refused in the one shape of refusals, and nothing is stored, not even in part."""

import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from db.engine import Engine, reading
from tests.web.conftest import Person
from tests.web.test_route_matrix import MATRIX
from tests.web.world import World
from web.app import endpoints
from web.endpoint import Endpoint

PATHS = {(each.method, each.rule): each.path for each in MATRIX}
WITH_BODY = [each for each in endpoints() if each.body is not None]
WITH_QUERY = [each for each in endpoints() if each.query is not None]
WITH_ID = [each for each in endpoints() if "<id:" in each.path]
BROKEN = [b"{", b"", b"{'a': 1}", b'{"a": NaN', b"\xff\xfe{}", b'{"a": 1} x', b"[" * 100_000, b'{"a":' * 50_000, b"nul"]
NOT_OBJECTS = [b"[]", b"1", b'"x"', b"true", b"null"]
PASSWORD = (400, 422, 401, 403)  # the old one is asked for before the new one is looked at
IDS = ["-1", "0", "2147483648", "99999999999999999999", "1.5", "1e3", "x", "%00", "1%00", "%F0%9F%98%80", "..%2f..", "' OR 1=1 --"]


@pytest.fixture
def world(root: Person) -> World:
    made = World(root.engine, root.id)
    made.request()
    return made


def counts(engine: Engine) -> dict[str, int]:
    with reading(engine) as connection:
        tables = [row[0] for row in connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        return {table: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()) for table in tables}


def wrong(answer: TestResponse, *statuses: int) -> bool:
    if answer.status_code not in statuses:
        return True
    said = answer.get_json(silent=True)
    return not isinstance(said, dict) or not {"error", "message", "requestId"} <= set(said) or "Traceback" in answer.text


def texts_of(endpoint: Endpoint) -> list[str]:
    """Names of fields that take a text; the old password is looked at only beside a new one."""
    assert endpoint.body
    properties = endpoint.body.model_json_schema(by_alias=True)["properties"]
    taken = {name: each for name, each in properties.items() if name != "currentPassword"}
    return [name for name, each in taken.items() if "string" in (each.get("type"), *(one.get("type") for one in each.get("anyOf", ())))]


def sent(endpoint: Endpoint, person: Person, path: str, data: bytes) -> TestResponse:
    return person.call(endpoint.method, path, data=data, content_type="application/json")


def test_bodies_that_are_no_json_or_no_object(world: World, root: Person, engine: Engine) -> None:
    found: list[tuple[str, bytes]] = []
    for endpoint in WITH_BODY:
        path = PATHS[endpoint.method, endpoint.path](world)
        before = counts(engine)
        bodies = [data for data in (*BROKEN, *NOT_OBJECTS) if data or not endpoint.body_optional]
        found += [(endpoint.name, data[:20]) for data in bodies if wrong(sent(endpoint, root, path, data), 400, 422)]
        if wrong(root.call(endpoint.method, path, data=b"<a/>", content_type="application/xml"), 415):
            found.append((endpoint.name, b"xml"))
        assert counts(engine) == before, endpoint.name
    assert not found


def test_fields_that_are_unknown_or_of_another_type_or_hold_what_no_text_holds(world: World, root: Person, engine: Engine) -> None:
    found: list[tuple[str, bytes]] = []
    for endpoint in WITH_BODY:
        assert endpoint.body
        path = PATHS[endpoint.method, endpoint.path](world)
        before = counts(engine)
        bodies: list[dict[str, Any]] = [{"surelyUnknown": 1}, {"__proto__": {}}]
        names = [field.alias or name for name, field in endpoint.body.model_fields.items()]
        bodies += [{name: {"a": [{}]}} for name in names if name not in ("settings", "parameters")]
        bodies += [{name: each} for name in texts_of(endpoint) for each in ("a\0b", [1], 1.5)]
        raw = [json.dumps(each).encode() for each in bodies] + [b'{"%s": "\\ud800"}' % name.encode() for name in texts_of(endpoint)]
        found += [(endpoint.name, data) for data in raw if wrong(sent(endpoint, root, path, data), *(PASSWORD if b"assword" in data else (400, 422)))]
        assert counts(engine) == before, endpoint.name
    assert not found


def test_queries_that_cannot_be(world: World, nobody: Person, root: Person) -> None:
    found: list[tuple[str, str]] = []
    for endpoint in WITH_QUERY:
        assert endpoint.query
        path = PATHS[endpoint.method, endpoint.path](world).partition("?")[0]
        names = {field.alias or name for name, field in endpoint.query.model_fields.items()}
        queries = ["surelyUnknown=1", "limit[]=1"]
        for name, values in {
            "page": ("1e9", "1000000000", "0", "-1", "x", "", "1_0", "%00"),
            "limit": ("1e9", "1000000000", "-1", "x", ""),
            "sort": ("surely", "title;drop", "%00", ""),
            "order": ("up", ""),
            "cursor": ("%00",),
        }.items():
            queries += [f"{name}={value}" for value in values if name in names]
        found += [(endpoint.name, query) for query in queries if wrong(root.get(f"{path}?{query}"), 400, 422)]
    assert not found


def test_ids_that_cannot_be(world: World, root: Person, engine: Engine) -> None:
    found = []
    for endpoint in WITH_ID:
        path = PATHS[endpoint.method, endpoint.path](world)
        given = next(part for part in path.partition("?")[0].split("/") if part.isdigit())
        before = counts(engine)
        for each in IDS:
            answer = root.call(endpoint.method, path.replace(f"/{given}", f"/{each}", 1), json={} if endpoint.body else None)
            # The rest of a path may be another route, which answers for itself.
            if wrong(answer, 400, 404, 405, 415, 422):
                found.append((endpoint.name, each, answer.status_code))
        assert counts(engine) == before, endpoint.name
    assert not found
