import hashlib
from typing import Any

import pytest

from db.engine import Engine, transaction
from tests.web.conftest import Person, Store


def test_a_stored_script_and_its_bytes(ada: Person, bob: Person, nobody: Person, store: Store) -> None:
    content = b"\xff\xfe" + "# Größe\r\nGet-Date\r".encode("utf-16-le")
    script_id = store(ada, content, "sub dir/Größe.ps1", title="Größe", tags="b,a", category_id=4, is_public="true", description="<b>")
    script = nobody.get(f"/api/scripts/{script_id}").get_json()
    assert script["title"] == "Größe"
    assert script["content"] == "# Größe\r\nGet-Date\r"
    assert script["user"] == {"id": ada.id, "username": "ada"}
    assert script["category"] == {"id": 4, "name": "Cloud Management"}
    assert [tag["name"] for tag in script["tags"]] == ["a", "b"]
    assert script["fileHash"] == hashlib.md5(content, usedforsecurity=False).hexdigest()
    assert script["version"] == 1
    assert script["analysis"]["scriptVersion"] == 1

    answer = bob.get(f"/api/scripts/{script_id}/download")
    assert answer.data == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert bob.get(f"/api/scripts/{script_id}/download", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert bob.get(f"/api/scripts/{script_id}/versions/1/download").data == content
    version = bob.get(f"/api/scripts/{script_id}/versions/1").get_json()
    assert (version["sha256"], version["encoding"]) == (hashlib.sha256(content).hexdigest(), "utf-16-le-bom")
    assert bob.get(f"/api/scripts/{script_id}/analysis").get_json()["analysisVersion"]


def test_versions(ada: Person, store: Store) -> None:
    script_id = store(ada, "one", source_path="x.ps1")
    for number in range(2, 6):
        assert store(ada, f"text {number}", source_path="x.ps1", commit_message=f"change {number}") == script_id
    first = ada.get(f"/api/scripts/{script_id}/versions?limit=3").get_json()
    assert ([each["version"] for each in first["versions"]], first["total"], first["totalPages"]) == ([5, 4, 3], 5, 2)
    second = ada.get(f"/api/scripts/{script_id}/versions?limit=3&cursor={first['nextCursor']}").get_json()
    assert ([each["version"] for each in second["versions"]], second["nextCursor"]) == ([2, 1], None)
    assert second["versions"][0]["commitMessage"] == "change 2"
    assert ada.get(f"/api/scripts/{script_id}/versions/1").get_json()["content"] == "one"
    assert ada.get(f"/api/scripts/{script_id}/versions/6").status_code == 404
    assert ada.get(f"/api/scripts/{script_id}").get_json()["content"] == "text 5"


def test_what_is_private_looks_like_what_is_not_there(ada: Person, bob: Person, nobody: Person, root: Person, store: Store) -> None:
    script_id = store(ada, "secret")
    for path in ("", "/analysis", "/versions", "/versions/1", "/versions/1/download", "/download"):
        missing = bob.get(f"/api/scripts/{script_id + 1}{path}").get_json()
        for person in (bob, nobody):
            hidden = person.get(f"/api/scripts/{script_id}{path}")
            assert hidden.status_code == 404
            assert hidden.get_json() | {"requestId": ""} == missing | {"requestId": ""}
        assert ada.get(f"/api/scripts/{script_id}{path}").status_code == 200
        assert root.get(f"/api/scripts/{script_id}{path}").status_code == 200


@pytest.fixture
def library(ada: Person, bob: Person, store: Store, engine: Engine) -> dict[str, int]:
    """Five scripts of Ada, the last two private, with scores; two private ones of Bob."""
    ids = {}
    for number, name in enumerate(["Alpha backup", "beta restore", "Gamma Backup", "delta", "epsilon"]):
        ids[name] = store(ada, f"# {name}", title=name, is_public=str(number < 3).lower(), tags=f"t{number % 2}", category_id=number % 2 + 1)
    for name in ("bob one", "bob two"):
        ids[name] = store(bob, f"# {name}", title=name)
    scores = {"Alpha backup": (90, 10), "beta restore": (40, 70), "Gamma Backup": (None, None), "delta": (90, 20), "epsilon": (0, 0)}
    with transaction(engine) as connection:
        for name, (security, risk) in scores.items():
            connection.exec_driver_sql(
                "UPDATE script_analysis SET security_score = %s, risk_score = %s, quality_score = 50 WHERE script_id = %s",
                (security, risk, ids[name]),
            )
    return ids


def titles(person: Person, query: str = "") -> list[str]:
    answer = person.get(f"/api/scripts?{query}")
    assert answer.status_code == 200, answer.get_json()
    return [each["title"] for each in answer.get_json()["scripts"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=title", ["Alpha backup", "beta restore", "delta", "epsilon", "Gamma Backup"]),
        ("sort=title&order=desc", ["Gamma Backup", "epsilon", "delta", "beta restore", "Alpha backup"]),
        ("sort=createdAt&order=asc", ["Alpha backup", "beta restore", "Gamma Backup", "delta", "epsilon"]),
        ("sort=updatedAt", ["epsilon", "delta", "Gamma Backup", "beta restore", "Alpha backup"]),
        ("sort=securityScore&order=desc", ["delta", "Alpha backup", "beta restore", "epsilon", "Gamma Backup"]),
        ("sort=securityScore&order=asc", ["epsilon", "beta restore", "Alpha backup", "delta", "Gamma Backup"]),
        ("sort=riskScore&order=desc", ["beta restore", "delta", "Alpha backup", "epsilon", "Gamma Backup"]),
        ("sort=executionCount&order=asc", ["Alpha backup", "beta restore", "Gamma Backup", "delta", "epsilon"]),
    ],
)
def test_orders_by_page_and_by_cursor(ada: Person, library: dict[str, int], query: str, expected: list[str]) -> None:
    assert titles(ada, query) == expected
    assert [title for page in (1, 2, 3, 4) for title in titles(ada, f"{query}&limit=2&page={page}")] == expected
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        body: dict[str, Any] = ada.get(f"/api/scripts?{query}&limit=2" + (f"&cursor={cursor}" if cursor else "")).get_json()
        found += [each["title"] for each in body["scripts"]]
        cursor = body["nextCursor"]
        assert (body["total"], body["totalPages"]) == (5, 3)
    assert found == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=backup", ["Alpha backup", "Gamma Backup"]),
        ("q=BACK%20alph", ["Alpha backup"]),
        ("q=%21%21", []),
        ("tag=t1", ["beta restore", "delta"]),
        ("tag=none", []),
        ("categoryId=2", ["beta restore", "delta"]),
        ("isPublic=false", ["delta", "epsilon"]),
        ("minSecurity=90", ["Alpha backup", "delta"]),
        ("maxRisk=10", ["Alpha backup", "epsilon"]),
        ("minSecurity=50&isPublic=true", ["Alpha backup"]),
    ],
)
def test_filters(ada: Person, library: dict[str, int], query: str, expected: list[str]) -> None:
    assert titles(ada, f"sort=title&{query}") == expected


