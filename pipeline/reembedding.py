"""From one embedding model to another, in the background: scripts without a vector of the new one go through stage embed again, behind everything
else; when none is left, the new one answers searches from one moment to the next; then its vectors move to where those of the old one were.

Searches read vectors wherever they are (the view model_vectors), of one model only. So every script is found at every moment, by the old model's
vector or by the new one's. A script that came or changed meanwhile gets a vector of both, or holds the change up until it has.
"""

import logging
from dataclasses import dataclass, field
from typing import Any

from db.engine import execute
from pipeline.embedding.choosing import settle
from pipeline.embedding.model import Unavailable
from pipeline.embedding.targets import provider_of
from pipeline.reanalysis import enter_again, free_places
from pipeline.room import Room

log = logging.getLogger(__name__)

STAGE = "embed"
# Reasons that may be gone when one looks again: that somebody is away or wrongly set up, not what a script says.
PASSING = ("not_embedded", "provider_away", "provider_refuses", "provider_confused", "provider_failed", "transient_error", "retired_model",
           "not_installed", "wrong_weights", "no_service", "no_provider", "other_model")  # fmt: skip
AGAIN_AFTER = 300.0  # seconds after which a script that got no vector is tried again
MOST_UNDER_WAY = 200  # scripts, so that an import that comes in hardly waits
LOOK_EVERY = 600.0  # seconds between two looks whether the model that answers searches is complete
MOVED_AT_ONCE = 200


@dataclass(slots=True)
class Way:
    """Through the scripts that lack a vector of one model, by their numbers."""

    after: int = 0
    next_at: float = float("-inf")


@dataclass(slots=True)
class Reembedding:
    """One sweeper's part in it."""

    ways: dict[str, Way] = field(default_factory=dict)

    def go_on(self, room: Room, now: float) -> bool:
        """Whether anything was done. `now` in seconds, on any clock that only goes on."""
        settle(room.engine, room.settings)
        with room.reading() as connection:
            known = {row.state: row for row in execute(connection, "embeddings.models")}
        self.ways = {row.id: self.ways.get(row.id, Way()) for row in known.values()}
        entered = [self._enter(room, row, now) for _state, row in sorted(known.items(), reverse=True)]
        switched = "building" in known and not any(entered) and switch(room, known["building"].id)
        moved = not switched and "active" in known and move(room, known["active"].id)
        return any(entered) or switched or moved

    def _enter(self, room: Room, model: Any, now: float) -> int:
        """How many scripts were put in."""
        way = self.ways[model.id]
        if now < way.next_at or isinstance(provider_of(room.settings, room.provider, model), Unavailable):
            return 0
        with room.reading() as connection:
            if not free_places(connection, MOST_UNDER_WAY):
                return 0
        with room.transaction() as connection:
            execute(connection, "reanalysis.let_go")
            what = {"model_id": model.id, "passing": list(PASSING)}
            rows = execute(connection, "embeddings.lacking", after=way.after, limit=MOST_UNDER_WAY, seconds=AGAIN_AFTER, **what).all()
            if rows:
                scripts, versions = [row.id for row in rows], [row.version for row in rows]
                execute(connection, "embeddings.begin_tries", model_id=model.id, scripts=scripts, versions=versions)
            links = enter_again(connection, rows, STAGE)
        room.queues.push(links)
        if rows:
            way.after = rows[-1].id
        else:  # at the end; what was skipped on the way is found the next time round
            way.after, way.next_at = 0, now if way.after else now + (LOOK_EVERY if model.state == "active" else 5.0)
        return len(rows)


def switch(room: Room, model_id: str) -> bool:
    """Have a model answer searches, if it is complete."""
    what = {"model_id": model_id, "passing": list(PASSING)}
    with room.reading() as connection:
        if execute(connection, "embeddings.any_lacking", **what).scalar():
            return False
    with room.transaction() as connection:
        held = {row.id: row.state for row in execute(connection, "embeddings.hold_models")}
        if held.get(model_id) != "building" or execute(connection, "embeddings.any_lacking", **what).scalar():
            return False
        execute(connection, "embeddings.retire_active")
        execute(connection, "embeddings.activate", id=model_id)
        execute(connection, "embeddings.explain_all", model_id=model_id)
    log.info("Searches are answered by model %s now", model_id)
    return True


def move(room: Room, model_id: str) -> bool:
    """Vectors of the model that answers searches to where they belong; then those of others are let go of. Some at a time; False: nothing is left."""
    with room.transaction() as connection:
        scripts = execute(connection, "embeddings.waiting_to_move", model_id=model_id, limit=MOVED_AT_ONCE).scalars().all()
        if scripts:
            execute(connection, "embeddings.move", model_id=model_id, scripts=list(scripts))
            execute(connection, "embeddings.drop_moved", model_id=model_id, scripts=list(scripts))
            return True
    with room.reading() as connection:
        return any(execute(connection, name, limit=MOVED_AT_ONCE).rowcount for name in ("embeddings.drop_replaced", "embeddings.drop_retired"))
