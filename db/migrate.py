"""Migrations: numbered SQL with a rollback each, applied by yoyo, each whole or not at all.

One process migrates at a time. The lock is one of PostgreSQL's advisory locks, which ends with its session; yoyo's own is a row that a
killed process leaves behind.
"""

import getpass
import logging
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from yoyo import read_migrations
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
from yoyo.connections import DatabaseURI
from yoyo.migrations import Migration, default_migration_table

from db.dsn import arguments
from db.engine import Engine, execute, reading
from db.errors import SchemaError, TooSlowError, translate
from db.pool import Pool
from db.queries import query
from pipeline.errors import PermanentError

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent.parent / "migrations"
WAIT_SECONDS = 600.0  # for another process that migrates
POOL = Pool(lock=5.0, statement=600.0, idle=WAIT_SECONDS)  # a migration that cannot get its locks lets the others go on and is tried again


class MigrationError(PermanentError):
    """A migration failed, and left nothing behind."""

    code = "migration_failed"


class SchemaOlderError(SchemaError):
    """The database has an older schema than this release needs: run `psscript migrate up`."""

    code = "schema_older"


class SchemaNewerError(SchemaError):
    """The database has a newer schema than this release knows: update psscript, or `psscript migrate down` with the newer release."""

    code = "schema_newer"


@dataclass(frozen=True, slots=True)
class MigrationState:
    """One migration in one database."""

    id: str
    applied_at: datetime | None  # UTC
    known: bool  # to this release


def status(engine: Engine, folder: Path = FOLDER) -> list[MigrationState]:
    """Every migration that the release or the database knows, by number."""
    applied = _applied(engine)
    known = [migration.id for migration in read_migrations(str(folder))]
    return [MigrationState(id, applied.get(id), id in known) for id in sorted({*known, *applied})]


def check(engine: Engine, folder: Path = FOLDER) -> None:
    """Raises SchemaOlderError or SchemaNewerError where release and database do not match."""
    states = status(engine, folder)
    if newer := [state.id for state in states if not state.known]:
        raise SchemaNewerError(unknown=newer)
    if pending := [state.id for state in states if state.applied_at is None]:
        raise SchemaOlderError(pending=pending)


def up(dsn: str, folder: Path = FOLDER) -> list[str]:
    """Apply what is pending. Returns the names. Raises MigrationError, and TooSlowError when another process migrates for too long."""
    with _backend(dsn) as backend, backend.lock():
        pending = list(backend.to_apply(read_migrations(str(folder))))
        return [_step(backend.apply_one, migration) for migration in pending]


def down(dsn: str, count: int = 1, folder: Path = FOLDER) -> list[str]:
    """Roll back the last `count` migrations. Returns the names."""
    with _backend(dsn) as backend, backend.lock():
        applied = list(backend.to_rollback(read_migrations(str(folder))))[:count]
        return [_step(backend.rollback_one, migration) for migration in applied]


def _applied(engine: Engine) -> dict[str, datetime]:
    with reading(engine) as connection:
        if not execute(connection, "migrations.has_table").scalar():
            return {}
        return {row.migration_id: row.applied_at_utc for row in execute(connection, "migrations.applied")}


def _step(move: Callable[[Migration], None], migration: Migration) -> str:
    try:
        move(migration)
    except psycopg.Error as error:
        ours = translate(error)
        raise MigrationError(f"Migration {migration.id} failed and was rolled back: {str(error).strip()}", cause=ours.code) from error
    return str(migration.id)


@contextmanager
def _backend(dsn: str) -> Iterator["Backend"]:
    try:
        backend = Backend(dsn)
    except psycopg.Error as error:
        raise translate(error) from error
    with closing(backend.connection):
        yield backend


class Backend(PostgresqlPsycopgBackend):  # type: ignore[misc] # yoyo has no types
    """yoyo's, with our connection and lock, and with a migration and the note of it in one transaction."""

    _is_locked: bool

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        super().__init__(DatabaseURI("postgresql+psycopg", None, None, None, None, None, {}), default_migration_table)

    def connect(self, dburi: DatabaseURI) -> psycopg.Connection:  # noqa: ARG002 yoyo's signature; it cannot carry a socket's folder
        return psycopg.connect(**arguments(self.dsn, POOL), autocommit=True)

    @contextmanager
    def lock(self, timeout: float = WAIT_SECONDS) -> Iterator[None]:
        """Entered again inside itself by yoyo when it makes its own tables."""
        if self._is_locked:
            yield
            return
        self._await_lock(timeout)
        self._is_locked = True
        try:
            yield
        finally:
            self._is_locked = False
            if not self.connection.closed:
                self.execute(query("migrations.unlock").sql)

    def _await_lock(self, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        while not self.execute(query("migrations.try_lock").sql).fetchone()[0]:
            if time.monotonic() > deadline:
                raise TooSlowError("Another process has been migrating this database for too long: see what it does, or end it.")
            log.info("Waiting for another process that migrates this database.")
            time.sleep(0.2)

    def apply_one(self, migration: Migration, force: bool = False, mark: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002 yoyo's signature
        self.ensure_internal_schema_updated()
        with self.transaction():
            migration.process_steps(self, "apply")
            self.mark_one(migration)

    def rollback_one(self, migration: Migration, force: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 yoyo's signature
        with self.transaction():
            migration.process_steps(self, "rollback")
            self.unmark_one(migration)

    def get_log_data(self, migration: Migration | None = None, operation: str = "apply") -> dict[str, Any]:
        """Without asking a name server who this machine is, which can take long where there is none."""
        return {
            "id": str(uuid.uuid4()),
            "migration_id": migration.id if migration else None,
            "migration_hash": migration.hash if migration else None,
            "username": _user(),
            "hostname": socket.gethostname(),
            "created_at_utc": datetime.now(UTC).replace(tzinfo=None),
            "operation": operation,
        }


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in containers
        return "unknown"
