"""Families of near copies, made of what a viewer sees and nothing else: a script that is hidden neither counts nor links two others."""

import base64
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Self

from db.engine import Engine, execute, reading
from pipeline.library.comparing import Hunk, diff
from pipeline.library.errors import InvalidCursorError
from pipeline.library.scripts import stamp
from pipeline.search.near import VERSION
from pipeline.viewer import Viewer

SHOWN = 10  # members of a family in a list of families
MOST_LINES = 300  # lines that differ, up to which they are told one by one


class Family(NamedTuple):
    """Ids; the others are compared with the first."""

    members: Sequence[int]

    @property
    def first(self) -> int:
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Member:
    """A script beside the first of its family. `added`, `removed`: lines, wherever they stand; None for scripts too long to be compared here."""

    script_id: int
    title: str
    user_id: int
    username: str
    category_id: int | None
    category_name: str | None
    version: int
    is_public: bool
    updated_at: datetime
    similarity: float
    same_text: bool
    added: int | None
    removed: int | None
    hunks: list[Hunk] | None  # None: not asked for, or too much differs


@dataclass(frozen=True, slots=True)
class ShownFamily:
    size: int
    members: list[Member]


@dataclass(frozen=True, slots=True)
class FamilyPage:
    families: list[ShownFamily]
    total: int
    page: int
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class FamilyCursor:
    """The place behind the last family of a page."""

    size: int
    first: int
    page: int

    def encode(self) -> str:
        packed = json.dumps([self.size, self.first, self.page], separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()

    @classmethod
    def decode(cls, text: str) -> Self:
        """Raises InvalidCursorError."""
        try:
            said = json.loads(base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
            if not (isinstance(said, list) and all(type(each) is int and 0 < each < 2**31 for each in said)):
                raise InvalidCursorError
            return cls(*said)
        except (ValueError, TypeError, RecursionError):
            raise InvalidCursorError from None


def list_families(engine: Engine, viewer: Viewer, threshold: float, limit: int, page: int | None, cursor: str | None) -> FamilyPage:
    """The largest first. Raises InvalidCursorError."""
    after = FamilyCursor.decode(cursor) if cursor else None
    found = families(engine, viewer, threshold)
    number = after.page + 1 if after else page or 1
    begin = _behind(found, after) if after else (number - 1) * limit
    chosen = found[begin : begin + limit]
    behind = FamilyCursor(len(chosen[-1].members), chosen[-1].first, number).encode() if chosen and begin + limit < len(found) else None
    return FamilyPage(_shown(engine, viewer, chosen, SHOWN, hunks=False), len(found), number, behind)


def family_of(engine: Engine, viewer: Viewer, script_id: int, threshold: float, most: int) -> list[ShownFamily]:
    """The family of a script, compared with it line by line; none where it has no near copy. Raises NotVisibleError."""
    stamp(engine, viewer, script_id)
    found = next((each.members for each in families(engine, viewer, threshold) if script_id in each.members), [])
    others = [each for each in found if each != script_id]
    return _shown(engine, viewer, [Family([script_id, *others])] if others else [], most, hunks=True)


def families(engine: Engine, viewer: Viewer, threshold: float) -> list[Family]:
    with reading(engine) as connection:
        pairs = execute(connection, "near.families", threshold=threshold, signature_version=VERSION, **viewer.parameters)
        linked = joined((row.one, row.other) for row in pairs)
    return sorted((Family(members) for members in linked), key=_place)


def joined(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """What pairs link, directly or through others."""
    above: dict[int, int] = {}

    def top(script_id: int) -> int:
        while (found := above.setdefault(script_id, script_id)) != script_id:
            above[script_id] = script_id = above[found]  # halves the way for the next who asks
        return script_id

    for one, other in pairs:
        least, greatest = sorted((top(one), top(other)))
        above[greatest] = least
    groups = defaultdict(list)
    for script_id in sorted(above):
        groups[top(script_id)].append(script_id)
    return list(groups.values())


def _behind(found: Sequence[Family], cursor: FamilyCursor) -> int:
    return next((at for at, each in enumerate(found) if _place(each) > (-cursor.size, cursor.first)), len(found))


def _place(family: Family) -> tuple[int, int]:
    return -len(family.members), family.first


def _shown(engine: Engine, viewer: Viewer, chosen: Sequence[Family], most: int, *, hunks: bool) -> list[ShownFamily]:
    wanted = [(script_id, family.first) for family in chosen for script_id in family.members[:most]]
    asked = {"scripts": [script_id for script_id, _ in wanted], "firsts": [first for _, first in wanted]}
    with reading(engine) as connection:
        rows: dict[int, list[Any]] = defaultdict(list)
        for row in execute(connection, "near.members", **asked, **viewer.parameters):
            rows[row.first].append(row)
    return [
        ShownFamily(len(each.members), [_member(row, rows[each.first][0], hunks=hunks) for row in rows[each.first]])
        for each in chosen
        if each.first in rows  # it was deleted or hidden just now, otherwise
    ]


def _member(row: Any, first: Any, *, hunks: bool) -> Member:
    added, removed = differing(first.content, row.content)
    few = added is not None and removed is not None and added + removed <= MOST_LINES
    told = diff(first.content.splitlines(keepends=True), row.content.splitlines(keepends=True))[0] if hunks and few else None
    names = ("script_id", "title", "user_id", "username", "category_id", "category_name", "version", "is_public", "updated_at", "same_text")
    known = {name: getattr(row, name) for name in names}
    similarity = 1.0 if row.same_text else round(float(row.similarity), 3)
    return Member(**known, similarity=similarity, added=added, removed=removed, hunks=told)


def differing(old: str | None, new: str | None) -> tuple[int | None, int | None]:
    """How many lines one has more often than the other: added, removed."""
    if old is None or new is None:
        return None, None
    before, after = Counter(old.splitlines()), Counter(new.splitlines())
    return (after - before).total(), (before - after).total()
