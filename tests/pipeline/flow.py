"""A library whose stages run in the test's own process."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from rq import Queue
from sqlalchemy import Engine

from pipeline.accept import Accepted, File, Wishes, accept
from pipeline.batch import LANES, Lane
from pipeline.cache_store import Cache
from pipeline.config import Settings
from pipeline.embedding.provider import Unavailable
from pipeline.files import kind_of
from pipeline.queues import SERIALIZER, Queues, connect
from pipeline.room import Room
from pipeline.runner import Outcome, run_stage
from pipeline.spot import Spot
from pipeline.stages import NAMES
from pipeline.viewer import Viewer
from workers import jobs

NO_PROVIDER = Unavailable("no_provider", "There is none.")


@contextmanager
def open_library(settings: Settings, engine: Engine) -> Iterator["Library"]:
    cache = Cache(connect(settings.redis or "", 1.0))
    room = Room(engine, settings, Queues(settings.redis or "", 1.0), cache, NO_PROVIDER, "test", Spot())
    library = Library(room, settings.dsn or "")
    yield library
    room.queues.close()
    cache.close()
    library.database.close()
    library.client.close()


class Library:
    """What tests do with it, in words."""

    def __init__(self, room: Room, dsn: str) -> None:
        self.room = room
        self.database = psycopg.connect(dsn, autocommit=True)
        self.client = connect(room.settings.redis or "", 60.0)

    def user(self, name: str, role: str = "user") -> Viewer:
        row = self.database.execute(
            "INSERT INTO users (username, email, password_hash, role) VALUES (%s, %s, 'none', %s) RETURNING id", (name, f"{name}@localhost", role)
        ).fetchone()
        assert row
        return Viewer(row[0], role == "admin")

    def accept(self, caller: Viewer, *files: File, lane: Lane | None = None, root_id: UUID | None = None, **wishes: Any) -> Accepted:
        return accept(self.room.engine, caller, files, Wishes(**wishes), lane=lane, root_id=root_id)

    def upload(self, caller: Viewer, *files: File, lane: Lane | None = None, **wishes: Any) -> list[dict[str, Any]]:
        """Accepted, and carried to the end."""
        accepted = self.accept(caller, *files, lane=lane, **wishes)
        self.room.queues.push(accepted.links)
        self.drain()
        return self.uploads(accepted)

    def drain(self) -> None:
        """Do the jobs in the queues, interactive ones first, until there are none; as a worker does them, without its bookkeeping."""
        jobs.furnish(self.room)
        queues = [Queue(lane, connection=self.client, serializer=SERIALIZER) for lane in LANES]
        while taken := Queue.dequeue_any(queues, None, connection=self.client, serializer=SERIALIZER):
            job, _queue = taken
            job.perform()
            job.delete()

    def step(self, batch_id: UUID) -> Outcome:
        """Run the stage that a batch is at."""
        stage = self.value("SELECT stage FROM batches WHERE id = %s", batch_id)
        return run_stage(self.room, batch_id, stage)

    def finish(self) -> None:
        """Run every stage of every unfinished batch here, whatever the queues say, until all have ended."""
        for _ in range(1000):
            self.database.execute("UPDATE batches SET not_before = NOW() WHERE finished_at IS NULL")
            unfinished = self.rows("SELECT id, stage FROM batches WHERE finished_at IS NULL ORDER BY created_at, id")
            if not unfinished:
                return
            for each in unfinished:
                run_stage(self.room, each["id"], each["stage"])
        raise AssertionError(f"Never ends: {unfinished}")

    def to(self, stage: str, accepted: Accepted) -> UUID:
        """Bring the only batch of a request to a stage."""
        (batch_id,) = (link.batch_id for link in accepted.links)
        for name in NAMES[: NAMES.index(stage)]:
            assert run_stage(self.room, batch_id, name) is Outcome.DONE
        return batch_id

    def uploads(self, accepted: Accepted) -> list[dict[str, Any]]:
        found = {row["id"]: row for row in self.rows("SELECT * FROM uploads WHERE root_batch_id = %s", accepted.root_id)}
        return [found[upload_id] for upload_id in accepted.upload_ids]

    def rows(self, sql: str, *parameters: Any) -> list[dict[str, Any]]:
        with self.database.cursor(row_factory=psycopg.rows.dict_row) as cursor:
            return cursor.execute(sql.encode(), parameters).fetchall()

    def value(self, sql: str, *parameters: Any) -> Any:
        (row,) = self.rows(sql, *parameters)
        (value,) = row.values()
        return value

    def contents(self) -> list[tuple[str, int, Sequence[str]]]:
        """Scripts with their owners' numbers and all versions' texts, to compare libraries by."""
        rows = self.rows(
            "SELECT s.content, s.version, array_agg(v.content ORDER BY v.version) AS versions FROM scripts s "
            "JOIN script_versions v ON v.script_id = s.id GROUP BY s.id ORDER BY s.content"
        )
        return [(row["content"], row["version"], row["versions"]) for row in rows]


    def snapshot(self) -> tuple[object, object]:
        """What was made, and which path has which text now."""
        sources = self.rows("SELECT source_path, content FROM script_sources JOIN scripts ON scripts.id = script_id ORDER BY 1")
        return self.contents(), [(row["source_path"], row["content"]) for row in sources]

    def begin_anew(self, caller: Viewer, start: Sequence[tuple[str, str]]) -> None:
        """A library of these paths and texts, handed in one by one."""
        self.database.execute("TRUNCATE batches, scripts CASCADE")
        for path, text in start:
            self.upload(caller, script(text, f"{path}.ps1"))


def script(text: str | bytes, path: str | None = None, *, name: str | None = None, **more: Any) -> File:
    """A file with this text, from this path."""
    filename = name or (path.rpartition("/")[2] if path else "script.ps1")
    return File(filename=filename, kind=kind_of(filename), content=text.encode() if isinstance(text, str) else text, source_path=path, **more)


def statuses(uploads: Sequence[Mapping[str, Any]]) -> list[tuple[str, str | None]]:
    return [(each["status"], each["outcome"]) for each in uploads]
