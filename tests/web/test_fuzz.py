"""No input at all makes the server fail: every route with a body or a query gets values that its models do not expect."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.conftest import Person
from tests.web.test_route_matrix import MATRIX
from tests.web.world import World
from web.app import endpoints

TEXTS = st.text() | st.sampled_from(
    ["", "\0", "a\0b", "' OR 1=1 --", "<script>", "../../etc/passwd", "\u202e", "é" * 300, "x" * 3000, "%s%n", "{{7*7}}"]
)
NUMBERS = st.sampled_from([0, -1, 1, 2**31 - 1, 2**31, 2**63, 10**30, -(10**30), 0.5, 1e308]) | st.integers()
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXTS, inner, max_size=5), max_leaves=12)
# What a test must not do: end its own sign-in, take its own rights, sign with other keys.
LEFT_OUT = {"logout", "rotate_keys", "delete_user"}
CHOSEN = [each for each in endpoints() if each.name not in LEFT_OUT]
PATHS = {(each.method, each.rule): each.path for each in MATRIX}


@st.composite
def bodies(draw: st.DrawFn, names: list[str]) -> Any:
    """Mostly the right names, with anything in them."""
    if draw(st.integers(0, 9)) == 0:
        return draw(ANYTHING)
    body = {name: draw(ANYTHING) for name in names if draw(st.booleans())}
    if draw(st.integers(0, 9)) == 0:
        body[draw(TEXTS)] = draw(ANYTHING)
    return body


def raw(value: Any) -> bytes:
    """As JSON that may also have lone surrogates."""
    return json.dumps(value).encode()


@pytest.mark.parametrize("endpoint", CHOSEN, ids=lambda each: each.name)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_no_input_is_an_error_of_the_server(endpoint: Any, data: st.DataObject, fuzzed: tuple[Person, World]) -> None:
    person, world = fuzzed
    path = PATHS[endpoint.method, endpoint.path](world).partition("?")[0]
    sent: dict[str, Any] = {}
    if endpoint.query is not None:
        names = [field.alias or name for name, field in endpoint.query.model_fields.items()]
        chosen = {name: data.draw(TEXTS | NUMBERS.map(str)) for name in names if data.draw(st.booleans())}
        sent["query_string"] = {name: value.encode("utf-8", "replace").decode() for name, value in chosen.items()}
    if endpoint.body is not None:
        names = [field.alias or name for name, field in endpoint.body.model_fields.items()]
        sent |= {"data": raw(data.draw(bodies(names))), "content_type": "application/json"}
    if endpoint.form is not None:
        noise = data.draw(st.binary(max_size=200))
        sent |= {"data": b"--b\r\n" + noise + b"\r\n--b--\r\n", "content_type": "multipart/form-data; boundary=b"}
    answer = person.call(endpoint.method, path, **sent)
    assert answer.status_code < 500, (path, sent, answer.text)
    if answer.status_code >= 400:
        assert {"error", "message", "requestId"} <= set(answer.get_json())


@pytest.fixture
def fuzzed(root: Person, monkeypatch: pytest.MonkeyPatch) -> tuple[Person, World]:
    """An administrator, who gets furthest, on a library that many examples share; nobody waits for workers that are not there."""
    monkeypatch.setattr("web.storing.PATIENCE", 0.0)
    monkeypatch.setattr("pipeline.accounts.passwords.ROUNDS", 4)
    world = World(root.engine, root.id)
    world.request()
    return root, world
