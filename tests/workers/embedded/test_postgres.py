import os
import signal
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from tests import servers
from workers.embedded import process
from workers.embedded.binaries import postgres_binaries
from workers.embedded.errors import BinaryMissingError, DiskFullError, PostgresMajorError, ServerStartError
from workers.embedded.folder import DataFolder
from workers.embedded.postgres import Postgres


def ask(postgres: Postgres, statement: str) -> Any:
    with closing(psycopg.connect(postgres.dsn, autocommit=True)) as connection:
        row = connection.execute(statement.encode()).fetchone()
        return row[0] if row else None


def another(postgres: Postgres) -> Postgres:
    """As the next process would see the same folder."""
    return Postgres(DataFolder(postgres.folder.path), settings=servers.FAST, die_with_parent=True)


@pytest.fixture(scope="module")
def made() -> Iterator[Postgres]:
    """A cluster that the tests of this file share, each leaving it stopped or running."""
    with servers.folder() as folder:
        postgres = Postgres(folder, settings=servers.FAST, die_with_parent=True)
        postgres.start()
        with closing(psycopg.connect(postgres.dsn, autocommit=True)) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        yield postgres
        postgres.stop()


@pytest.fixture
def postgres(made: Postgres) -> Postgres:
    """Running."""
    if not made.is_alive():
        made.start()
    return made


def test_the_program_is_no_superuser_and_has_its_database(postgres: Postgres) -> None:
    assert ask(postgres, "SELECT rolname || rolsuper || rolcreaterole FROM pg_roles WHERE rolname = current_user") == "psscriptfalsefalse"
    assert ask(postgres, "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()") == "psscript"
    assert ask(postgres, "SELECT '[1,2]'::vector <-> '[1,3]'") == 1.0


def test_it_listens_on_a_socket_alone_and_asks_for_a_password(postgres: Postgres) -> None:
    assert psutil.Process(postgres.process.pid if postgres.process else 0).net_connections("inet") == []
    assert ask(postgres, "SHOW listen_addresses") == ""
    without = postgres.dsn.replace(postgres.folder.secret("psscript"), "")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(without)
    rules = [line.split()[-1] for line in (postgres.path / "pg_hba.conf").read_text().splitlines() if line and not line.startswith("#")]
    assert set(rules) == {"scram-sha-256"}


def test_its_password_is_kept_salted_and_hashed_and_costs_no_connection_much(postgres: Postgres) -> None:
    superuser = postgres.dsn_of("postgres", "postgres")
    with closing(psycopg.connect(superuser)) as connection:
        kept: dict[str, str] = dict(connection.execute("SELECT rolname, split_part(rolpassword, ':', 1) FROM pg_authid WHERE rolcanlogin").fetchall())
    assert kept == {"postgres": "SCRAM-SHA-256$4096", "psscript": "SCRAM-SHA-256$1"}


def test_letters_of_every_language_have_a_case(postgres: Postgres) -> None:
    assert ask(postgres, "SELECT lower('ÄÉЖ')") == "äéж"


def test_what_it_writes_is_closed_to_others(postgres: Postgres) -> None:
    for path in [*postgres.path.iterdir(), *(postgres.folder.path / "secrets").iterdir(), *(postgres.folder.path / "log").iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_it_stops_and_starts_with_what_it_had(postgres: Postgres) -> None:
    postgres.stop()
    assert not postgres.is_alive()
    assert not postgres.is_ready()
    postgres.start()
    assert ask(postgres, "SELECT answer FROM kept") == 42


def test_killed_it_recovers_at_the_next_start(postgres: Postgres) -> None:
    assert postgres.process
    os.kill(postgres.process.pid, signal.SIGKILL)
    while postgres.is_alive():
        pass
    postgres.start()
    assert ask(postgres, "SELECT answer FROM kept") == 42


def test_one_that_lives_on_after_its_supervisor_is_adopted(postgres: Postgres) -> None:
    successor = another(postgres)
    successor.start()
    assert postgres.process
    assert successor.process
    assert successor.process.pid == postgres.process.pid
    assert ask(successor, "SELECT answer FROM kept") == 42
    successor.stop()
    assert not postgres.is_alive()


def test_a_pid_file_whose_number_is_someone_elses_is_no_obstacle(postgres: Postgres) -> None:
    pid_file = postgres.path / "postmaster.pid"
    left = pid_file.read_text().splitlines()
    postgres.stop()
    pid_file.write_text("\n".join([str(os.getpid()), *left[1:]]) + "\n")
    postgres.start()
    assert ask(postgres, "SELECT answer FROM kept") == 42


def test_a_cluster_of_another_major_is_not_touched(postgres: Postgres) -> None:
    postgres.stop()
    version = postgres.path / "PG_VERSION"
    version.write_text("16\n")
    with pytest.raises(PostgresMajorError, match="was written by PostgreSQL 16, and this release brings 18"):
        postgres.start()
    version.write_text("18\n")


def test_a_start_that_fails_says_why(postgres: Postgres) -> None:
    postgres.stop()
    wrong = Postgres(postgres.folder, settings={"shared_buffers": "much"})
    with pytest.raises(ServerStartError, match=r"PostgreSQL did not start: .*shared_buffers.*\(log: "):
        wrong.start()


def test_a_full_disk_is_said_to_be_full(postgres: Postgres) -> None:
    said = 'FATAL:  could not write lock file "postmaster.pid": No space left on device'
    assert isinstance(postgres._failure(said), DiskFullError)


def test_what_an_interrupted_first_start_left_is_made_anew() -> None:
    with servers.folder() as folder:
        (folder.path / "postgres.new").mkdir()
        (folder.path / "postgres.new" / "PG_VERSION").write_text("18\n")
        postgres = Postgres(folder, settings=servers.FAST, die_with_parent=True)
        postgres.start()
        assert ask(postgres, "SELECT current_database()") == "psscript"
        assert not (folder.path / "postgres.new").exists()
        postgres.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_where_there_are_no_namespaces_root_runs_it_as_another_user(made: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    made.stop()
    user, group = process._known("postgres", "nobody")
    monkeypatch.setattr(process, "identity", lambda: ("--user", f"{user}:{group}"))
    other = another(made)
    other.start()
    assert ask(other, "SELECT answer FROM kept") == 42
    assert psutil.Process(other.process.pid if other.process else 0).uids().real == user
    assert made.path.stat().st_uid == user
    other.stop()
    monkeypatch.undo()
    made.start()
    assert made.path.stat().st_uid == 0
    assert ask(made, "SELECT answer FROM kept") == 42


def test_a_folder_with_a_long_name_works_too() -> None:
    with servers.folder() as short:
        folder = DataFolder(short.path / ("long " * 20) / "it's, \"quoted\"")
        folder.make()
        postgres = Postgres(folder, settings=servers.FAST, die_with_parent=True)
        postgres.start()
        assert ask(postgres, "SELECT 1") == 1
        postgres.stop()
        folder.socket_folder(postgres.path).rmdir()


def test_binaries_that_are_not_there_are_told_with_what_to_do() -> None:
    with pytest.raises(BinaryMissingError, match="DATABASE_URL"):
        postgres_binaries(Path("/nowhere"))
