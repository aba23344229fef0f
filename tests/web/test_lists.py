"""Every list of the contract has the same end, and tells how many there are: by cursor and by page."""

import json
from typing import Any
from uuid import uuid4

import pytest

from db.engine import transaction
from tests.web.conftest import Person
from tests.web.multipart import multipart
from tests.web.world import World
from web.app import endpoints
from web.openapi import document

END = {"total", "page", "totalPages", "nextCursor"}
# The best few of many, and figures, which are not gone through page by page.
OTHERS = {"list_similar_scripts", "suggest_searches", "get_security", "get_categories_figures", "ready"}


def lists() -> dict[str, Any]:
    """By operation: what answers hold that are one list and little else."""
    contract = document(endpoints(), "0")
    schemas = contract["components"]["schemas"]
    found = {}
    for path in contract["paths"].values():
        answer = path.get("get", {}).get("responses", {}).get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
        properties = schemas.get(answer.get("$ref", "").rpartition("/")[2], {}).get("properties", {})
        if sum(each.get("type") == "array" for each in properties.values()) == 1 and len(properties) <= len(END) + 1:
            found[path["get"]["operationId"]] = properties
    return found


def test_every_list_has_the_same_end() -> None:
    assert len(lists()) >= 14
    without = {name for name, properties in lists().items() if not set(properties) >= END}
    assert without == OTHERS


@pytest.fixture
def world(ada: Person) -> World:
    return World(ada.engine, ada.id)


def walk(person: Person, path: str, name: str) -> None:
    """By cursor and by page, the same things in the same order, and as many as are said."""
    joint = "&" if "?" in path else "?"
    whole = person.get(path).get_json()
    assert (whole["total"], len(whole[name]), whole["page"], whole["totalPages"], whole["nextCursor"]) == (5, 5, 1, 1, None), whole
    by_page = [person.get(f"{path}{joint}limit=2&page={page}").get_json() for page in (1, 2, 3)]
    by_cursor = [person.get(f"{path}{joint}limit=2").get_json()]
    while (cursor := by_cursor[-1]["nextCursor"]) is not None:
        by_cursor.append(person.get(f"{path}{joint}limit=2&cursor={cursor.replace('+', '%2B')}").get_json())
    for parts in (by_page, by_cursor):
        assert [json.dumps(each) for part in parts for each in part[name]] == [json.dumps(each) for each in whole[name]]
        assert {(part["total"], part["totalPages"]) for part in parts} == {(5, 3)}


def test_batches(ada: Person) -> None:
    for number in range(5):
        assert ada.post("/api/scripts/upload/async", **multipart([("a.ps1", f"{number}".encode())], {})).status_code == 202
    walk(ada, "/api/batches", "batches")


def test_deliveries(ada: Person, world: World) -> None:
    hook = world.webhook()
    with transaction(ada.engine) as connection:
        for _ in range(5):
            connection.exec_driver_sql(
                "INSERT INTO webhook_deliveries (webhook_id, event, subject, payload) VALUES (%s, 'script.failed', %s, '{}')", (hook, str(uuid4()))
            )
    walk(ada, f"/api/webhooks/{hook}/deliveries", "deliveries")


def test_quarantine(root: Person, world: World) -> None:
    for _ in range(5):
        world.quarantined()
    walk(root, "/api/admin/quarantine", "quarantine")


def test_runs(ada: Person, world: World) -> None:
    script_id = world.script()
    for _ in range(4):
        assert ada.post(f"/api/scripts/{script_id}/executions", json={"status": "success"}).status_code == 201
    walk(ada, f"/api/scripts/{script_id}/execution-history", "executions")


def test_scripts_and_users(ada: Person, root: Person, world: World) -> None:
    for _ in range(5):
        world.script()
    walk(ada, "/api/scripts?sort=createdAt", "scripts")
    for _ in range(3):
        world.user()
    walk(root, "/api/users", "users")


def test_what_is_short_comes_whole(ada: Person, world: World) -> None:
    for number in range(4):
        world.webhook()
        assert ada.post("/api/auth/tokens", json={"name": f"{number}"}).status_code == 201
    for path, name, total in (("/api/webhooks", "webhooks", 4), ("/api/auth/tokens", "tokens", 5)):
        said = ada.get(path).get_json()
        assert (len(said[name]), said["total"], said["page"], said["totalPages"], said["nextCursor"]) == (total, total, 1, 1, None)
