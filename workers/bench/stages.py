"""The measurement behind `psscript bench pipeline`, in a temporary library.

Every stage runs in this process, batch by batch, so that its processor time is its own; right after a batch was inserted the same rows are
copied into an empty twin of the table. Then real workers carry the same number of other scripts through all of it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine

from db import migrate
from db.copy import copy_in
from db.engine import execute, open_engine, reading, transaction
from pipeline.accept import File, accept
from pipeline.accounts import find_user
from pipeline.batch import BULK, Link
from pipeline.config import Settings
from pipeline.files import kind_of
from pipeline.progress import wait_for_batch
from pipeline.room import Room
from pipeline.runner import Outcome, run_stage
from pipeline.stages import NAMES
from pipeline.viewer import Viewer
from workers import up
from workers.bench.costs import Cost, Meter
from workers.bench.load import processor_seconds
from workers.bench.pipeline import ACCEPT, AGAIN, CHAIN, CHAIN_BATCH, COPY, WHOLE
from workers.errors import CannotRunError
from workers.folder import Script
from workers.supervisor import Program, Supervisor

LONGEST = 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class Bench:
    """A library under measurement."""

    settings: Settings
    engine: Engine
    room: Room
    caller: Viewer
    meter: Meter


def measure(data: Path, scripts: Sequence[Script], batch: int, workers: int) -> dict[str, Cost]:
    """Half of the scripts stage by stage, the other half by `workers` processes; in batches of `batch`."""
    half = len(scripts) // 2
    with _library(data) as bench:
        costs = _stages(bench, [scripts[start : min(start + batch, half)] for start in range(0, half, batch)])
        bench.room.queues.empty()
        with _working(bench, workers) as supervisor:
            costs[CHAIN] = _chain(bench, supervisor, half)
            parts = [scripts[start : start + batch] for start in range(half, len(scripts), batch)]
            costs[WHOLE] = _whole(bench, supervisor, parts, "completed")
            copies = [[replace(script, path=script.path.with_stem(script.path.stem + " copy")) for script in part] for part in parts]
            costs[AGAIN] = _whole(bench, supervisor, copies, "duplicate")
    return costs


def _stages(bench: Bench, parts: Sequence[Sequence[Script]]) -> dict[str, Cost]:
    costs = {name: Cost() for name in (ACCEPT, *NAMES, COPY)}
    with transaction(bench.engine) as connection:
        execute(connection, "bench.make_twin")
        execute(connection, "bench.key_twin")
    with bench.meter.watching():
        batches: list[UUID] = []
        for part in parts:
            bench.meter.add(costs[ACCEPT], len(part), partial(_append, batches, bench, part))
        for stage in NAMES:
            for batch_id, part in zip(batches, parts, strict=True):
                bench.meter.add(costs[stage], len(part), partial(_run, bench, batch_id, stage))
                if stage == "insert":
                    _copy(bench, batch_id, costs[COPY])
    return costs


def _append(batches: list[UUID], bench: Bench, part: Sequence[Script]) -> None:
    batches.append(_accept(bench, part, None))


def _accept(bench: Bench, part: Sequence[Script], root_id: UUID | None) -> UUID:
    files = [File(filename=path, kind=kind_of(path), content=script.content, source_path=path) for script in part for path in [str(script.path)]]
    accepted = accept(bench.engine, bench.caller, files, lane=BULK, root_id=root_id)
    return accepted.links[0].batch_id


def _run(bench: Bench, batch_id: UUID, stage: str) -> None:
    if (outcome := run_stage(bench.room, batch_id, stage)) is not Outcome.DONE:
        raise CannotRunError(f"Stage {stage} of batch {batch_id} was not done ({outcome}).")


def _copy(bench: Bench, batch_id: UUID, cost: Cost) -> None:
    with reading(bench.engine) as connection:
        rows = [tuple(row) for row in execute(connection, "bench.inserted", batch_id=batch_id)]

    def work() -> None:
        with transaction(bench.engine) as connection:
            copy_in(connection, "bench.copy_twin", rows)

    bench.meter.add(cost, len(rows), work)


def _chain(bench: Bench, supervisor: Supervisor, scripts: int) -> Cost:
    """As many links as the stages have, for so many scripts."""
    chains = -(-scripts // CHAIN_BATCH)
    with _measured(bench, supervisor, chains * CHAIN_BATCH) as cost:
        for number in range(chains):
            bench.room.queues.pass_on(f"chain-{number}", len(NAMES))
        deadline = time.monotonic() + LONGEST
        while not bench.room.queues.is_idle() and time.monotonic() < deadline:
            time.sleep(0.01)
    return cost


def _whole(bench: Bench, supervisor: Supervisor, parts: Sequence[Sequence[Script]], status: str) -> Cost:
    root_id: UUID | None = None
    with _measured(bench, supervisor, sum(map(len, parts))) as cost:
        for part in parts:
            batch_id = _accept(bench, part, root_id)
            root_id = root_id or batch_id
            bench.room.queues.push([Link(batch_id, NAMES[0], BULK)])
        if root_id and not (progress := wait_for_batch(bench.engine, bench.caller, root_id, LONGEST)).by_status.keys() <= {status}:
            raise CannotRunError(f"Not all scripts became {status}: {progress.by_status}.")
    return cost


@contextmanager
def _measured(bench: Bench, supervisor: Supervisor, scripts: int) -> Iterator[Cost]:
    """With the processor time of all workers and of this process."""
    cost = Cost(items=scripts, pieces=1)

    def spent() -> tuple[float, float]:
        return time.process_time() + sum(map(processor_seconds, supervisor.pids().values())), processor_seconds(bench.meter.postmaster)

    own, postgres = spent()
    begun = time.perf_counter()
    yield cost
    cost.seconds = time.perf_counter() - begun
    cost.own, cost.postgres = (after - before for after, before in zip(spent(), (own, postgres), strict=True))


@contextmanager
def _library(data: Path) -> Iterator[Bench]:
    settings = Settings.from_environment({}, data=data)
    with up.servers(settings) as library:
        named = library.servers.settings(settings)
        migrate.up(named.dsn or "")
        up.first_administrator(named)
        engine = open_engine(named.dsn or "", named.pool)
        user = find_user(engine, up.FIRST_ADMIN)
        postmaster = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
        room = Room.furnish(named, engine, "bench")
        yield Bench(named, engine, room, Viewer(user.id, is_admin=True), Meter(postmaster))
        room.close()
        engine.dispose()


@contextmanager
def _working(bench: Bench, workers: int) -> Iterator[Supervisor]:
    """That many workers of the lane for imports, and the sweeper, which hands them again what had to wait."""
    program = (sys.executable, "-m", "workers.cli")
    data = ("--data", str(bench.settings.data))
    programs = [Program(f"worker-{number}", (*program, "worker", "--lane", BULK, *data)) for number in range(workers)]
    supervisor = Supervisor([*programs, Program("sweeper", (*program, "sweeper", *data))], dict(os.environ), print)
    supervisor.tend()
    try:
        deadline = time.monotonic() + LONGEST
        while _seen(bench) < workers and time.monotonic() < deadline:
            time.sleep(0.05)
        yield supervisor
    finally:
        supervisor.stop()


def _seen(bench: Bench) -> int:
    with reading(bench.engine) as connection:
        return int(execute(connection, "imports.workers", lane=BULK, seconds=60).scalar_one())
