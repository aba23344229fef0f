"""What uploads mean, from acceptance to the end."""

from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script, statuses

NEW, CHANGED = ("completed", "new"), ("completed", "changed")
UNCHANGED, DUPLICATE = ("duplicate", "unchanged"), ("duplicate", "duplicate")


def test_a_new_file_becomes_a_script_with_a_first_version(library: Library, ann: Viewer) -> None:
    (upload,) = library.upload(ann, script("Get-Date", "folder/a.ps1"))
    assert (upload["status"], upload["outcome"], upload["version"]) == ("completed", "new", 1)
    (found,) = library.rows("SELECT * FROM scripts")
    assert (found["id"], found["title"], found["content"], found["user_id"]) == (upload["script_id"], "a.ps1", "Get-Date", ann.user_id)
    assert library.contents() == [("Get-Date", 1, ["Get-Date"])]
    assert library.value("SELECT count(*) FROM upload_contents") == 0


def test_the_same_path_with_the_same_bytes_changes_nothing(library: Library, ann: Viewer) -> None:
    library.upload(ann, script("one", "a.ps1"))
    (again,) = library.upload(ann, script("one", "a.ps1"))
    assert statuses([again]) == [UNCHANGED]
    assert again["duplicate_of"] == again["script_id"] is not None
    assert library.contents() == [("one", 1, ["one"])]


def test_the_same_path_with_other_bytes_makes_the_next_version(library: Library, ann: Viewer) -> None:
    library.upload(ann, script("one", "a.ps1"))
    (changed,) = library.upload(ann, script("two", "a.ps1", commit_message="why"))
    assert statuses([changed]) == [CHANGED]
    assert changed["version"] == 2
    assert library.contents() == [("two", 2, ["one", "two"])]
    assert library.value("SELECT commit_message FROM script_versions WHERE version = 2") == "why"


def test_without_a_path_a_name_selects_no_script(library: Library, ann: Viewer) -> None:
    library.upload(ann, script("one", name="a.ps1"))
    (other,) = library.upload(ann, script("two", name="a.ps1"))
    assert statuses([other]) == [NEW]
    assert len(library.contents()) == 2


def test_old_bytes_again_are_a_version_of_their_own(library: Library, ann: Viewer) -> None:
    for text in ("one", "two", "one"):
        library.upload(ann, script(text, "a.ps1"))
    assert library.contents() == [("one", 3, ["one", "two", "one"])]


def test_equal_files_of_one_request_make_one_script_with_both_paths(library: Library, ann: Viewer) -> None:
    first, second = library.upload(ann, script("one", "a.ps1"), script("one", "b.ps1"))
    assert statuses([first, second]) == [NEW, DUPLICATE]
    assert second["duplicate_of"] == first["script_id"]
    assert library.rows("SELECT source_path, script_id FROM script_sources ORDER BY 1") == [
        {"source_path": "a.ps1", "script_id": first["script_id"]},
        {"source_path": "b.ps1", "script_id": first["script_id"]},
    ]
    assert statuses(library.upload(ann, script("one", "a.ps1"), script("one", "b.ps1"))) == [UNCHANGED, UNCHANGED]


def test_one_of_several_paths_that_changes_gets_a_script_of_its_own(library: Library, ann: Viewer) -> None:
    library.upload(ann, script("one", "a.ps1"), script("one", "b.ps1"))
    (upload,) = library.upload(ann, script("two", "b.ps1"))
    assert statuses([upload]) == [NEW]
    assert library.contents() == [("one", 1, ["one"]), ("two", 1, ["two"])]
    assert statuses(library.upload(ann, script("one", "a.ps1"), script("two", "b.ps1"))) == [UNCHANGED, UNCHANGED]


def test_when_all_paths_of_a_script_change_the_last_one_keeps_it(library: Library, ann: Viewer) -> None:
    library.upload(ann, script("one", "a.ps1"), script("one", "b.ps1"))
    assert statuses(library.upload(ann, script("two", "a.ps1"), script("three", "b.ps1"))) == [NEW, CHANGED]
    assert library.contents() == [("three", 2, ["one", "three"]), ("two", 1, ["two"])]


def test_a_path_whose_new_bytes_equal_another_own_script_becomes_that_one(library: Library, ann: Viewer) -> None:
    first, second = library.upload(ann, script("one", "a.ps1"), script("two", "b.ps1"))
    (upload,) = library.upload(ann, script("one", "b.ps1"))
    assert statuses([upload]) == [DUPLICATE]
    assert upload["duplicate_of"] == first["script_id"]
    assert len(library.contents()) == 2
    assert second["script_id"] not in {row["script_id"] for row in library.rows("SELECT script_id FROM script_sources")}


