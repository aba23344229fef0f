"""When the analyser or an owner's rules change, analyses are made again in the background."""

import json
from collections.abc import Iterator

import pytest

from pipeline.analysis import report
from pipeline.progress import batches_of
from pipeline.reanalysis import AT_ONCE, LOOK_EVERY, MOST_UNDER_WAY, Again
from pipeline.state import Outdated, look
from pipeline.trouble import DEATHS_ALONE, Death, die
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script

NOW = 0.0


@pytest.fixture
def again(library: Library, ann: Viewer) -> Iterator[Again]:
    """A library of three scripts that all were analysed by this analyser."""
    library.upload(ann, *(script(f"Get-Item {number}", f"a/{number}.ps1") for number in range(3)))
    yield Again()


def newer(monkeypatch: pytest.MonkeyPatch, version: str = "next") -> None:
    monkeypatch.setattr(report, "ENGINE_VERSION", version)
    monkeypatch.setattr(report, "rule_set", lambda: "rules")


def versions(library: Library) -> list[str]:
    return [row["analysis_version"] for row in library.rows("SELECT analysis_version FROM script_analysis ORDER BY script_id")]


def to_the_end(library: Library, again: Again) -> int:
    """As the sweeper does it, pass after pass. How many scripts were put in."""
    entered = 0
    for _ in range(50):
        entered += again.enter(library.room, NOW)
        library.drain()
        if again.known is not None:
            return entered
    raise AssertionError("It never ends.")


def test_nothing_is_done_while_nothing_changed(library: Library, again: Again) -> None:
    assert to_the_end(library, again) == 0
    assert library.value("SELECT count(*) FROM batches WHERE again") == 0


def test_a_newer_analyser_makes_every_analysis_again(library: Library, again: Again, monkeypatch: pytest.MonkeyPatch) -> None:
    (old,) = set(versions(library))
    newer(monkeypatch)
    assert look(library.room.engine).outdated == Outdated(waiting=3, under_way=0, given_up=0)
    assert again.enter(library.room, NOW) == 3
    assert versions(library) == [old] * 3, "what is shown stays until the new analysis takes its place"
    assert look(library.room.engine).outdated == Outdated(waiting=0, under_way=3, given_up=0)
    assert to_the_end(library, again) == 0
    assert versions(library) == ["next-rules"] * 3
    assert look(library.room.engine).outdated == Outdated(0, 0, 0)
    assert library.value("SELECT count(*) FROM version_analyses") == 6, "each analyser's own is kept"
    assert library.value("SELECT count(*) FROM batches WHERE again") == 0, "what is done is let go of"


def test_an_analysis_made_again_is_what_a_new_upload_would_get(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    library.upload(ann, script("@{ ModuleVersion = '1.0' }", name="Tools.psd1", title="Our tools"))
    before = library.rows("SELECT result - 'analysis_version' AS result FROM version_analyses")
    newer(monkeypatch)
    to_the_end(library, Again())
    assert library.rows("SELECT result - 'analysis_version' AS result FROM version_analyses ORDER BY id DESC LIMIT 1") == before


def test_rules_that_an_owner_chooses_apply_to_that_owners_scripts(library: Library, again: Again, ann: Viewer, bob: Viewer) -> None:
    library.upload(bob, script("gci", name="bob.ps1"))
    settings = json.dumps({"analyzer": {"ExcludeRules": ["PSAvoidUsingCmdletAliases"]}})
    library.database.execute("INSERT INTO user_settings (user_id, settings) VALUES (%s, %s)", (bob.user_id, settings))
    assert to_the_end(library, again) == 1
    (row,) = library.rows("SELECT best_practice_violations FROM script_analysis JOIN scripts ON scripts.id = script_id WHERE content = 'gci'")
    assert row["best_practice_violations"] == []
    library.database.execute("DELETE FROM user_settings")
    assert to_the_end(library, again) == 1, "what was said under the rules before is shown again"
    (row,) = library.rows("SELECT best_practice_violations FROM script_analysis JOIN scripts ON scripts.id = script_id WHERE content = 'gci'")
    assert [found["rule"] for found in row["best_practice_violations"]] == ["PSAvoidUsingCmdletAliases"]


def test_an_upload_in_between_wins(library: Library, again: Again, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    newer(monkeypatch)
    again.enter(library.room, NOW)
    library.upload(ann, script("Remove-Item 0", "a/0.ps1"))
    library.drain()
    (row,) = library.rows("SELECT script_version, command_details FROM script_analysis ORDER BY script_id LIMIT 1")
    assert (row["script_version"], row["command_details"][0]["command"]) == (2, "Remove-Item")
    assert to_the_end(library, again) == 0


def test_imports_go_first(library: Library, again: Again, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    newer(monkeypatch)
    waiting = library.accept(ann, script("Get-Date"), lane="bulk")
    assert again.enter(library.room, NOW) == 0
    library.room.queues.push(waiting.links)
    library.drain()
    assert again.enter(library.room, NOW) == 3


def test_only_some_are_under_way_at_a_time(library: Library, again: Again, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    library.upload(ann, *(script(f"Get-Item b{number}", f"b/{number}.ps1") for number in range(MOST_UNDER_WAY)))
    newer(monkeypatch)
    assert again.enter(library.room, NOW) == MOST_UNDER_WAY
    assert again.enter(library.room, NOW) == 0, "what is under way is waited for"
    sizes = "SELECT count(*) AS size FROM uploads JOIN batches ON batches.id = batch_id WHERE again GROUP BY batch_id"
    assert {row["size"] for row in library.rows(sizes)} == {AT_ONCE}
    library.drain()
    assert Again().enter(library.room, NOW) == 3, "another sweeper goes on where this one stopped"


def test_a_script_that_ends_its_process_is_not_tried_for_ever(library: Library, again: Again, monkeypatch: pytest.MonkeyPatch) -> None:
    newer(monkeypatch)
    library.database.execute("DELETE FROM scripts WHERE content <> 'Get-Item 0'")
    assert again.enter(library.room, NOW) == 1
    batch_id = library.value("SELECT id FROM batches WHERE again")
    for _ in range(DEATHS_ALONE):
        die(library.room, batch_id, "analyze", "test", Death("It crashed.", ""))
    assert library.value("SELECT error_code FROM uploads WHERE batch_id = %s", batch_id) == "quarantined"
    assert versions(library) != ["next-rules"], "the old analysis stays"
    library.client.flushall()
    assert to_the_end(library, again) == to_the_end(library, Again()) == 0
    assert look(library.room.engine).outdated == Outdated(waiting=0, under_way=0, given_up=1)
    newer(monkeypatch, "the one after")
    assert Again().enter(library.room, NOW) == 1, "the next analyser tries again"


def test_nobody_sees_what_nobody_asked_for(library: Library, again: Again, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    library.database.execute(
        "INSERT INTO webhooks (user_id, url, events, secret) VALUES (%s, 'https://example.org', '{script.analyzed,batch.completed}', 'x')",
        (ann.user_id,),
    )
    before = batches_of(library.room.engine, ann)
    newer(monkeypatch)
    again.enter(library.room, NOW)
    assert batches_of(library.room.engine, ann) == before
    library.drain()
    assert library.value("SELECT count(*) FROM webhook_deliveries") == 0


def test_a_look_from_time_to_time_finds_what_came_late(library: Library, again: Again) -> None:
    assert to_the_end(library, again) == 0
    library.database.execute("UPDATE script_analysis SET analysis_version = 'of a worker that was still running'")
    assert again.enter(library.room, LOOK_EVERY / 2) == 0
    assert again.enter(library.room, LOOK_EVERY) == 3
