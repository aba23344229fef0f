import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from db import migrate
from db.engine import Engine, open_engine
from db.errors import TooSlowError
from tests.servers import Cluster

NAMES = sorted(path.stem for path in migrate.FOLDER.glob("*.sql") if not path.stem.endswith(".rollback"))
OBJECTS = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relname !~ '^_yoyo'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    UNION ALL
    SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
SCHEMA = """
    SELECT table_name, column_name, data_type, column_default, is_nullable FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL
    SELECT tablename, indexname, indexdef, NULL, NULL FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), NULL, NULL FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    ORDER BY 1, 2, 3
"""


def _rows(dsn: str, statement: str) -> list[tuple[object, ...]]:
    with closing(psycopg.connect(dsn)) as connection:
        return connection.execute(statement.encode()).fetchall()


@pytest.fixture
def each_dsn(each_cluster: Cluster) -> Iterator[str]:
    """An empty database in each PostgreSQL that there is."""
    name = each_cluster.create(template="template1")
    yield each_cluster.dsn(name)
    each_cluster.drop(name)


def test_every_migration_has_a_number_a_rollback_and_timeouts() -> None:
    assert [name[:4].isdigit() for name in NAMES] == [True] * len(NAMES)
    assert len({name[:4] for name in NAMES}) == len(NAMES)
    for name in NAMES:
        forth, back = ((migrate.FOLDER / f"{name}{ending}").read_text() for ending in (".sql", ".rollback.sql"))
        assert "SET LOCAL lock_timeout" in forth, name
        assert "SET LOCAL statement_timeout" in forth, name
        assert "SET LOCAL lock_timeout" in back, name


def test_up_down_and_up_again_gives_the_same_schema(each_dsn: str, each_cluster: Cluster) -> None:
    assert migrate.up(each_dsn, each_cluster.migrations) == NAMES
    once = _rows(each_dsn, SCHEMA)
    assert migrate.down(each_dsn, len(NAMES), each_cluster.migrations) == NAMES[::-1]
    assert _rows(each_dsn, OBJECTS) == []
    assert migrate.up(each_dsn, each_cluster.migrations) == NAMES
    assert _rows(each_dsn, SCHEMA) == once


def test_each_rollback_takes_back_exactly_its_migration(each_dsn: str, each_cluster: Cluster, tmp_path: Path) -> None:
    before: dict[str, list[tuple[object, ...]]] = {}
    for name in NAMES:
        before[name] = _rows(each_dsn, OBJECTS + "ORDER BY 1")
        for ending in (".sql", ".rollback.sql"):
            shutil.copy(each_cluster.migrations / f"{name}{ending}", tmp_path)
        assert migrate.up(each_dsn, tmp_path) == [name]
    for name in NAMES[::-1]:
        assert migrate.down(each_dsn, 1, tmp_path) == [name]
        assert _rows(each_dsn, OBJECTS + "ORDER BY 1") == before[name], name


def test_a_second_up_does_nothing(dsn: str) -> None:
    assert migrate.up(dsn) == []


def test_status_and_check_before_between_and_after(empty_dsn: str) -> None:
    engine = open_engine(empty_dsn)
    assert [(state.id, state.applied_at, state.known) for state in migrate.status(engine)] == [(name, None, True) for name in NAMES]
    with pytest.raises(migrate.SchemaOlderError, match="psscript migrate up"):
        migrate.check(engine)
    migrate.up(empty_dsn)
    assert all(state.applied_at for state in migrate.status(engine))
    migrate.check(engine)
    migrate.down(empty_dsn)
    with pytest.raises(migrate.SchemaOlderError) as caught:
        migrate.check(engine)
    assert caught.value.details["pending"] == NAMES[-1:]
    engine.dispose()


def test_a_database_of_a_newer_release_is_noticed(engine: Engine, dsn: str, tmp_path: Path) -> None:
    newer = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, newer)
    (newer / "9000.future.sql").write_text("CREATE TABLE future (id INTEGER)")
    assert migrate.up(dsn, newer) == ["9000.future"]
    with pytest.raises(migrate.SchemaNewerError) as caught:
        migrate.check(engine)
    assert caught.value.details["unknown"] == ["9000.future"]
    assert [state.id for state in migrate.status(engine) if not state.known] == ["9000.future"]


def test_a_migration_that_fails_leaves_nothing(empty_dsn: str, tmp_path: Path) -> None:
    (tmp_path / "0001.good.sql").write_text("CREATE TABLE good (id INTEGER)")
    (tmp_path / "0002.bad.sql").write_text("CREATE TABLE bad (id INTEGER); INSERT INTO bad VALUES (1); SELECT 1 / 0")
    with pytest.raises(migrate.MigrationError, match=r"0002\.bad failed and was rolled back"):
        migrate.up(empty_dsn, tmp_path)
    assert [name for (name,) in _rows(empty_dsn, OBJECTS)] == ["good"]
    (tmp_path / "0002.bad.sql").write_text("CREATE TABLE bad (id INTEGER)")
    assert migrate.up(empty_dsn, tmp_path) == ["0002.bad"]


def test_of_many_processes_each_migration_is_applied_by_one(empty_dsn: str) -> None:
    applied: list[list[str]] = []
    threads = [threading.Thread(target=lambda: applied.append(migrate.up(empty_dsn))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(applied, key=len) == [[], [], NAMES]


def test_a_process_killed_in_a_migration_leaves_neither_it_nor_its_lock(empty_dsn: str, tmp_path: Path) -> None:
    (tmp_path / "0001.long.sql").write_text("CREATE TABLE long (id INTEGER); SELECT pg_sleep(600)")
    code = f"import pathlib, db.migrate; db.migrate.up({empty_dsn!r}, pathlib.Path({str(tmp_path)!r}))"
    child = subprocess.Popen([sys.executable, "-c", code], cwd=migrate.FOLDER.parent)
    sleeping = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(600)%' AND datname = current_database()"
    while not _rows(empty_dsn, sleeping):
        assert child.poll() is None
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    (tmp_path / "0001.long.sql").write_text("CREATE TABLE long (id INTEGER)")
    assert migrate.up(empty_dsn, tmp_path) == ["0001.long"]


def test_who_waits_too_long_for_another_is_told(empty_dsn: str) -> None:
    with closing(migrate.Backend(empty_dsn).connection) as holder:
        holder.execute("SELECT pg_advisory_lock(4711, 1)")
        backend = migrate.Backend(empty_dsn)
        with closing(backend.connection), pytest.raises(TooSlowError, match="Another process"), backend.lock(timeout=0):
            pass
