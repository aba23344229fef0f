"""A backup of a library's own database before its schema changes, so that a migration that went wrong costs nothing."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from pipeline.errors import PermanentError
from workers.embedded.binaries import postgres_binaries

KEPT = 3


class BackupError(PermanentError):
    """The database could not be backed up."""

    code = "backup_failed"


def back_up(dsn: str, folder: Path) -> Path:
    """A file for pg_restore. The oldest ones go. Raises BackupError."""
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.dump"
    unfinished = path.with_suffix(".part")
    parts = urlsplit(dsn)
    # The password goes by the environment: arguments are for everybody to see.
    address = urlunsplit(parts._replace(netloc=f"{parts.username}@{parts.netloc.rpartition('@')[2]}"))
    program = str(postgres_binaries().folder / "pg_dump")
    done = subprocess.run(  # noqa: S603 a program that was found here
        [program, "--format=custom", f"--file={unfinished}", f"--dbname={address}"],
        env=os.environ | {"PGPASSWORD": parts.password or ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        unfinished.unlink(missing_ok=True)
        raise BackupError(f"{BackupError.__doc__} pg_dump says: {' '.join(done.stderr.split())[-300:]}")
    unfinished.rename(path)
    for old in sorted(folder.glob("*.dump"))[:-KEPT]:
        old.unlink()
    return path
