"""Reading a folder into a library, whatever the way there: what is sent, what became of each file."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from workers import folder
from workers.folder import Found, Script, Skipped, Unreadable

State = Literal["new", "changed", "unchanged", "duplicate", "failed", "skipped", "accepted"]
STATES = ("new", "changed", "unchanged", "duplicate", "failed", "skipped")
Entry = Found | Script | Skipped | Unreadable
POLL = 0.3  # seconds between two looks at how far the work has come


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one path. `accepted`: committed, and not waited for."""

    path: str
    state: State
    script_id: int | None = None
    version: int | None = None
    error: dict[str, str] | None = None  # code, message

    def as_json(self) -> dict[str, Any]:
        return {"path": self.path, "state": self.state, "scriptId": self.script_id, "version": self.version, "error": self.error}


@dataclass(frozen=True, slots=True)
class Sent:
    """One file that was handed over: `id` is the upload's, or None where it was refused."""

    path: str
    id: str | None
    error: dict[str, str] | None = None


class Target(Protocol):
    """Where files go."""

    largest_file: int  # bytes
    most_files: int  # at a time
    most_bytes: int  # at a time

    def send(self, scripts: Sequence[Script]) -> list[Sent]:
        """When this returns, they are committed. In the order of the scripts."""

    def progress(self) -> tuple[int, bool]:
        """How many of those that were sent have ended, and whether all have."""

    def outcomes(self, sent: Sequence[Sent]) -> Iterator[Outcome]:
        """What became of each that was not refused; all have ended."""

    def check_workers(self) -> None:
        """Raises CannotRunError where nobody works on what is sent."""


@dataclass(slots=True)
class Import:
    """One run. `tell(handed_over, ended)` counts files as the work goes on; what is not handed over has ended, too."""

    target: Target
    tell: Callable[[int, int], None] = lambda _handed_over, _ended: None
    sent: list[Sent] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def send(self, entries: Iterable[Entry]) -> None:
        """Everything, in portions as large as the target takes."""
        for portion in self._portions(entries):
            for one in self.target.send(portion):
                if one.error:
                    self.outcomes.append(Outcome(one.path, "failed", error=one.error))
                else:
                    self.sent.append(one)
            self._tell(self.target.progress()[0])

    def wait(self) -> None:
        """Until all that was accepted has ended."""
        ended, done = self.target.progress()
        while not done:
            self._tell(ended)
            self.target.check_workers()
            time.sleep(POLL)
            ended, done = self.target.progress()
        self._tell(ended)
        self.outcomes += self.target.outcomes(self.sent)

    def leave(self) -> None:
        """Do not wait."""
        self.outcomes += [Outcome(one.path, "accepted") for one in self.sent]

    def _tell(self, ended: int) -> None:
        self.tell(len(self.sent) + len(self.outcomes), ended + len(self.outcomes))

    def _portions(self, entries: Iterable[Entry]) -> Iterator[list[Script]]:
        portion: list[Script] = []
        size = 0
        for script in self._scripts(entries):
            if portion and (len(portion) == self.target.most_files or size + len(script.content) > self.target.most_bytes):
                yield portion
                portion, size = [], 0
            portion.append(script)
            size += len(script.content)
        if portion:
            yield portion

    def _scripts(self, entries: Iterable[Entry]) -> Iterator[Script]:
        """Files that can be read; what became of the others is noted."""
        for entry in entries:
            read = folder.read(entry.path, self.target.largest_file) if isinstance(entry, Found) else entry
            if isinstance(read, Script):
                yield read
            elif isinstance(read, Unreadable):
                self.outcomes.append(Outcome(folder.text_of(read.path), "failed", error={"code": read.code, "message": read.message}))
            else:
                self.outcomes.append(Outcome(folder.text_of(read.path), "skipped", error={"code": read.reason, "message": read.message}))


def state_of(status: str, outcome: str | None) -> State:
    """`outcome` is what the version stage found out; a failed upload has none."""
    if status == "failed":
        return "failed"
    found: dict[str | None, State] = {"new": "new", "changed": "changed", "unchanged": "unchanged", "duplicate": "duplicate"}
    return found[outcome]


def counts(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many files of each state, also where that is none; `accepted` only where something was not waited for."""
    found: Counter[str] = Counter(outcome.state for outcome in outcomes)
    return {state: found[state] for state in (*STATES, "accepted") if state != "accepted" or found[state]}


def as_json(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {**counts(outcomes), "files": [outcome.as_json() for outcome in outcomes]}


def skipped_in_words(outcomes: Iterable[Outcome]) -> str:
    """`other kinds of files: 12 (.md 8, .png 4); version control: 1 (.git)`; empty where nothing was skipped."""
    codes: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        if outcome.state == "skipped" and outcome.error:
            path = Path(outcome.path)
            name = path.name if outcome.error["code"] != "not_a_script" else path.suffix.lower() or path.name
            codes.setdefault(outcome.error["code"], Counter())[name] += 1
    return "; ".join(f"{WORDS[code]}: {names.total():,} ({_few(names)})" for code, names in codes.items())


WORDS = {
    "not_a_script": "other kinds of files",
    "version_control": "version control",
    "link_to_folder": "links to folders",
    "not_a_file": "no files",
}


def _few(names: Counter[str], most: int = 8) -> str:
    shown = ", ".join(name if number == 1 else f"{name} {number:,}" for name, number in names.most_common(most))
    return shown if len(names) <= most else f"{shown} and {len(names) - most:,} more"
