"""Backups of a library's database: PostgreSQL is the only truth, so that is all there is to keep."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from db import migrate
from db.dump import MAGIC, dump, is_empty, load
from db.engine import open_engine
from pipeline.errors import PermanentError
from workers.embedded.binaries import postgres_binaries
from workers.embedded.errors import BinaryMissingError

KEPT = 3
PG_DUMP = b"PGDMP"  # what its files begin with
How = Literal["pg_dump", "COPY"]


class BackupError(PermanentError):
    """The database could not be backed up."""

    code = "backup_failed"


class RestoreError(PermanentError):
    """The backup could not be restored."""

    code = "restore_failed"


def back_up(dsn: str, folder: Path) -> Path:
    """Before a library's schema changes, so that a migration that went wrong costs nothing. The oldest ones go. Raises BackupError."""
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.dump"
    save(dsn, path)
    for old in sorted(folder.glob("*.dump"))[:-KEPT]:
        old.unlink()
    return path


def save(dsn: str, path: Path, how: How | None = None) -> How:
    """Write the database to `path`, which nobody else may read: with pg_dump, or where there is none with COPY. Raises BackupError."""
    chosen = how or ("pg_dump" if _program("pg_dump") else "COPY")
    unfinished = path.with_name(path.name + ".part")
    descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            if chosen == "COPY":
                dump(dsn, file)
            else:
                said = _run("pg_dump", ["--format=custom", f"--file={unfinished}"], dsn)
                if said is not None:
                    raise BackupError(f"{BackupError.__doc__} pg_dump says: {said}")
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return chosen


def restore(dsn: str, path: Path) -> How:
    """Fill an empty database from a file of `save`, and bring it to this release's schema. Raises RestoreError, SchemaNewerError."""
    _refuse_full(dsn)
    with path.open("rb") as file:
        start = file.read(len(PG_DUMP))
        file.seek(0)
        if start.startswith(MAGIC):
            load(dsn, file)
            return "COPY"
    if start != PG_DUMP:
        raise RestoreError(f"{path} is no backup of a library, or only a part of one.")
    # The extension is there, made by a superuser; its comment is not ours to set.
    said = _run("pg_restore", ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--no-comments", str(path)], dsn)
    if said is not None:
        raise RestoreError(f"{RestoreError.__doc__} pg_restore says: {said}")
    migrate.up(dsn)
    return "pg_dump"


def _refuse_full(dsn: str) -> None:
    engine = open_engine(dsn)
    try:
        if not is_empty(engine):
            raise RestoreError("There is a library here already: restore into a new folder with --data, or into an empty database.")
    finally:
        engine.dispose()


def _program(name: str) -> str | None:
    """The one that came with the server, which knows its version; else the one on the PATH."""
    try:
        packaged = postgres_binaries().folder / name
    except BinaryMissingError:
        return shutil.which(name)
    return str(packaged) if packaged.is_file() else shutil.which(name)


def _run(name: str, options: list[str], dsn: str) -> str | None:
    """What the program complains of; None where it did its work."""
    program = _program(name)
    if program is None:
        return f"there is no {name} on this machine; install PostgreSQL's client programs"
    parts = urlsplit(dsn)
    # The password goes by the environment: arguments are for everybody to see.
    address = urlunsplit(parts._replace(netloc=f"{parts.username}@{parts.netloc.rpartition('@')[2]}"))
    done = subprocess.run(  # noqa: S603 a program that was found here
        [program, f"--dbname={address}", *options],
        env=os.environ | {"PGPASSWORD": parts.password or ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return None if done.returncode == 0 else " ".join(done.stderr.split())[-300:]
