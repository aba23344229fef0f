"""Scripts whose terms and vectors are not of what they say now go through stage embed again, behind everything else: those that an older release of
the digest read, and those whose title or description was changed. Until then they are found by what was known of them.

`script_digests.digest_version` says it: that of the release; 0 where the script has changed; below 0 where it was put in and came to nothing, which
is not tried again by the same release.
"""

from dataclasses import dataclass

from db.engine import execute
from pipeline.embedding.digest import VERSION
from pipeline.reanalysis import enter_again, free_places
from pipeline.room import Room

STAGE = "embed"
MOST_UNDER_WAY = 100  # scripts, so that an import that comes in hardly waits
LOOK_EVERY = 2.0  # seconds between two looks where there is nothing to do


@dataclass(slots=True)
class Reindexing:
    """One sweeper's part in it."""

    next_at: float = float("-inf")

    def go_on(self, room: Room, now: float) -> int:
        """How many scripts were put in. `now` in seconds, on any clock that only goes on."""
        if now < self.next_at:
            return 0
        with room.reading() as connection:
            if not free_places(connection, MOST_UNDER_WAY):
                return 0
        with room.transaction() as connection:
            execute(connection, "reanalysis.let_go")
            rows = execute(connection, "search.outdated_digests", digest_version=VERSION, limit=MOST_UNDER_WAY).all()
            execute(connection, "search.begin_digests", scripts=[row.id for row in rows], digest_version=VERSION)
            links = enter_again(connection, rows, STAGE)
        room.queues.push(links)
        if not rows:
            self.next_at = now + LOOK_EVERY
        return len(rows)
