"""Whether a library can work: what it cannot do without, and what it does without for a while."""

from dataclasses import dataclass
from typing import Literal

from db import migrate
from db.engine import Engine, execute, reading
from pipeline.queues import Queues
from pipeline.state import SEEN_SECONDS

Lack = Literal["redis", "workers", "sweeper"]


@dataclass(frozen=True, slots=True)
class Readiness:
    degraded: tuple[Lack, ...]


def readiness(engine: Engine, queues: Queues) -> Readiness:
    """Raises what the database raises when it is away, and SchemaError when migrations are missing."""
    migrate.check(engine)
    with reading(engine) as connection:
        seen = {row.kind for row in execute(connection, "operations.processes", seconds=SEEN_SECONDS)}
    lacks: list[Lack] = []
    if not queues.answers():
        lacks.append("redis")
    if "worker" not in seen:
        lacks.append("workers")
    if "sweeper" not in seen:
        lacks.append("sweeper")
    return Readiness(tuple(lacks))
