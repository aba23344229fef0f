"""Decisions about one batch, without a database."""

from typing import Any
from uuid import UUID

from pipeline.meaning import Candidate, Decided, Equal, decide

ONE, TWO, THREE, ELSEWHERE = (UUID(int=number) for number in range(1, 5))


def candidate(upload_id: UUID, content: bytes = b"a", **fields: Any) -> Candidate:
    known: dict[str, Any] = {"upload_id": upload_id, "seq": upload_id.int, "sha256": content, "names_script": False, "paths": 0, "owner": 7}
    nothing: dict[str, Any] = dict.fromkeys(Candidate._fields)
    return Candidate(**nothing | known | fields)


def selecting(upload_id: UUID, script_id: int, content: bytes, **fields: Any) -> Candidate:
    return candidate(upload_id, content, **{"selected": script_id, "selected_sha256": b"old", "selected_version": 3, "paths": 1} | fields)


def test_nothing_known_is_new() -> None:
    assert decide([candidate(ONE)]).decided == [Decided(ONE, "new", None)]


def test_equal_new_uploads_go_on_together() -> None:
    assert [each.outcome for each in decide([candidate(ONE), candidate(TWO)]).decided] == ["new", "new"]


def test_the_selected_script_changes_or_not() -> None:
    assert decide([selecting(ONE, 5, b"new")]).decided == [Decided(ONE, "changed", 5)]
    assert decide([selecting(ONE, 5, b"old")]).equal == [Equal(ONE, "unchanged", 5, 3)]


def test_a_path_goes_over_to_the_owners_script_with_the_same_bytes() -> None:
    found = decide([selecting(ONE, 5, b"new", own=6, own_version=2, source_path="p")])
    assert found.equal == [Equal(ONE, "duplicate", 6, 2)]
    assert found.paths == {"p": 6}


def test_anothers_script_gets_no_path() -> None:
    found = decide([candidate(ONE, other=6, other_version=2, source_path="p")])
    assert found.equal == [Equal(ONE, "duplicate", 6, 2)]
    assert found.paths == {}


def test_one_of_several_paths_becomes_a_script_and_the_last_one_changes_it() -> None:
    found = decide([selecting(ONE, 5, b"x", paths=2, source_path="p"), selecting(TWO, 5, b"y", paths=2, source_path="q")])
    assert found.decided == [Decided(ONE, "new", None), Decided(TWO, "changed", 5)]


def test_a_script_that_is_named_and_gone_is_told() -> None:
    assert decide([candidate(ONE, names_script=True)]).gone == [ONE]


def test_who_waits_for_another_batch_holds_up_what_hangs_on_it_and_nothing_else() -> None:
    found = decide(
        [selecting(ONE, 5, b"x", source_path="p", blocker=ELSEWHERE), selecting(TWO, 5, b"y", source_path="q"), candidate(THREE, b"z")]
    )
    assert found.waiting == {ONE: ELSEWHERE, TWO: ONE}
    assert [each.upload_id for each in found.decided] == [THREE]


def test_an_upload_of_a_pending_path_waits() -> None:
    found = decide([candidate(ONE, b"x", source_path="p"), candidate(TWO, b"y", source_path="p"), candidate(THREE, b"z", source_path="p")])
    assert found.waiting == {TWO: ONE, THREE: TWO}


def test_bytes_that_a_script_is_about_to_get_are_waited_for() -> None:
    found = decide([selecting(ONE, 5, b"x"), candidate(TWO, b"x"), candidate(THREE, b"x", other=9, other_version=1)])
    assert found.waiting == {TWO: ONE, THREE: ONE}


def test_equal_new_uploads_are_parted_when_one_between_them_changes_what_the_first_makes() -> None:
    found = decide([candidate(ONE, b"x", source_path="p"), candidate(TWO, b"y", source_path="p"), candidate(THREE, b"x", source_path="q")])
    assert found.waiting == {TWO: ONE, THREE: ONE}