def test_files_that_swapped_their_contents_swap_their_scripts(library: Library, ann: Viewer) -> None:
    first, second = library.upload(ann, script("one", "a.ps1"), script("two", "b.ps1"))
    swapped = library.upload(ann, script("two", "a.ps1"), script("one", "b.ps1"))
    assert statuses(swapped) == [DUPLICATE, DUPLICATE]
    assert [each["duplicate_of"] for each in swapped] == [second["script_id"], first["script_id"]]
    assert statuses(library.upload(ann, script("two", "a.ps1"), script("one", "b.ps1"))) == [UNCHANGED, UNCHANGED]


def test_a_file_that_moves_on_while_another_takes_its_place(library: Library, ann: Viewer) -> None:
    """The first takes the second's bytes, which are the second's no more once it is carried out: in order, as if one came after the other."""
    library.upload(ann, script("one", "a.ps1"), script("two", "b.ps1"))
    outcome = statuses(library.upload(ann, script("two", "a.ps1"), script("three", "b.ps1")))
    assert outcome == [DUPLICATE, NEW]
    assert library.contents() == [("one", 1, ["one"]), ("three", 1, ["three"]), ("two", 1, ["two"])]

    outcome = statuses(library.upload(ann, script("four", "b.ps1"), script("three", "a.ps1")))
    assert outcome == [CHANGED, CHANGED]
    assert library.contents() == [("four", 2, ["three", "four"]), ("one", 1, ["one"]), ("three", 2, ["two", "three"])]


def test_the_same_path_twice_in_one_request_makes_versions_in_order(library: Library, ann: Viewer) -> None:
    uploads = library.upload(ann, script("one", "a.ps1"), script("two", "a.ps1"), script("two", "a.ps1"), script("three", "a.ps1"))
    assert statuses(uploads) == [NEW, CHANGED, UNCHANGED, CHANGED]
    assert library.contents() == [("three", 3, ["one", "two", "three"])]


def test_a_named_script_gets_the_next_version_whatever_its_paths(library: Library, ann: Viewer) -> None:
    first, _ = library.upload(ann, script("one", "a.ps1"), script("one", "b.ps1"))
    (changed,) = library.upload(ann, script("two", script_id=first["script_id"]))
    assert statuses([changed]) == [CHANGED]
    assert library.contents() == [("two", 2, ["one", "two"])]
    assert statuses(library.upload(ann, script("two", script_id=first["script_id"]))) == [UNCHANGED]


def test_a_named_script_and_its_path_make_versions_in_order(library: Library, ann: Viewer) -> None:
    (first,) = library.upload(ann, script("one", "a.ps1"))
    uploads = library.upload(ann, script("two", "a.ps1"), script("three", script_id=first["script_id"]), script("four", "a.ps1"))
    assert statuses(uploads) == [CHANGED] * 3
    assert library.contents() == [("four", 4, ["one", "two", "three", "four"])]


def test_a_named_script_that_was_deleted_meanwhile_is_not_made_anew(library: Library, ann: Viewer) -> None:
    (first,) = library.upload(ann, script("one", "a.ps1"))
    accepted = library.accept(ann, script("two", script_id=first["script_id"]))
    library.database.execute("DELETE FROM scripts")
    library.finish()
    (upload,) = library.uploads(accepted)
    assert (upload["status"], upload["error_code"]) == ("failed", "script_gone")
    assert library.contents() == []


def test_a_script_deleted_between_the_stages_is_made_anew_for_its_path(library: Library, ann: Viewer) -> None:
    library.upload(ann, script("one", "a.ps1"))
    for stage in ("insert", "version"):
        accepted = library.accept(ann, script(f"two {stage}", "a.ps1"))
        library.to(stage, accepted)
        library.database.execute("DELETE FROM scripts")
        library.finish()
        assert statuses(library.uploads(accepted)) == [NEW]
        assert library.contents() == [(f"two {stage}", 1, [f"two {stage}"])]


def test_a_script_deleted_before_the_end_fails_its_upload(library: Library, ann: Viewer) -> None:
    accepted = library.accept(ann, script("one"))
    library.to("analyze", accepted)
    library.database.execute("DELETE FROM scripts")
    library.finish()
    (upload,) = library.uploads(accepted)
    assert (upload["status"], upload["error_code"]) == ("failed", "script_gone")


