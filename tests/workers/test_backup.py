"""A backup can be restored; one that failed leaves nothing that looks like one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from db import migrate
from db.engine import Engine, execute, open_engine, reading, transaction
from tests.servers import Cluster
from workers import backup
from workers.backup import BackupError, RestoreError, back_up, restore, save
from workers.embedded.binaries import postgres_binaries

OTHER_KINDS = (
    "INSERT INTO embedding_models VALUES ('hashed:x', 'hashed', 'x', 'x', 1, 1536, 'active')",
    "INSERT INTO documentation (id, title, url) VALUES (7, 'A page', 'http://localhost/page')",
    "INSERT INTO documentation_digests VALUES (7, 1, 2)",
    "INSERT INTO documentation_terms VALUES ('spooler', 7, 2)",
    "INSERT INTO documentation_vectors SELECT 7, 'hashed:x', array_fill(.5, ARRAY[1536])::vector",
)


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


@pytest.mark.parametrize("how", ["pg_dump", "COPY"])
def test_a_saved_library_comes_back_whole(dsn: str, engine: Engine, empty_dsn: str, tmp_path: Path, how: backup.How) -> None:
    with transaction(engine) as connection:
        execute(connection, "users.create", username="ann\t\\N", email="ann@example.com", password_hash="x", role="user")
        execute(connection, "dump.set_sequence", name="users_id_seq", value=41)
        for statement in OTHER_KINDS:
            connection.exec_driver_sql(statement)
    assert save(dsn, tmp_path / "library", how) == how
    assert (tmp_path / "library").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["library"]
    assert restore(empty_dsn, tmp_path / "library") == how
    restored = open_engine(empty_dsn)
    assert everything(restored) == everything(engine)
    with transaction(restored) as connection:
        assert execute(connection, "users.create", username="bob", email="b", password_hash="x", role="user").one()[0] == 42
    restored.dispose()


def everything(engine: Engine) -> dict[str, list[str]]:
    with reading(engine) as connection:
        names = [row.name for row in execute(connection, "dump.tables")]
        return {name: sorted(map(str, connection.exec_driver_sql(f'SELECT * FROM "{name}"'))) for name in names}


def test_a_backup_of_an_older_schema_is_brought_up_to_date(cluster: Cluster, tmp_path: Path) -> None:
    old, new = cluster.create(), cluster.create(template="template1")
    migrate.down(cluster.dsn(old), 2)
    save(cluster.dsn(old), tmp_path / "library", "COPY")
    restore(cluster.dsn(new), tmp_path / "library")
    opened = open_engine(cluster.dsn(new))
    migrate.check(opened)
    opened.dispose()
    cluster.drop(old)
    cluster.drop(new)


def test_a_library_is_never_restored_over_another(dsn: str, tmp_path: Path) -> None:
    save(dsn, tmp_path / "library", "COPY")
    with pytest.raises(RestoreError, match="a library here already"):
        restore(dsn, tmp_path / "library")


def test_what_is_no_backup_is_told(empty_dsn: str, tmp_path: Path) -> None:
    (tmp_path / "library").write_bytes(b"something else")
    with pytest.raises(RestoreError, match="no backup"):
        restore(empty_dsn, tmp_path / "library")
