"""A category is proposed with a certainty, and stored only where the owner gave none."""

import pytest

from pipeline.analysis import report
from pipeline.reanalysis import Again
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script

DIRECTORY = "Get-ADUser ann\nSet-ADUser ann -City Bonn\n"


def category(library: Library) -> str | None:
    found = library.rows("SELECT name FROM scripts LEFT JOIN categories ON categories.id = category_id ORDER BY scripts.id")
    name: str | None = found[0]["name"]
    return name


def test_where_the_owner_gave_none_the_proposed_one_is_stored(library: Library, ann: Viewer) -> None:
    library.upload(ann, script(DIRECTORY, "a/1.ps1"))
    assert category(library) == "Active Directory"
    proposed = library.value("SELECT proposed_category FROM script_analysis")
    assert (proposed["name"], proposed["certainty"] > 0.5) == ("Active Directory", True)


def test_what_the_owner_gave_stays(library: Library, ann: Viewer) -> None:
    chosen = library.value("SELECT id FROM categories WHERE name = 'Utilities & Helpers'")
    library.upload(ann, script(DIRECTORY, "a/1.ps1"), category_id=chosen)
    library.upload(ann, script(DIRECTORY * 2, "a/1.ps1"))
    assert category(library) == "Utilities & Helpers"
    assert library.value("SELECT proposed_category ->> 'name' FROM script_analysis") == "Active Directory", "it is still proposed"


def test_what_is_uncertain_is_not_stored(library: Library, ann: Viewer) -> None:
    library.upload(ann, script("Get-ADUser a\nGet-AzVM b\nGet-Acl c\nRestore-Thing d", "a/1.ps1"))
    assert category(library) is None
    assert library.value("SELECT unknown -> 'proposed_category' ->> 'code' FROM script_analysis") == "uncertain"


def test_what_the_owner_took_away_does_not_come_back_by_itself(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    library.upload(ann, script(DIRECTORY, "a/1.ps1"))
    library.database.execute("UPDATE scripts SET category_id = NULL")
    monkeypatch.setattr(report, "rule_set", lambda: "next")
    assert Again().enter(library.room, 0.0) == 1
    library.drain()
    assert library.value("SELECT analysis_version FROM script_analysis").endswith("-next")
    assert category(library) is None
