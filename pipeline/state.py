"""How far the work of a library has come, in one look: what `psscript status` and administrators over HTTP are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from db.engine import execute, reading
from db.records import records
from pipeline.batch import SANDBOX
from pipeline.reanalysis import wanted_versions

RATE_SECONDS = 10
SEEN_SECONDS = 60  # who was not seen for so long is not there

ENDED = ("completed", "duplicate", "failed")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Batches of one lane in one stage."""

    lane: str
    stage: str
    batches: int
    uploads: int
    oldest: float  # seconds since the one that has waited longest moved
    attempts: int
    deaths: int


@dataclass(frozen=True, slots=True)
class Process:
    name: str
    kind: str
    host: str
    pid: int
    ago: float  # seconds since it was seen
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Totals:
    scripts: int
    versions: int
    analyses: int
    embeddings: int
    quarantined: int
    admins: int


@dataclass(frozen=True, slots=True)
class Outdated:
    """Scripts whose analysis an older analyser made, or other rules of their owner's."""

    waiting: int
    under_way: int
    given_up: int  # this analyser could not analyse them


@dataclass(frozen=True, slots=True)
class Executions:
    """Runs of scripts in the sandbox that have not ended, and who runs them."""

    waiting: int
    running: int
    oldest: float | None  # seconds since the one that waits longest was asked for; None: none waits
    workers: int  # that can run scripts
    refusals: list[str]  # what keeps the other ones from it


@dataclass(frozen=True, slots=True)
class State:
    uploads: dict[str, int]  # by status
    unfinished: list[Unfinished]
    processes: list[Process]
    failures: dict[str, int]  # by error code
    totals: Totals
    rate: float  # uploads that ended, a second
    outdated: Outdated
    executions: Executions

    @property
    def waiting(self) -> int:
        return sum(number for status, number in self.uploads.items() if status not in ENDED)


def look(engine: Engine) -> State:
    with reading(engine) as connection:
        ended = execute(connection, "operations.finished_lately", seconds=RATE_SECONDS).scalar_one()
        processes = records(Process, execute(connection, "operations.processes", seconds=SEEN_SECONDS))
        return State(
            uploads={row.status: row.number for row in execute(connection, "operations.uploads_by_status")},
            unfinished=records(Unfinished, execute(connection, "operations.unfinished")),
            processes=processes,
            failures={row.error_code: row.number for row in execute(connection, "operations.failures")},
            totals=records(Totals, execute(connection, "operations.totals"))[0],
            rate=ended / RATE_SECONDS,
            outdated=records(Outdated, execute(connection, "reanalysis.count", **wanted_versions(connection)))[0],
            executions=_executions(execute(connection, "executions.unfinished").one(), processes),
        )


def _executions(row: Any, processes: list[Process]) -> Executions:
    workers = [each.detail.get("refusal") for each in processes if each.detail.get("lane") == SANDBOX]
    refusals = sorted({each["message"] for each in workers if each})
    return Executions(row.waiting, row.running, row.oldest, workers.count(None), refusals)