def test_anothers_public_script_answers_for_equal_bytes(library: Library, ann: Viewer, bob: Viewer) -> None:
    (public,) = library.upload(ann, script("one", "a.ps1"), is_public=True)
    (upload,) = library.upload(bob, script("one", "b.ps1"))
    assert statuses([upload]) == [DUPLICATE]
    assert upload["duplicate_of"] == public["script_id"]
    assert library.value("SELECT count(*) FROM script_sources WHERE user_id = %s", bob.user_id) == 0
    assert statuses(library.upload(bob, script("two", "b.ps1"))) == [NEW]
    assert library.contents() == [("one", 1, ["one"]), ("two", 1, ["two"])]


def test_anothers_private_script_is_not_told_of(library: Library, ann: Viewer, bob: Viewer) -> None:
    library.upload(ann, script("one", "a.ps1"))
    (upload,) = library.upload(bob, script("one", "a.ps1"))
    assert statuses([upload]) == [NEW]
    assert library.rows("SELECT user_id FROM scripts ORDER BY user_id") == [{"user_id": ann.user_id}, {"user_id": bob.user_id}]


def test_an_administrator_sees_private_scripts(library: Library, ann: Viewer, root: Viewer) -> None:
    (private,) = library.upload(ann, script("one", "a.ps1"))
    (upload,) = library.upload(root, script("one"))
    assert statuses([upload]) == [DUPLICATE]
    assert upload["duplicate_of"] == private["script_id"]


def test_an_administrator_changes_anothers_script_for_its_owner(library: Library, ann: Viewer, root: Viewer) -> None:
    first, second = library.upload(ann, script("one", "a.ps1"), script("two", "b.ps1"))
    (changed,) = library.upload(root, script("three", script_id=first["script_id"]))
    assert statuses([changed]) == [CHANGED]
    assert library.value("SELECT user_id FROM scripts WHERE content = 'three'") == ann.user_id
    assert library.value("SELECT user_id FROM script_versions WHERE content = 'three'") == root.user_id
    (equal,) = library.upload(root, script("two", script_id=first["script_id"]))
    assert statuses([equal]) == [DUPLICATE]
    assert equal["duplicate_of"] == second["script_id"]


def test_a_changed_file_stays_a_version_though_another_has_the_same(library: Library, ann: Viewer, bob: Viewer) -> None:
    library.upload(ann, script("public", "x.ps1"), is_public=True)
    library.upload(bob, script("one", "b.ps1"))
    assert statuses(library.upload(bob, script("public", "b.ps1"))) == [CHANGED]


def test_wishes_apply_to_new_scripts_and_to_changed_ones_where_said(library: Library, ann: Viewer) -> None:
    category = library.value("SELECT id FROM categories ORDER BY id LIMIT 1")
    library.upload(ann, script("one", "a.ps1", title=" Mine "), description="d", category_id=category, tags=["x", "y", "x"], is_public=True)
    (found,) = library.rows("SELECT title, description, category_id, is_public FROM scripts")
    assert found == {"title": "Mine", "description": "d", "category_id": category, "is_public": True}
    library.upload(ann, script("two", "a.ps1"), tags=["z"])
    assert library.rows("SELECT title, description, category_id, is_public FROM scripts") == [found]
    library.upload(ann, script("three", "a.ps1", title="Other"), is_public=False)
    (changed,) = library.rows("SELECT title, description, category_id, is_public FROM scripts")
    assert changed == found | {"title": "Other", "is_public": False}
    assert [row["name"] for row in library.rows("SELECT name FROM script_tags JOIN tags ON tags.id = tag_id ORDER BY 1")] == ["x", "y", "z"]


def test_titles_come_from_file_names_of_any_kind(library: Library, ann: Viewer) -> None:
    names = ["C:\\folder\\a.ps1", "/b/c.ps1", "line\nbreak.ps1", "x" * 300 + ".ps1", 'quote"\'.ps1', " .ps1"]
    library.upload(ann, *(script(str(number), name=name) for number, name in enumerate(names)))
    titles = [row["title"] for row in library.rows("SELECT title FROM scripts ORDER BY content")]
    assert titles == ["a.ps1", "c.ps1", "line break.ps1", "x" * 255, 'quote"\'.ps1', ".ps1"]
