"""What a piece of work costs: time, processor time of this process and of PostgreSQL, statements."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from db import engine as database

NOT_STATEMENTS = ("begin", "commit", "committed")


@dataclass(slots=True)
class Cost:
    """Added up over many pieces of work. Times in seconds."""

    items: int = 0
    seconds: float = 0.0
    own: float = 0.0  # processor time of this process
    postgres: float = 0.0  # and of PostgreSQL's
    statements: int = 0
    transactions: int = 0
    pieces: int = 0
    each: list[tuple[float, float]] = field(default_factory=list)  # seconds and processor seconds of each piece

    @property
    def rate(self) -> float:
        """Items a second."""
        return self.items / self.seconds

    @property
    def milliseconds(self) -> float:
        """Processor time an item."""
        return 1000 * (self.own + self.postgres) / self.items


def ratios(floor: Cost, cost: Cost) -> tuple[float, float]:
    """How near a cost comes to its floor, by the clock and by processor time. Medians: what others did to one batch says nothing."""
    clock, processor = (
        statistics.median(piece[number] for piece in floor.each) / statistics.median(piece[number] for piece in cost.each) for number in (0, 1)
    )
    return clock, processor


@dataclass(slots=True)
class Meter:
    """`postmaster`: process of the PostgreSQL that is measured with."""

    postmaster: int
    _events: list[str] = field(default_factory=list)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Statements are counted while the block runs."""
        database.observer = self._events.append
        try:
            yield
        finally:
            database.observer = None

    def add(self, cost: Cost, items: int, work: Callable[[], object]) -> None:
        self._events.clear()
        postgres, own, begun = processor_nanoseconds(self.postmaster), time.process_time(), time.perf_counter()
        work()
        seconds, spent = time.perf_counter() - begun, time.process_time() - own
        of_postgres = (processor_nanoseconds(self.postmaster) - postgres) / 1e9
        cost.each.append((seconds, spent + of_postgres))
        cost.seconds += seconds
        cost.own += spent
        cost.postgres += of_postgres
        cost.items += items
        cost.pieces += 1
        cost.statements += sum(event not in NOT_STATEMENTS for event in self._events)
        cost.transactions += self._events.count("committed")


def processor_nanoseconds(top: int) -> int:
    """Of a process and those that it began and that still run; finer than the clock ticks of times(2)."""
    total = 0
    for process in [psutil.Process(top), *psutil.Process(top).children()]:
        try:
            total += int(Path(f"/proc/{process.pid}/schedstat").read_text().split()[0])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total
