"""A whole database as one file, for where there is no pg_dump: a zip with a COPY of each table as it was at one moment, and what the schema was."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import IO, Any, cast

import psycopg
from psycopg import sql

from db import migrate
from db.engine import Connection, Engine, execute, open_engine, reading, transaction
from db.errors import translated
from db.pool import Pool

MANIFEST = "manifest.json"
MAGIC = b"PK"  # of a zip
PATIENT = Pool(statement=3600.0, lock=60.0, idle=3600.0)  # a table may be large
_PIECE = 1024 * 1024


def is_empty(engine: Engine) -> bool:
    """Whether the database has no table of a library, not even empty ones."""
    with reading(engine) as connection:
        return not execute(connection, "dump.tables").all()


def dump(dsn: str, file: IO[bytes]) -> None:
    """Write everything to `file`."""
    engine = open_engine(dsn, PATIENT)
    try:
        with transaction(engine) as connection, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            execute(connection, "dump.one_moment")
            tables = _in_order(connection)
            for name, columns in tables:
                with archive.open(name, "w", force_zip64=True) as member:
                    _copy_out(connection, name, columns, member)
            archive.writestr(MANIFEST, json.dumps(_manifest(connection, tables)))
    finally:
        engine.dispose()


def load(dsn: str, file: IO[bytes], folder: Path = migrate.FOLDER) -> None:
    """Fill an empty database: the schema that was backed up, its rows, then whatever migrations came since.

    Raises SchemaNewerError where a later release wrote it.
    """
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        _make_schema(dsn, manifest["migrations"], folder)
        engine = open_engine(dsn, PATIENT)
        try:
            with transaction(engine) as connection:
                _load_rows(connection, archive, manifest)
        finally:
            engine.dispose()
    migrate.up(dsn, folder)


def _in_order(connection: Connection) -> list[tuple[str, list[str]]]:
    """Tables after those that they refer to."""
    columns = {row.name: list(row.columns) for row in execute(connection, "dump.tables")}
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(columns, ()))
    for row in execute(connection, "dump.references"):
        order.add(row.referring, row.referred)
    return [(name, columns[name]) for name in order.static_order()]


def _manifest(connection: Connection, tables: Sequence[tuple[str, list[str]]]) -> dict[str, Any]:
    return {
        "migrations": [row.migration_id for row in execute(connection, "migrations.applied")],
        "tables": tables,
        "sequences": {row.name: row.last_value for row in execute(connection, "dump.sequences")},
    }


def _copy_out(connection: Connection, name: str, columns: Sequence[str], member: IO[bytes]) -> None:
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier("public", name), sql.SQL(", ").join(map(sql.Identifier, columns)))
    with translated(), _driver(connection).cursor() as cursor, cursor.copy(statement) as copy:
        for piece in copy:
            member.write(piece)


def _make_schema(dsn: str, names: Sequence[str], folder: Path) -> None:
    known = {path.stem for path in folder.glob("*.sql")}
    if unknown := [name for name in names if name not in known]:
        raise migrate.SchemaNewerError(unknown=unknown)
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            for path in folder.glob(f"{name}.*"):
                shutil.copy(path, scratch)
        migrate.up(dsn, Path(scratch))


def _load_rows(connection: Connection, archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    tables = manifest["tables"]
    driver = _driver(connection)
    with translated(), driver.cursor() as cursor:
        # Migrations bring rows of their own, which the backup has too.
        cursor.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(sql.Identifier("public", name) for name, _ in tables)))
        for name, columns in tables:
            chosen = sql.SQL(", ").join(map(sql.Identifier, columns))
            with archive.open(name) as member, cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier("public", name), chosen)) as copy:
                while piece := member.read(_PIECE):
                    copy.write(piece)
    for name, value in manifest["sequences"].items():
        if value is not None:
            execute(connection, "dump.set_sequence", name=name, value=value)


def _driver(connection: Connection) -> psycopg.Connection:
    return cast("psycopg.Connection", connection.connection.driver_connection)