def test_lists_hold_what_the_viewer_may_see(ada: Person, bob: Person, nobody: Person, root: Person, library: dict[str, int]) -> None:
    public = ["Alpha backup", "beta restore", "Gamma Backup"]
    assert titles(nobody, "sort=title") == public
    assert titles(bob, "sort=title") == ["Alpha backup", "beta restore", "bob one", "bob two", "Gamma Backup"]
    assert len(titles(root)) == 7
    assert titles(bob, f"userId={ada.id}&sort=title") == public
    assert titles(ada, f"userId={bob.id}") == []
    assert nobody.get("/api/scripts").get_json()["total"] == 3
    assert "content" not in nobody.get("/api/scripts").get_json()["scripts"][0]


@pytest.mark.parametrize(
    "query",
    [
        "sort=nonsense",
        "order=up",
        "limit=0",
        "limit=101",
        "limit=ten",
        "limit=1_0",
        "page=0",
        "page=1e9",
        "page=1000000000",
        "page=-1",
        "cursor=x",
        "cursor=bnVsbA",
        "cursor=WyJ1cGRhdGVkQXQiLCJkZXNjIiwieCIsMSwxXQ",
        "categoryId=0",
        "categoryId=2147483648",
        "userId=-5",
        "isPublic=maybe",
        "minSecurity=101",
        "minSecurity=NaN",
        "maxRisk=1e400",
        "q=%00",
        "tag=",
        "unknown=1",
        "limit=1&limit=2",
    ],
)
def test_bad_queries(nobody: Person, query: str) -> None:
    answer = nobody.get(f"/api/scripts?{query}")
    assert answer.status_code == 422
    assert {"error", "message", "requestId"} <= set(answer.get_json())
