"""A backup can be restored; one that failed leaves nothing that looks like one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from db.engine import Engine, execute, open_engine, reading, transaction
from workers import backup
from workers.backup import BackupError, back_up
from workers.embedded.binaries import postgres_binaries


def test_what_was_backed_up_comes_back(dsn: str, engine: Engine, empty_dsn: str, tmp_path: Path) -> None:
    with transaction(engine) as connection:
        execute(connection, "users.create", username="ann", email="ann@example.com", password_hash="x", role="user")
    path = back_up(dsn, tmp_path / "backups")
    assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0
    address = urlsplit(empty_dsn)
    subprocess.run(
        [postgres_binaries().folder / "pg_restore", "--no-owner", f"--dbname={empty_dsn}", path],
        env=os.environ | {"PGPASSWORD": address.password or ""},
        capture_output=True,
        check=False,  # the extension belongs to the superuser; what matters is what is there afterwards
    )
    restored = open_engine(empty_dsn)
    with reading(restored) as connection:
        assert execute(connection, "users.find", name="ann").one().email == "ann@example.com"
    restored.dispose()


def test_the_last_ones_are_kept(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "backups").mkdir()
    for number in range(4):
        (tmp_path / "backups" / f"2001010{number + 1}T000000Z.dump").touch()
    made = back_up(dsn, tmp_path / "backups")
    names = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert names == ["20010103T000000Z.dump", "20010104T000000Z.dump", made.name]
    assert len(names) == backup.KEPT


def test_one_that_failed_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="pg_dump says"):
        back_up("postgresql://nobody:x@127.0.0.1:1/none", tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
