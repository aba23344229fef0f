"""A secret is published only by somebody who says that it may be, and a script that is to be public is private until that is known."""

from typing import Any

import pytest

from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script

SECRET = "$password = 'hunter2-and-a-bit'\n"
OTHER = "$password = 'another-one-12'\n"
CLEAN = "Get-Date\n"


def public(library: Library) -> list[bool]:
    return [row["is_public"] for row in library.rows("SELECT is_public FROM scripts ORDER BY id")]


def note(uploads: list[dict[str, Any]]) -> Any:
    return uploads[-1]["notes"].get("publish")


def audited(library: Library) -> list[str]:
    return [row["action"] for row in library.rows("SELECT action FROM audit_log ORDER BY id")]


def test_a_script_without_secrets_is_public_once_it_has_been_analysed(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script(CLEAN), is_public=True)
    library.to("analyze", accepted)
    assert public(library) == [False]
    library.finish()
    assert public(library) == [True]
    assert audited(library) == ["script_published"]


def test_one_with_a_secret_stays_private_and_says_why_and_what_to_do(library: Library, ann: Viewer) -> None:
    (upload,) = library.upload(ann, script(SECRET), is_public=True)
    said = upload["notes"]["publish"]
    assert (upload["status"], public(library), said["code"]) == ("completed", [False], "has_secrets")
    assert [(each["rule"], each["line"]) for each in said["found"]] == [("PS001_SecretLiteral", 1)]
    assert "allowSecrets" in said["message"]
    assert "hunter2" not in str(upload["notes"])


def test_whoever_says_so_publishes_it(library: Library, ann: Viewer) -> None:
    assert note(library.upload(ann, script(SECRET), is_public=True, allow_secrets=True)) is None
    assert public(library) == [True]


def test_what_nobody_publishes_needs_no_word(library: Library, ann: Viewer) -> None:
    assert note(library.upload(ann, script(SECRET, "a/1.ps1"), lane="bulk")) is None
    assert public(library) == [False]


@pytest.mark.parametrize(("text", "expected"), [(SECRET, False), (CLEAN, True)])
def test_an_upload_without_an_analysis_is_looked_through_all_the_same(library: Library, ann: Viewer, text: str, expected: object) -> None:
    library.upload(ann, script(text), is_public=True, analysis=False)
    assert public(library) == [expected]
    assert library.value("SELECT count(*) FROM script_analysis") == 0


def test_what_is_not_powershell_is_published_as_it_is(library: Library, ann: Viewer) -> None:
    library.upload(ann, script(SECRET, name="notes.txt"), is_public=True)
    assert public(library) == [True]


def test_a_new_secret_in_a_public_script_takes_it_out_of_sight(library: Library, ann: Viewer) -> None:
    library.upload(ann, script(CLEAN, "a/1.ps1"), is_public=True)
    said = note(library.upload(ann, script(CLEAN + SECRET, "a/1.ps1")))
    assert (public(library), said["code"], "private now" in said["message"]) == ([False], "has_secrets", True)
    assert audited(library) == ["script_published", "script_hidden"]


def test_a_secret_that_was_agreed_to_is_not_asked_about_again(library: Library, ann: Viewer) -> None:
    library.upload(ann, script(SECRET, "a/1.ps1"), is_public=True, allow_secrets=True)
    assert note(library.upload(ann, script(CLEAN + SECRET, "a/1.ps1"))) is None
    assert public(library) == [True]
    library.upload(ann, script(CLEAN + OTHER, "a/1.ps1"))
    assert public(library) == [False]


def test_a_secret_in_the_history_counts(library: Library, ann: Viewer) -> None:
    library.upload(ann, script(SECRET, "a/1.ps1"))
    said = note(library.upload(ann, script(CLEAN, "a/1.ps1"), is_public=True))
    assert (public(library), [each["version"] for each in said["found"]]) == ([False], [1])


def test_a_later_version_publishes_what_an_earlier_was_to(library: Library, ann: Viewer) -> None:
    first = library.accept(ann, script(CLEAN, "a/1.ps1"), is_public=True)
    library.to("analyze", first)
    library.upload(ann, script(CLEAN * 2, "a/1.ps1"))
    library.finish()
    assert public(library) == [True]


def test_an_analysis_that_fails_leaves_it_private(library: Library, ann: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("pipeline.analysis.report.analyse", fail)
    assert note(library.upload(ann, script(CLEAN), is_public=True))["code"] == "secrets_unknown"
    assert public(library) == [False]
