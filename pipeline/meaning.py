"""What uploads mean: something new, a change of a script, or what the library has already.

`decide` goes through a batch in the order of acceptance, as if each upload were carried out before the next is looked at. Where the answer
hangs on one that is not carried out yet, the later upload waits for it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from uuid import UUID

Outcome = Literal["new", "changed", "unchanged", "duplicate"]
Key = tuple[int, bytes]


class Candidate(NamedTuple):
    """An upload, and the scripts it may be about. Fields in the order of the query uploads.undecided."""

    upload_id: UUID
    seq: int
    source_path: str | None
    sha256: bytes
    names_script: bool  # the caller named the script itself
    selected: int | None  # the script that is named, or that has this source path
    selected_sha256: bytes | None
    selected_version: int | None
    paths: int  # source paths of the selected script
    owner: int  # of the selected script, else the caller
    own: int | None  # the owner's script with the same bytes
    own_version: int | None
    other: int | None  # somebody else's script with the same bytes that the caller may see, where neither of the others is
    other_version: int | None
    blocker: UUID | None = None  # an upload of another batch to wait for

    @property
    def related(self) -> set[int]:
        """Scripts of the owner that the answer hangs on."""
        return {script_id for script_id in (self.selected, self.own) if script_id is not None}

    @property
    def key(self) -> Key:
        """What is unique among an owner's scripts."""
        return self.owner, self.sha256


class Equal(NamedTuple):
    """The library has it already."""

    upload_id: UUID
    outcome: Outcome
    script_id: int
    version: int


class Decided(NamedTuple):
    """To be carried out. `script_id` of a change."""

    upload_id: UUID
    outcome: Outcome
    script_id: int | None


@dataclass(slots=True)
class Meanings:
    """What was decided about a batch."""

    equal: list[Equal] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)  # named a script that is no more
    waiting: dict[UUID, UUID] = field(default_factory=dict)  # and for which upload
    paths: dict[str, int] = field(default_factory=dict)  # source paths that belong to these scripts from now on


@dataclass(slots=True)
class _Pending:
    """What the uploads before this one leave open, and which of them."""

    scripts: dict[int, UUID] = field(default_factory=dict)
    paths: dict[str, UUID] = field(default_factory=dict)
    contents: dict[Key, UUID] = field(default_factory=dict)
    new: dict[Key, UUID] = field(default_factory=dict)  # of these, what becomes a new script
    moved: Counter[int] = field(default_factory=Counter)  # source paths that scripts gained or lost

    def blocker(self, candidate: Candidate) -> UUID | None:
        if candidate.blocker:
            return candidate.blocker
        if candidate.source_path in self.paths:
            return self.paths[candidate.source_path]
        return next((self.scripts[each] for each in candidate.related if each in self.scripts), None)

    def equal_blocker(self, candidate: Candidate, meanings: Meanings, *, changed: bool) -> UUID | None:
        """An upload with the same bytes to wait for. Equal new files become one script together, unless somebody waits for that script."""
        maker = self.new.get(candidate.key)
        if maker and not changed and maker not in meanings.waiting.values():
            return None
        return maker or self.contents.get(candidate.key)

    def make(self, candidate: Candidate) -> None:
        """It becomes a new script, and its path that one's."""
        self.new.setdefault(candidate.key, candidate.upload_id)
        if candidate.selected is not None:
            self.moved[candidate.selected] -= 1
        self.hold_path(candidate)

    def hold(self, candidate: Candidate) -> None:
        """All that the candidate is about is open until it is carried out."""
        self.scripts |= dict.fromkeys(candidate.related, candidate.upload_id)
        self.contents.setdefault(candidate.key, candidate.upload_id)
        self.hold_path(candidate)

    def hold_path(self, candidate: Candidate) -> None:
        if candidate.source_path is not None:
            self.paths[candidate.source_path] = candidate.upload_id


def decide(candidates: Iterable[Candidate]) -> Meanings:
    """`candidates` in the order of acceptance."""
    meanings, pending = Meanings(), _Pending()
    for candidate in candidates:
        if blocker := pending.blocker(candidate):
            meanings.waiting[candidate.upload_id] = blocker
            pending.hold(candidate)
        elif candidate.names_script and candidate.selected is None:
            meanings.gone.append(candidate.upload_id)
        elif not _is_equal(candidate, meanings, pending):
            _decide_change(candidate, meanings, pending)
    return meanings


def _is_equal(candidate: Candidate, meanings: Meanings, pending: _Pending) -> bool:
    if candidate.selected is not None and candidate.selected_sha256 == candidate.sha256:
        meanings.equal.append(Equal(candidate.upload_id, "unchanged", candidate.selected, candidate.selected_version or 1))
        return True
    if candidate.own is not None:
        meanings.equal.append(Equal(candidate.upload_id, "duplicate", candidate.own, candidate.own_version or 1))
        _move_path(candidate, candidate.own, meanings, pending)
        return True
    if candidate.other is not None and candidate.key not in pending.contents:
        # Somebody else's script gets no path of the caller's: a change of the file must not be a change of that script.
        meanings.equal.append(Equal(candidate.upload_id, "duplicate", candidate.other, candidate.other_version or 1))
        return True
    return False


def _move_path(candidate: Candidate, script_id: int, meanings: Meanings, pending: _Pending) -> None:
    if candidate.source_path is None:
        return
    if not candidate.names_script:
        meanings.paths[candidate.source_path] = script_id
        pending.moved[script_id] += 1
        if candidate.selected is not None:
            pending.moved[candidate.selected] -= 1
    pending.hold_path(candidate)  # a later upload of this path has not seen where it went


def _decide_change(candidate: Candidate, meanings: Meanings, pending: _Pending) -> None:
    changed = candidate.selected is not None and (candidate.names_script or candidate.paths + pending.moved[candidate.selected] <= 1)
    if blocker := pending.equal_blocker(candidate, meanings, changed=changed):
        meanings.waiting[candidate.upload_id] = blocker
        pending.hold(candidate)
    elif changed:
        meanings.decided.append(Decided(candidate.upload_id, "changed", candidate.selected))
        pending.hold(candidate)
    else:
        # One of several paths of a script that changes gets a script of its own.
        meanings.decided.append(Decided(candidate.upload_id, "new", None))
        pending.make(candidate)
