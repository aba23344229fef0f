"""An import: what is handed over, what is waited for, what is told. The target here is a list; the real ones are tested on a running library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from workers import folder, imports
from workers.errors import CannotRunError
from workers.folder import Script
from workers.imports import Import, Outcome, Sent


class Remembering:
    """Ends one file more each time it is asked."""

    largest_file = 100
    most_files = 3
    most_bytes = 150

    def __init__(self) -> None:
        self.portions: list[list[Script]] = []
        self.asked = 0
        self.workers = True

    def send(self, scripts: Sequence[Script]) -> list[Sent]:
        self.portions.append(list(scripts))
        return [self._sent(script) for script in scripts]

    def _sent(self, script: Script) -> Sent:
        if b"binary" in script.content:
            return Sent(str(script.path), None, {"code": "binary_file", "message": "No text."})
        return Sent(str(script.path), script.path.stem)

    def progress(self) -> tuple[int, bool]:
        self.asked += 1
        accepted = sum(b"binary" not in script.content for portion in self.portions for script in portion)
        return min(self.asked, accepted), self.asked >= accepted

    def outcomes(self, sent: Sequence[Sent]) -> Iterator[Outcome]:
        for number, one in enumerate(sent, 1):
            yield Outcome(one.path, "new", number, 1)

    def check_workers(self) -> None:
        if not self.workers:
            raise CannotRunError("No worker runs.")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "POLL", 0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, size in {"a.ps1": 10, "b.ps1": 10, "c.ps1": 10, "d.ps1": 90, "e.ps1": 90, "large.ps1": 101, "readme.md": 5, "notes.txt": 5}.items():
        (tmp_path / name).write_bytes(b"#" * size)
    (tmp_path / "f.ps1").write_bytes(b"binary")
    return tmp_path


def carried_out(root: Path) -> tuple[Import, Remembering, list[tuple[int, int]]]:
    target, told = Remembering(), list[tuple[int, int]]()
    one = Import(target, lambda handed_over, ended: told.append((handed_over, ended)))
    one.send(folder.search(root))
    one.wait()
    return one, target, told


def test_portions_are_as_large_as_the_target_takes(root: Path) -> None:
    _, target, _ = carried_out(root)
    assert [[script.path.name for script in portion] for portion in target.portions] == [["a.ps1", "b.ps1", "c.ps1"], ["d.ps1"], ["e.ps1", "f.ps1"]]


def test_every_file_has_one_outcome(root: Path) -> None:
    one, _, _ = carried_out(root)
    states = {Path(outcome.path).name: outcome.state for outcome in one.outcomes}
    assert len(states) == len(one.outcomes) == 9
    assert states == dict.fromkeys(["a.ps1", "b.ps1", "c.ps1", "d.ps1", "e.ps1"], "new") | {
        "large.ps1": "failed",
        "f.ps1": "failed",
        "readme.md": "skipped",
        "notes.txt": "skipped",
    }


def test_the_last_word_is_that_all_has_ended(root: Path) -> None:
    one, _, told = carried_out(root)
    assert told[-1] == (9, 9)
    assert told == sorted(told)
    assert len(one.outcomes) == 9


def test_json_counts_what_it_lists(root: Path) -> None:
    one, _, _ = carried_out(root)
    answer = imports.as_json(one.outcomes)
    assert {state: answer[state] for state in imports.STATES} == {"new": 5, "changed": 0, "unchanged": 0, "duplicate": 0, "failed": 2, "skipped": 2}
    assert answer["files"][0].keys() == {"path", "state", "scriptId", "version", "error"}
    assert sum(answer[state] for state in imports.STATES) == len(answer["files"])


def test_without_waiting_nothing_is_said_to_have_ended(root: Path) -> None:
    target = Remembering()
    one = Import(target)
    one.send(folder.search(root))
    one.leave()
    assert imports.counts(one.outcomes)["accepted"] == 5


def test_workers_that_are_gone_end_the_wait(root: Path) -> None:
    target = Remembering()
    target.workers = False
    one = Import(target)
    one.send(folder.search(root))
    with pytest.raises(CannotRunError):
        one.wait()


def test_what_was_skipped_is_counted_and_named(root: Path) -> None:
    (root / ".git").mkdir()
    (root / "logo.PNG").touch()
    (root / "other.md").touch()
    one, _, _ = carried_out(root)
    assert imports.skipped_in_words(one.outcomes) == "version control: 1 (.git); other kinds of files: 4 (.md 2, .png, .txt)"


def test_many_names_are_cut_short() -> None:
    outcomes = [Outcome(f"/x/a.{number}", "skipped", error={"code": "not_a_script", "message": ""}) for number in range(20)]
    assert imports.skipped_in_words(outcomes).endswith("and 12 more)")
