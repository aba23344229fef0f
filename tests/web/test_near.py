"""Near copies and similar scripts over HTTP, on a real library."""

from typing import Any

import pytest

from db.engine import Engine
from pipeline.search.near_keeping import sign_some
from tests.web.conftest import Person, Store

DUPLICATES = "/api/scripts/duplicates"
STOP = """# Stops what nobody needs
param([string]$Name = "Spooler", [int]$Timeout = 30)
Get-Service -Name $Name | Where-Object { $_.Status -eq 'Running' } | Stop-Service -Force
foreach ($each in Get-Service -Name $Name) { Write-Output "Stopped $($each.DisplayName) on $env:COMPUTERNAME" }
Start-Sleep -Seconds $Timeout
"""
RENAMED = STOP.replace("$Name", "$Which").replace("# Stops what nobody needs", "# mine")
SLOWER = STOP.replace("30", "60")
OTHER = "# Copies the database\nCopy-Item C:\\data \\\\share\\backup -Recurse\nGet-ADUser -Filter * | Export-Csv users.csv\n"


def families(person: Person, **query: Any) -> list[Any]:
    answer = person.get(DUPLICATES, query_string=query)
    assert answer.status_code == 200, answer.get_json()
    found: list[Any] = answer.get_json()["families"]
    return found


def ids(family: Any) -> list[int]:
    return [each["scriptId"] for each in family["members"]]


def test_near_copies_are_a_family_and_what_differs_is_told(ada: Person, store: Store) -> None:
    one, renamed, slower = store(ada, STOP), store(ada, RENAMED, "b.ps1"), store(ada, SLOWER, "c.ps1")
    store(ada, OTHER, "d.ps1")
    (family,) = families(ada)
    assert (family["size"], ids(family)) == (3, [one, renamed, slower])
    first, same, near = family["members"]
    assert (first["similarity"], first["added"], first["removed"], first["hunks"]) == (1, 0, 0, None)
    assert (same["sameText"], same["similarity"], same["added"], same["removed"]) == (True, 1, 4, 4)
    assert not near["sameText"]
    assert 0.8 <= near["similarity"] < 1
    assert (near["added"], near["removed"]) == (1, 1)


def test_the_family_of_one_script_is_compared_with_it_line_by_line(ada: Person, store: Store) -> None:
    one, slower = store(ada, STOP), store(ada, SLOWER, "b.ps1")
    alone = store(ada, OTHER, "c.ps1")
    (family,) = families(ada, scriptId=slower)
    assert ids(family) == [slower, one]
    (hunk,) = family["members"][1]["hunks"]
    assert [line["text"].split("= ")[-1].strip() for line in hunk["lines"] if line["kind"] != " "] == ["60)", "30)"]
    assert families(ada, scriptId=alone) == []


def test_a_family_shows_what_the_viewer_sees(ada: Person, bob: Person, nobody: Person, root: Person, store: Store) -> None:
    public = store(ada, STOP, is_public="true")
    assert [families(each) for each in (ada, bob, nobody)] == [[], [], []]
    hidden = store(ada, RENAMED, "b.ps1")
    assert [ids(each) for each in families(ada)] == [[public, hidden]]
    assert [families(each) for each in (bob, nobody)] == [[], []]
    mine = store(bob, RENAMED, "c.ps1")
    (family,) = families(bob)
    assert (family["size"], ids(family)) == (2, [public, mine])
    assert families(bob, scriptId=mine)[0]["size"] == 2
    assert families(root)[0]["size"] == 3
    unseen, unknown = (bob.get(DUPLICATES, query_string={"scriptId": each}) for each in (hidden, 4711))
    assert unseen.status_code == unknown.status_code == 404
    assert unseen.get_json() | {"requestId": ""} == unknown.get_json() | {"requestId": ""}
    ada.put(f"/api/scripts/{public}", json={"isPublic": False})
    assert families(bob) == []


def test_what_is_hidden_links_nothing(ada: Person, bob: Person, store: Store) -> None:
    """Ada's script lies between two of Bob's that are not alike enough."""
    lines = STOP.splitlines()
    one = store(bob, STOP)
    other = store(bob, "\n".join([*lines[:4], "Restart-Computer -Delay 5 -Wait -For WinRM -Force"]).replace("'Running'", "'Paused'"), "b.ps1")
    before = families(bob, threshold=0.7)
    store(ada, "\n".join([*lines[:4], "Restart-Computer -Delay 5 -Wait -For WinRM -Force"]), "c.ps1")
    assert families(bob, threshold=0.7) == before
    assert one != other


