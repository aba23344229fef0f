"""Whatever runs when, uploads end as if each had been carried out before the next came."""

import random

import pytest

from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script, statuses

Uploads = list[tuple[str, str]]  # path and text
# Found by trying many: paths that share scripts, part, and meet again.
KNOWN: list[tuple[Uploads, Uploads]] = [
    ([], [("C", "u"), ("C", "y"), ("D", "u"), ("A", "u")]),
    ([("C", "y"), ("B", "z"), ("C", "x")], [("D", "z"), ("B", "u"), ("D", "x")]),
    ([("B", "x")], [("D", "y"), ("B", "u"), ("A", "u"), ("D", "z"), ("C", "u"), ("B", "z"), ("C", "x")]),
    ([("C", "y"), ("C", "z")], [("A", "y"), ("B", "u"), ("B", "u"), ("C", "y"), ("B", "y"), ("A", "z"), ("B", "u")]),
]


def run_in_any_order(library: Library, rng: random.Random) -> None:
    for _ in range(2000):
        library.database.execute("UPDATE batches SET not_before = NOW() WHERE finished_at IS NULL")
        unfinished = library.rows("SELECT id FROM batches WHERE finished_at IS NULL ORDER BY id")
        if not unfinished:
            return
        library.step(rng.choice(unfinished)["id"])
    raise AssertionError("never ends")


@pytest.mark.parametrize("number", range(len(KNOWN)))
def test_one_request_several_requests_and_one_upload_at_a_time_give_the_same_library(library: Library, ann: Viewer, number: int) -> None:
    start, uploads = KNOWN[number]
    library.begin_anew(ann, [*start, *uploads])
    expected = library.snapshot()

    library.begin_anew(ann, start)
    library.upload(ann, *(script(text, f"{path}.ps1") for path, text in uploads))
    assert library.snapshot() == expected

    rng = random.Random(number)
    for _ in range(2):
        library.begin_anew(ann, start)
        left = list(uploads)
        while left:
            now, left = left[: (size := rng.randint(1, 3))], left[size:]
            library.accept(ann, *(script(text, f"{path}.ps1") for path, text in now))
        run_in_any_order(library, rng)
        assert library.snapshot() == expected


def test_versions_follow_the_order_of_acceptance_over_batches(library: Library, ann: Viewer) -> None:
    first = library.accept(ann, script("one", "a.ps1"))
    second = library.accept(ann, script("two", "a.ps1"), script("else", "b.ps1"))
    third = library.accept(ann, script("three", "a.ps1"))
    for accepted in (third, second, first):
        library.step(accepted.root_id)
    for accepted in (third, second):
        library.step(accepted.root_id)  # waits at dedupe, but for what does not have to
    waiting = library.rows("SELECT waits_for FROM uploads WHERE waits_for IS NOT NULL ORDER BY seq")
    assert [row["waits_for"] for row in waiting] == [first.upload_ids[0], second.upload_ids[0]]
    library.finish()
    assert library.contents() == [("else", 1, ["else"]), ("three", 3, ["one", "two", "three"])]
    assert [row["version"] for row in library.rows("SELECT version FROM uploads WHERE source_path = 'a.ps1' ORDER BY seq")] == [1, 2, 3]


def test_who_waits_is_pushed_when_the_one_waited_for_is_decided(library: Library, ann: Viewer) -> None:
    first = library.accept(ann, script("one", "a.ps1"))
    second = library.accept(ann, script("two", "a.ps1"))
    library.room.queues.push(second.links)
    library.drain()
    assert statuses(library.uploads(second)) == [("processing", None)]
    library.room.queues.push(first.links)
    library.drain()
    assert statuses(library.uploads(second)) == [("completed", "changed")]


def test_who_waits_for_a_failed_upload_goes_on(library: Library, ann: Viewer) -> None:
    first = library.accept(ann, script("one", "a.ps1"))
    second = library.accept(ann, script("two", "a.ps1"))
    library.step(first.root_id)
    library.step(second.root_id)
    library.step(second.root_id)
    library.database.execute(
        "UPDATE uploads SET status = 'failed', error_code = 'x', error_message = 'x' WHERE id = %s", (first.upload_ids[0],)
    )
    library.finish()
    assert statuses(library.uploads(second)) == [("completed", "new")]
