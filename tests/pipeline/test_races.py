"""Many clients and many workers at once: one script for equal content of one owner, one version for each change."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from pipeline.runner import run_stage
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, open_library, script, statuses


def work_until_done(library: Library, workers: int) -> None:
    """Each worker runs whatever batch is unfinished, in any order, the same ones as the others."""
    failures: list[BaseException] = []

    def work(seed: int) -> None:
        rng = random.Random(seed)
        room = replace(library.room, worker=f"test-{seed}/0")
        with open_library(library.room.settings, library.room.engine) as own:
            for _ in range(5000):
                own.database.execute("UPDATE batches SET not_before = NOW() WHERE finished_at IS NULL AND not_before > NOW()")
                unfinished = own.rows("SELECT id, stage FROM batches WHERE finished_at IS NULL LIMIT 8")
                if not unfinished:
                    return
                chosen = rng.choice(unfinished)
                try:
                    run_stage(room, chosen["id"], chosen["stage"])
                except BaseException as error:
                    failures.append(error)
                    raise

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert library.rows("SELECT id FROM batches WHERE finished_at IS NULL") == []


@pytest.mark.parametrize("path", [None, "a.ps1"])
def test_clients_of_one_owner_with_the_same_file_make_one_script(library: Library, ann: Viewer, path: str | None) -> None:
    with ThreadPoolExecutor(8) as clients:
        requests = list(clients.map(lambda _: library.accept(ann, script("the same", path)), range(16)))
    work_until_done(library, 4)
    outcomes = sorted(status for accepted in requests for status in statuses(library.uploads(accepted)))
    assert outcomes == [("completed", "new"), *[("duplicate", "unchanged" if path else "duplicate")] * 15]
    assert library.contents() == [("the same", 1, ["the same"])]


def test_clients_with_one_changed_file_make_one_version(library: Library, ann: Viewer) -> None:
    library.upload(ann, script("old", "a.ps1"))
    with ThreadPoolExecutor(8) as clients:
        requests = list(clients.map(lambda _: library.accept(ann, script("changed", "a.ps1")), range(16)))
    work_until_done(library, 4)
    outcomes = sorted(status for accepted in requests for status in statuses(library.uploads(accepted)))
    assert outcomes == [("completed", "changed"), *[("duplicate", "unchanged")] * 15]
    assert library.contents() == [("changed", 2, ["old", "changed"])]


def test_clients_of_many_owners_make_a_script_each(library: Library) -> None:
    users = [library.user(f"user{number}") for number in range(8)]
    for user in users * 2:
        library.accept(user, script("the same", "a.ps1"))
    work_until_done(library, 4)
    assert library.contents() == [("the same", 1, ["the same"])] * 8


@pytest.mark.parametrize("seed", [3, 7])
def test_a_storm_of_changes_ends_as_if_one_had_come_after_the_other(library: Library, ann: Viewer, seed: int) -> None:
    rng = random.Random(seed)
    requests = [[(rng.choice("abcd"), rng.choice("uvwxyz")) for _ in range(rng.randint(1, 4))] for _ in range(8)]
    library.begin_anew(ann, [upload for request in requests for upload in request])
    expected = library.snapshot()
    library.begin_anew(ann, [])
    for request in requests:
        library.accept(ann, *(script(text, f"{path}.ps1") for path, text in request))
    work_until_done(library, 4)
    assert library.snapshot() == expected
    assert library.value("SELECT count(*) FROM uploads WHERE status = 'failed'") == 0
