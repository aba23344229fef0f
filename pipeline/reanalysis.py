"""Analyses that an older analyser made, or other rules of the owner's, are made again: some at a time, behind everything else.

The scripts go through the stages like any upload, from `analyze` on, so that one that kills its process is found and set aside as ever. What is
shown stays until the new analysis takes its place. Each script is put in once for an analysis version: what fails is not tried for ever.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from db.copy import copy_in
from db.engine import execute
from pipeline.analyze import rules_of
from pipeline.batch import BULK, Link
from pipeline.identifiers import uuid7
from pipeline.room import Room
from pipeline.texts import bytes_of

STAGE = "analyze"
AT_ONCE = 25  # scripts of a batch
MOST_BYTES = 16 * 1024 * 1024  # of a batch
MOST_UNDER_WAY = 100  # scripts, so that an import that comes in hardly waits
LOOK_EVERY = 3600.0  # seconds between two looks where nothing seems to have changed

Wanted = dict[str, Any]


@dataclass(slots=True)
class Again:
    """One sweeper's way through the library: `after` is the script that it got to, `known` what was wanted when there was nothing left to do."""

    after: int = 0
    known: Wanted | None = None
    looked_at: float = float("-inf")
    found: bool = field(default=False)  # anything since the way began

    def enter(self, room: Room, now: float) -> int:
        """Put scripts in again, if there is nothing better to do. How many; `now` in seconds, on any clock that only goes on."""
        with room.reading() as connection:
            wanted = wanted_versions(connection)
            if wanted == self.known and now - self.looked_at < LOOK_EVERY:
                return 0
            places = free_places(connection, MOST_UNDER_WAY)
        return self._go_on(room, wanted, now, places) if places else 0

    def _go_on(self, room: Room, wanted: Wanted, now: float, most: int) -> int:
        with room.transaction() as connection:
            execute(connection, "reanalysis.let_go")
            rows = execute(connection, "reanalysis.outdated", after=self.after, limit=most, **wanted).all()
            execute(connection, "reanalysis.tried", script_ids=[row.id for row in rows], wanted=[row.wanted for row in rows])
            links = enter_again(connection, rows, STAGE)
        room.queues.push(links)
        if rows:
            self.after, self.found = rows[-1].id, True
        else:  # at the end; what was skipped on the way, since it was locked, is found the next time round
            self.known, self.looked_at = (None, self.looked_at) if self.found else (wanted, now)
            self.after, self.found = 0, False
        return len(rows)


def wanted_versions(connection: Connection) -> Wanted:
    """Which version of an analysis owners would get today: `version`, but for those `owners` who have rules of their own."""
    chosen = execute(connection, "reanalysis.owners").all()
    versions = [rules_of(row.settings).version for row in chosen]
    return {"version": rules_of(None).version, "owners": [row.user_id for row in chosen], "versions": versions}


def free_places(connection: Connection, most: int) -> int:
    """How many scripts may go through the stages once more, where `most` may at a time: none while an import runs."""
    load = execute(connection, "reanalysis.load").one()
    return 0 if load.others else max(0, most - load.again)


def enter_again(connection: Connection, rows: Sequence[Any], stage: str) -> list[Link]:
    """Scripts (id, user_id, size) go through the stages once more, from `stage` on. Push the links after the commit."""
    return [_enter(connection, batch, stage) for batch in _batches(rows)]


def _batches(rows: Sequence[Any]) -> list[list[Any]]:
    """One owner's scripts each, not too many and not too large together."""
    by_owner: defaultdict[int, list[list[Any]]] = defaultdict(list)
    for row in rows:
        batches = by_owner[row.user_id]
        if not batches or len(batches[-1]) == AT_ONCE or sum(each.size for each in batches[-1]) + row.size > MOST_BYTES:
            batches.append([])
        batches[-1].append(row)
    return [batch for batches in by_owner.values() for batch in batches]


def _enter(connection: Connection, rows: Sequence[Any], stage: str) -> Link:
    script_ids, batch_id, ids = [row.id for row in rows], uuid7(), [uuid7() for _ in rows]
    execute(connection, "reanalysis.enter_batch", batch_id=batch_id, user_id=rows[0].user_id, stage=stage)
    execute(connection, "reanalysis.enter", batch_id=batch_id, ids=ids, script_ids=script_ids)
    contents = [bytes_of(row.content, row.encoding, row.raw) for row in execute(connection, "reanalysis.contents", script_ids=script_ids)]
    copy_in(connection, "uploads.copy_contents", list(zip(ids, contents, strict=True)))
    return Link(batch_id, stage, BULK)
