"""Nothing of one user's private scripts shows for another: each GET of the contract answers just as if they were not there."""

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from tests.web.conftest import Person, Store
from tests.web.multipart import multipart
from tests.web.test_route_matrix import MATRIX
from tests.web.test_uploads import rows
from tests.web.world import World

SECRET = "zanzibar"
IDS = range(1, 7)
QUERIES = {
    "/api/scripts": [
        *("", f"?q={SECRET}", "?userId=1", "?categoryId=1", f"?tag=tag-{SECRET}"),
        *("?isPublic=false", "?minSecurity=1", "?sort=securityScore", "?limit=1"),
    ],
    "/api/scripts/search": [
        *(f"?q={SECRET}", "?q=public", f"?q=public {SECRET}&mode=keyword", f"?q={SECRET}&mode=semantic", "?q=public&minSecurity=1"),
        *(f"?q=tag:tag-{SECRET}", f'?q="{SECRET}"', "?q=author:ada"),
    ],
    "/api/scripts/suggest": ["?q=", f"?q={SECRET[:3]}", "?q=p"],
    "/api/scripts/duplicates": ["", "?threshold=0.7", "?limit=1", *(f"?scriptId={number}" for number in IDS)],
    "/api/scripts/<id:script_id>/similar": ["", "?threshold=0&limit=100"],
    "/api/scripts/<id:script_id>/export-analysis": ["", "?format=sarif", "?format=html", "?format=pdf", "?format=md"],
    "/api/scripts/<id:script_id>/versions/compare": ["?from=1&to=1"],
}  # fmt: skip
# About the request itself, or the moment.
VOLATILE = re.compile(rb'"requestId":"[^"]*"|/CreationDate \([^)]*\)|/ID \[[^\]]*\]')


def paths(world: World) -> Iterator[str]:
    for route in MATRIX:
        if route.method != "GET" or route.rule in ("/metrics", "/api/docs/<path:name>", "/ui/<path:filename>"):
            continue
        names = re.findall(r"<(\w+):(\w+)>", route.rule)
        choices = [[world.batch, world.upload] if kind == "uuid" else IDS if name != "version" else [1, 2] for kind, name in names]
        for values in itertools.product(*choices):
            path = route.rule
            for value in values:
                path = re.sub(r"<\w+:\w+>", str(value), path, count=1)
            yield from (path + query for query in QUERIES.get(route.rule, [""]))


def answers(person: Person, world: World) -> dict[str, Any]:
    """Status, headers and body of every GET."""
    found = {}
    for path in paths(world):
        answer = person.get(path)
        headers = {name: value for name, value in answer.headers if name not in ("X-Request-Id", "Set-Cookie", "Date")}
        body = re.sub(rb'"lastUsedAt":"[^"]*"', b"", VOLATILE.sub(b"", answer.data))
        found[path] = (answer.status_code, headers if b"csrf" not in body else None, re.sub(rb'value="\w*"', b"", body))
    return found


@pytest.fixture
def world(ada: Person, bob: Person, store: Store) -> World:
    """What is there before: a public script of Ada's, and two scripts of Bob's."""
    assert ada.account
    made = World(ada.engine, ada.id)
    store(ada, "public", is_public="true", tags="shared")
    store(bob, "Bob's own")
    store(bob, "Bob's public", is_public="true")
    return made


def hide(world: World) -> None:
    """All sorts of things that are Ada's alone."""
    world.script(title=SECRET, content=f"# {SECRET}")
    world.script(title=f"{SECRET} too", content="Bob's own")
    world.request()
    world.token()
    world.webhook()


def test_others_answers_are_the_same_with_and_without_what_is_private(
    app: Flask, world: World, bob: Person, nobody: Person, ada: Person, store: Store
) -> None:
    before = {person: answers(person, world) for person in (bob, nobody)}
    hide(world)
    store(ada, f"# {SECRET} for the public\nGet-ChildItem -Path {SECRET}", f"{SECRET}.ps1")  # with words and a vector
    for _ in ("with what was cached before", "made anew", "cached again"):
        for person in (bob, nobody):
            after = answers(person, world)
            differing = {path: (before[person][path], after[path]) for path in after if after[path] != before[person][path]}
            assert not differing, "\n".join(f"{path}: {was} {now}" for path, (was, now) in differing.items())
            assert not any(SECRET.encode() in body for path, (_, _, body) in after.items() if SECRET not in path)
        app.extensions["psscript"].cache.forget_everything()
    seen = answers(ada, world)
    for path in (
        f"/api/scripts/search?q={SECRET}",
        f"/api/scripts/search?q={SECRET}&mode=semantic",
        f"/api/scripts/suggest?q={SECRET[:3]}",
        "/api/scripts",
    ):
        assert SECRET.encode() in seen[path][2], path


def test_a_duplicate_of_what_is_private_is_ones_own(ada: Person, bob: Person, store: Store, work: Callable[[], None]) -> None:
    hidden, public = store(ada, "hidden bytes"), store(ada, "public bytes", is_public="true")
    assert store(bob, "public bytes") == public
    mine = store(bob, "hidden bytes")
    assert mine not in (hidden, public)
    uploads = bob.get(f"/api/batches/{bob.get('/api/batches').get_json()['batches'][0]['batchId']}").get_json()["uploads"]
    assert (uploads[0]["status"], uploads[0]["outcome"], uploads[0]["duplicateOf"]) == ("completed", "new", None)
    assert rows(bob.engine, "SELECT count(*) FROM scripts") == [(3,)]


def test_what_is_named_but_hidden_looks_like_what_is_not_there(ada: Person, bob: Person, store: Store) -> None:
    hidden = store(ada, "hidden")
    bodies: list[tuple[str, str, Callable[[int], dict[str, Any]]]] = [
        ("PUT", "/api/scripts/{}", lambda _: {"json": {"title": "x"}}),
        ("DELETE", "/api/scripts/{}", lambda _: {}),
        ("POST", "/api/scripts/{}/executions", lambda _: {"json": {"status": "success"}}),
        ("POST", "/api/scripts/delete", lambda each: {"json": {"ids": [each]}}),
        ("POST", "/api/scripts/bulk-update", lambda each: {"json": {"ids": [each], "isPublic": True}}),
        ("POST", "/api/scripts/upload/async", upload_to),
    ]
    for method, path, send in bodies:
        seen = []
        for script_id in (hidden, hidden + 1000):
            answer = bob.call(method, path.format(script_id), **send(script_id))
            seen.append((answer.status_code, re.sub(rf'"?{script_id}"?|"requestId":"[^"]*"', "", answer.text)))
        assert seen[0] == seen[1], path
        assert seen[0][0] in (404, 409)


def upload_to(script_id: int) -> dict[str, Any]:
    return multipart([("a.ps1", b"1")], {"script_id": script_id})
