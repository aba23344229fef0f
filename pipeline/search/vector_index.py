"""When vectors get indexes: a maintenance job builds them, beside everything else, and no request ever does.

Up to some ten thousand vectors an exact scan is as quick as an index and never wrong. An IVFFlat index that was trained on few rows is worse than
none: it hides rows. So both wait for a library that is worth them, and neither is kept while vectors of two models lie in one table.
"""

import logging
from dataclasses import dataclass
from typing import Any

from db.engine import Connection, Engine, Pool, execute, open_engine, reading
from pipeline.search.nearest import EXACTLY, SPARSE, index_for

log = logging.getLogger(__name__)

FIRST_SYSTEM = "idx"
BUILD = {"near_384": "vectors.build_near_384", "near_1536": "vectors.build_near_1536", FIRST_SYSTEM: "vectors.build_idx"}
DROP = {"near_384": "vectors.drop_near_384", "near_1536": "vectors.drop_near_1536", FIRST_SYSTEM: "vectors.drop_idx"}
PATIENT = Pool(size=1, statement=6 * 3600.0, lock=60.0)  # an index over a large library takes long
FEW = 0.5  # of the rows that an index is built from on: it stays until there are fewer


@dataclass(frozen=True, slots=True)
class Plan:
    """Kinds of index."""

    drop: tuple[str, ...]
    build: tuple[str, ...]


def plan(engine: Engine, least: int = EXACTLY) -> Plan:
    """`least`: vectors that an index is built from on."""
    with reading(engine) as connection:
        stand = execute(connection, "vectors.stand").one()
        there = {row.name.removeprefix("script_embeddings_"): row.valid for row in execute(connection, "vectors.indexes")}
    return decide(stand, there, least)


def decide(stand: Any, there: dict[str, bool], least: int) -> Plan:
    mixed = stand.moving or stand.models > 1
    wanted = _worth(stand) if stand.dimensions and not mixed and stand.vectors >= least * FEW else set()
    useless = {kind for kind, valid in there.items() if not valid or kind not in wanted}
    missing = wanted - (there.keys() - useless) if stand.vectors >= least else set()
    return Plan(tuple(sorted(useless)), tuple(kind for kind in BUILD if kind in missing))


def _worth(stand: Any) -> set[str]:
    """Vectors that are almost all zeros are scanned as fast as they are looked up, and found for certain."""
    return {FIRST_SYSTEM} if stand.provider == SPARSE else {index_for(stand.dimensions), FIRST_SYSTEM}


def keep_indexes(dsn: str, chosen: Plan) -> bool:
    """Carry a plan out. False where another process is at it."""
    if not chosen.drop and not chosen.build:
        return True
    engine = open_engine(dsn, PATIENT)
    try:
        with reading(engine) as connection:
            return _keep(connection, chosen)
    finally:
        engine.dispose()


def _keep(connection: Connection, chosen: Plan) -> bool:
    if not execute(connection, "vectors.one_builder").scalar():
        return False
    execute(connection, "vectors.more_memory")
    for kind in chosen.drop:
        log.info("Dropping the vector index %s", kind)
        execute(connection, DROP[kind])
    for kind in chosen.build:
        log.info("Building the vector index %s", kind)
        execute(connection, BUILD[kind])
    return True
