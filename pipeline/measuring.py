"""What operators watch: how much waits, who works, how long stages take."""

import threading
import time
from dataclasses import dataclass, field

from db.engine import Engine, execute, reading
from pipeline.queues import Queues
from pipeline.state import SEEN_SECONDS

FRESH = 10.0  # seconds; who asks more often gets the same figures


@dataclass(frozen=True, slots=True)
class Measured:
    uploads: dict[str, int] = field(default_factory=dict)  # by status
    queues: dict[str, int] = field(default_factory=dict)  # by lane; empty while Redis is away
    processes: dict[str, int] = field(default_factory=dict)  # by kind
    runs: list[tuple[str, str, int]] = field(default_factory=list)  # stage, outcome, number
    seconds: dict[str, float] = field(default_factory=dict)  # by stage
    deadlocks: int = 0


class Measure:
    """Looks at most every few seconds."""

    def __init__(self, engine: Engine, queues: Queues) -> None:
        self._engine = engine
        self._queues = queues
        self._lock = threading.Lock()
        self._at = float("-inf")
        self._last = Measured()

    def __call__(self) -> Measured:
        with self._lock:
            if time.monotonic() - self._at > FRESH:
                self._last = _measure(self._engine, self._queues)
                self._at = time.monotonic()
            return self._last


def _measure(engine: Engine, queues: Queues) -> Measured:
    processes: dict[str, int] = {}
    with reading(engine) as connection:
        for row in execute(connection, "operations.processes", seconds=SEEN_SECONDS):
            processes[row.kind] = processes.get(row.kind, 0) + 1
        rows = execute(connection, "measuring.stages").all()
        return Measured(
            uploads={row.status: row.number for row in execute(connection, "operations.uploads_by_status")},
            queues={str(lane): depth for lane, depth in (queues.depths() or {}).items()},
            processes=processes,
            runs=[(row.stage, row.outcome, row.runs) for row in rows],
            seconds={stage: sum(row.seconds for row in rows if row.stage == stage) for stage in {row.stage for row in rows}},
            deadlocks=int(execute(connection, "measuring.deadlocks").scalar_one()),
        )
