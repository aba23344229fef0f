"""A real PostgreSQL and a real Redis for tests, one of each for a process that runs tests. Where they do not start, tests fail."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from db import migrate
from workers.embedded.binaries import PostgresBinaries, postgres_binaries
from workers.embedded.folder import DataFolder
from workers.embedded.postgres import DATABASE, ROLE, SUPERUSER, Postgres
from workers.embedded.redis import Redis

# Nothing of a test has to outlive a crash of the machine.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_wal_size": "128MB",
}
MEMORY = Path("/dev/shm")  # noqa: S108 a folder of its own is made in it
ROOM = 1024**3
DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
_numbers = itertools.count(1)


def said_of(data: Path) -> list[str]:
    """Secrets of a data folder that its logs say, each with the log."""
    kept = {path.name: path.read_text() for path in (data / "secrets").iterdir()}
    logs = {path.name: path.read_text(errors="replace") for path in (data / "log").iterdir()}
    return [f"{name} in {log}" for log, text in logs.items() for name, secret in kept.items() if secret in text]


class Cluster:
    """A PostgreSQL whose database psscript has the whole schema and serves as the template of others."""

    def __init__(self, postgres: Postgres, superuser: psycopg.Connection, migrations: Path) -> None:
        self.postgres = postgres
        self.superuser = superuser
        self.migrations = migrations
        self.major = postgres.binaries.major

    def dsn(self, database: str) -> str:
        """For the program's role."""
        return self.postgres.dsn_of(ROLE, database)

    def create(self, template: str = DATABASE) -> str:
        """A new database; its name."""
        name = f"test_{next(_numbers)}"
        # Copying files is faster than logging them where nothing is synced.
        self.superuser.execute(f"CREATE DATABASE {name} OWNER {ROLE} TEMPLATE {template} STRATEGY FILE_COPY".encode())
        return name

    def drop(self, name: str) -> None:
        """Whoever is connected to it."""
        self.superuser.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def folder() -> Iterator[DataFolder]:
    """A data folder that is removed again; in memory where there is room, because a database is a thousand small files."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    path = Path(tempfile.mkdtemp(prefix="psscript-test-", dir=MEMORY if roomy else None))
    try:
        made = DataFolder(path / "data")
        made.make()
        yield made
    finally:
        shutil.rmtree(path)


@contextmanager
def cluster(binaries: PostgresBinaries, extensions: Sequence[str], migrations: Path) -> Iterator[Cluster]:
    """Runs while the block does, and ends with this process in any case."""
    with folder() as data:
        postgres = Postgres(data, binaries=binaries, extensions=extensions, settings=FAST, die_with_parent=True)
        postgres.start()
        try:
            migrate.up(postgres.dsn, migrations)
            with psycopg.connect(postgres.dsn_of(SUPERUSER, "postgres"), autocommit=True) as superuser:
                yield Cluster(postgres, superuser, migrations)
        finally:
            postgres.stop()


@contextmanager
def postgres_18() -> Iterator[Cluster]:
    """The one that psscript brings."""
    with cluster(postgres_binaries(), ("vector",), migrate.FOLDER) as running:
        yield running


@contextmanager
def postgres_15() -> Iterator[Cluster]:
    """Debian's, which has no pgvector: its columns of vectors are bytes, so what needs vectors is not tested there."""
    with tempfile.TemporaryDirectory() as scratch:
        for path in migrate.FOLDER.glob("*.sql"):
            (Path(scratch) / path.name).write_text(_without_vectors(path.read_text()))
        with cluster(postgres_binaries(DEBIAN_15), (), Path(scratch)) as running:
            yield running


def _without_vectors(sql: str) -> str:
    sql = sql.replace("CREATE EXTENSION IF NOT EXISTS vector;", "").replace("VECTOR(1536)", "BYTEA")
    return sql.replace("SPARSEVEC(1536)", "BYTEA").replace("::sparsevec(1536)", "")


@contextmanager
def redis_server() -> Iterator[Redis]:
    """Runs while the block does, and ends with this process in any case."""
    with folder() as data:
        server = Redis(data, die_with_parent=True)
        server.start()
        try:
            yield server
        finally:
            server.stop()