def test_pages_of_families(ada: Person, store: Store) -> None:
    for number, (thing, done) in enumerate([("Process", "Ended"), ("Job", "Removed"), ("Printer", "Paused")]):
        text = STOP.replace("Service", thing).replace("Stopped", done) + "\nGet-Date\n" * number
        for copy in range(2 + number):
            store(ada, f"# {copy}\n{text}", f"{number}-{copy}.ps1")
    sizes = [family["size"] for family in families(ada, threshold=0.95)]
    assert sizes == [4, 3, 2]
    seen, cursor = [], None
    while True:
        answer = ada.get(DUPLICATES, query_string={"threshold": 0.95, "limit": 1} | ({"cursor": cursor} if cursor else {})).get_json()
        seen += [family["size"] for family in answer["families"]]
        cursor = answer["nextCursor"]
        if not cursor:
            break
    assert (seen, answer["total"], answer["totalPages"]) == ([4, 3, 2], 3, 3)
    assert [family["size"] for family in families(ada, threshold=0.95, limit=1, page=2)] == [3]


WRONG = ["threshold=0.69", "threshold=1.01", "threshold=x", "threshold=nan", "limit=0", "limit=101", "scriptId=0", "scriptId=x"]


@pytest.mark.parametrize("query", [*WRONG, "scriptId=1&page=2", "what=1"])
def test_what_makes_no_sense_is_refused(ada: Person, query: str) -> None:
    assert ada.get(f"{DUPLICATES}?{query}").status_code == 422


@pytest.mark.parametrize("cursor", ["x", "bnVsbA", "WzEsMl0", "WyJhIiwxLDFd", "e30", "\u202e", "W3RydWUsMSwxXQ"])
def test_cursors_of_others_are_refused(ada: Person, cursor: str) -> None:
    assert ada.get(DUPLICATES, query_string={"cursor": cursor}).status_code in (400, 422)


def test_similar_scripts_say_why_and_whether_they_are_copies(ada: Person, store: Store) -> None:
    one, slower = store(ada, STOP, title="Stop"), store(ada, SLOWER, "b.ps1", title="Stop slowly")
    store(ada, OTHER, "c.ps1", title="Backup")
    answer = ada.get(f"/api/scripts/{one}/similar").get_json()
    (found,) = answer["similarScripts"]
    assert (found["scriptId"], found["nearDuplicate"]) == (slower, True)
    assert 0.7 < found["similarity"] <= 1
    assert 0.8 <= found["textSimilarity"] < 1
    assert "stop-service" in found["reason"]["commands"]
    assert "stop" in found["reason"]["terms"]
    assert answer["missing"] is None
    assert len(ada.get(f"/api/scripts/{one}/similar?threshold=0").get_json()["similarScripts"]) == 2


@pytest.mark.parametrize("query", ["threshold=-0.1", "threshold=1.1", "threshold=nan", "limit=0"])
def test_similar_refuses_what_makes_no_sense(ada: Person, store: Store, query: str) -> None:
    assert ada.get(f"/api/scripts/{store(ada)}/similar?{query}").status_code == 422


def test_without_a_vector_near_copies_are_still_found(ada: Person, store: Store, engine: Engine) -> None:
    one, slower = store(ada, STOP), store(ada, SLOWER, "b.ps1")
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM script_embeddings WHERE script_id = %s", (one,))
    answer = ada.get(f"/api/scripts/{one}/similar").get_json()
    assert [each["scriptId"] for each in answer["similarScripts"]] == [slower]
    assert answer["missing"]["code"] == "no_vector"


def test_a_new_version_has_a_signature_of_its_own(ada: Person, store: Store, engine: Engine, work: Any) -> None:
    one, other = store(ada, STOP), store(ada, RENAMED, "b.ps1")
    assert [ids(each) for each in families(ada)] == [[one, other]]
    assert ada.put(f"/api/scripts/{other}", json={"content": OTHER}).status_code in (200, 202)
    work()
    assert families(ada) == []


def test_scripts_of_an_older_release_get_their_signatures_in_the_background(ada: Person, store: Store, engine: Engine) -> None:
    one, other = store(ada, STOP), store(ada, RENAMED, "b.ps1")
    with engine.begin() as connection:
        kept = connection.exec_driver_sql("DELETE FROM script_signatures RETURNING script_id, shape, bands::text, sketch::text").all()
    assert sign_some(engine, 0) == other
    assert sign_some(engine, other) == 0
    with engine.begin() as connection:
        made = connection.exec_driver_sql("SELECT script_id, shape, bands::text, sketch::text FROM script_signatures").all()
    assert sorted(kept) == sorted(made)
    assert [ids(each) for each in families(ada)] == [[one, other]]
