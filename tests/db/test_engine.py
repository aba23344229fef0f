import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import exc

from db import engine as engine_module
from db.copy import copy_in
from db.engine import Connection, Engine, Pool, Retry, execute, execute_many, in_transaction, open_engine, reading, transaction
from db.errors import AlreadyExistsError, ConflictError, DatabaseAwayError
from db.queries import Query
from tests.statements import run


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the observer hears."""
    heard: list[str] = []
    monkeypatch.setattr(engine_module, "observer", heard.append)
    return heard


def _names(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return list(run(connection, "SELECT name FROM tags ORDER BY name").scalars())


def _backend(connection: Connection) -> int:
    return int(run(connection, "SELECT pg_backend_pid()").scalar_one())


def _terminate_others(dsn: str) -> None:
    with closing(psycopg.connect(dsn, autocommit=True)) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_transaction_commits_at_its_end(engine: Engine) -> None:
    with transaction(engine) as connection:
        run(connection, "INSERT INTO tags (name) VALUES ('a')")
    assert _names(engine) == ["a"]


def test_a_transaction_rolls_back_on_any_error(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), transaction(engine) as connection:
        run(connection, "INSERT INTO tags (name) VALUES ('a')")
        raise ZeroDivisionError
    assert _names(engine) == []


def test_reading_holds_no_transaction(engine: Engine) -> None:
    with reading(engine) as connection:
        first = run(connection, "SELECT pg_current_xact_id()").scalar()
        assert run(connection, "SELECT pg_current_xact_id()").scalar() != first
    with transaction(engine) as connection:  # the same connection of the pool
        first = run(connection, "SELECT pg_current_xact_id()").scalar()
        assert run(connection, "SELECT pg_current_xact_id()").scalar() == first


@pytest.mark.parametrize(
    ("setting", "value"),
    [("TimeZone", "UTC"), ("statement_timeout", "1min"), ("lock_timeout", "10s"), ("idle_session_timeout", "10s"), ("client_encoding", "UTF8")],
)
def test_every_session_is_set_up(engine: Engine, setting: str, value: str) -> None:
    with reading(engine) as connection:
        assert run(connection, "SELECT current_setting(%(name)s)", name=setting).scalar() == value


def test_a_query_takes_exactly_its_parameters(engine: Engine) -> None:
    with reading(engine) as connection, pytest.raises(TypeError, match=r"migrations\.has_table takes \[\], not \['more'\]"):
        execute(connection, "migrations.has_table", more=1)


def test_many_rows_go_in_one_call(engine: Engine, monkeypatch: pytest.MonkeyPatch, told: list[str]) -> None:
    insert = Query("tags.insert", "Of a test.", "INSERT INTO tags (name) VALUES (%(name)s)", frozenset({"name"}))
    monkeypatch.setattr(engine_module, "query", lambda _name: insert)
    with transaction(engine) as connection:
        execute_many(connection, "tags.insert", [{"name": "b"}, {"name": "a"}])
        execute_many(connection, "tags.insert", [])
    assert told == ["begin", "tags.insert", "commit", "committed"]
    assert _names(engine) == ["a", "b"]


def test_copied_rows_are_part_of_the_transaction(engine: Engine, monkeypatch: pytest.MonkeyPatch, told: list[str]) -> None:
    copy = Query("tags.copy", "Of a test.", "COPY tags (name) FROM STDIN", frozenset())
    monkeypatch.setattr("db.copy.query", lambda _name: copy)
    with pytest.raises(ZeroDivisionError), transaction(engine) as connection:
        copy_in(connection, "tags.copy", [["lost"]])
        raise ZeroDivisionError
    with transaction(engine) as connection:
        assert copy_in(connection, "tags.copy", [["a\tb"], ["c\\d\n"]]) == 2
    assert _names(engine) == ["a\tb", "c\\d\n"]
    assert told[-5:] == ["begin", "tags.copy", "commit", "committed", "test.statement"]


def test_a_copy_refuses_as_an_insert_does(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = Query("tags.copy", "Of a test.", "COPY tags (name) FROM STDIN", frozenset())
    monkeypatch.setattr("db.copy.query", lambda _name: copy)
    with pytest.raises(AlreadyExistsError), transaction(engine) as connection:
        copy_in(connection, "tags.copy", [["a"], ["a"]])


def test_what_is_rolled_back_is_not_told_as_committed(engine: Engine, told: list[str]) -> None:
    with pytest.raises(AlreadyExistsError), transaction(engine) as connection:
        run(connection, "INSERT INTO tags (name) VALUES ('a'), ('a')")
    assert told == ["begin", "test.statement"]


def test_connections_that_the_server_closed_are_replaced_unseen(engine: Engine, dsn: str) -> None:
    with transaction(engine) as one, transaction(engine) as other:
        assert _backend(one) != _backend(other)
    _terminate_others(dsn)
    with transaction(engine) as one, transaction(engine) as other:
        assert _backend(one) != _backend(other)


def test_an_idle_connection_is_closed_by_the_server(dsn: str) -> None:
    engine = open_engine(dsn, Pool(idle=0.05))
    with transaction(engine) as connection:
        first = _backend(connection)
    with closing(psycopg.connect(dsn, autocommit=True)) as other:
        while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [first]).fetchone():
            pass
    with transaction(engine) as connection:
        assert _backend(connection) != first
    engine.dispose()


def test_the_pool_opens_no_connection_before_it_is_needed(dsn: str) -> None:
    engine = open_engine(dsn)
    with closing(psycopg.connect(dsn, autocommit=True)) as other:
        count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        assert other.execute(count).fetchone() == (0,)
        with transaction(engine) as connection:
            run(connection, "SELECT 1")
            assert other.execute(count).fetchone() == (1,)
    engine.dispose()


def test_a_child_does_not_use_its_parents_connections(engine: Engine) -> None:
    with transaction(engine) as connection:
        parents = _backend(connection)
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:  # pragma: no cover
        with transaction(engine) as connection:
            os.write(writer, str(_backend(connection)).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert int(os.read(reader, 20)) != parents
    os.close(reader)
    os.close(writer)
    with transaction(engine) as connection:
        assert _backend(connection) == parents


def _delays(work: Callable[[Connection], object], engine: Engine, error: type[Exception]) -> list[float]:
    slept: list[float] = []
    with pytest.raises(error):
        in_transaction(engine, work, Retry(), slept.append)
    return slept


def test_a_lost_connection_is_tried_five_times_from_two_seconds_doubling() -> None:
    assert _delays(lambda _: None, open_engine("postgresql://u@/d?host=/nowhere"), DatabaseAwayError) == [2, 4, 8, 16, 32]


def test_a_conflict_is_tried_three_times(engine: Engine) -> None:
    def conflict(connection: Connection) -> None:
        run(connection, "SELECT 1")
        raise ConflictError

    assert len(_delays(conflict, engine, ConflictError)) == 3


def test_work_runs_again_after_its_connection_was_lost(engine: Engine) -> None:
    runs: list[int] = []

    def work(connection: Connection) -> str:
        runs.append(1)
        run(connection, "INSERT INTO tags (name) VALUES ('a')")
        if len(runs) == 1:
            run(connection, "SELECT pg_terminate_backend(pg_backend_pid())")
        return "done"

    assert in_transaction(engine, work, Retry(), lambda _: None) == "done"
    assert (_names(engine), len(runs)) == (["a"], 2)


def test_of_two_transactions_in_a_deadlock_both_end(engine: Engine) -> None:
    with transaction(engine) as connection:
        run(connection, "INSERT INTO tags (name) VALUES ('a'), ('b')")
    both_hold_one = threading.Barrier(2)
    first_try = iter([True, True])

    def update(first: str, second: str) -> None:
        def work(connection: Connection) -> None:
            run(connection, "UPDATE tags SET created_at = now() WHERE name = %(name)s", name=first)
            if next(first_try, False):
                both_hold_one.wait()
            run(connection, "UPDATE tags SET created_at = now() WHERE name = %(name)s", name=second)

        in_transaction(engine, work, Retry())

    with _threads(lambda: update("a", "b"), lambda: update("b", "a")) as failures:
        pass
    assert failures == []


class _threads:  # noqa: N801 a context manager, used like a function
    """Runs each callable in a thread; what they raise is collected."""

    def __init__(self, *works: Callable[[], None]) -> None:
        self.failures: list[BaseException] = []
        self.threads = [threading.Thread(target=self._run, args=(work,)) for work in works]

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 handed to the test
            self.failures.append(error)

    def __enter__(self) -> list[BaseException]:
        for thread in self.threads:
            thread.start()
        return self.failures

    def __exit__(self, *_: object) -> None:
        for thread in self.threads:
            thread.join()


def test_transaction_waits_for_a_server_that_comes_back(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(dsn)
    attempts: Iterator[bool] = iter([False, False, True])
    connect = psycopg.connect

    def flaky(**arguments: object) -> object:
        if not next(attempts, True):
            raise psycopg.OperationalError("connection refused")
        return connect(**arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(engine.pool, "_creator", lambda _record=None: flaky(conninfo=dsn))
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    with transaction(engine, Retry(delay=0.5)) as connection:
        run(connection, "SELECT 1")
    assert slept == [0.5, 1.0]
    engine.dispose()


def test_a_server_that_closes_every_new_connection_is_away(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        raise exc.DisconnectionError

    monkeypatch.setattr(engine_module, "_refuse_closed", closed)
    opened = open_engine(dsn)
    with pytest.raises(DatabaseAwayError), reading(opened):
        pass
    opened.dispose()


def test_a_connection_lost_beside_sqlalchemy_is_away_when_it_is_closed(engine: Engine) -> None:
    with pytest.raises(DatabaseAwayError), transaction(engine) as connection:
        run(connection, "SELECT 1")  # so that there is something to roll back
        driver = connection.connection.driver_connection
        assert driver is not None
        with closing(socket.socket(fileno=os.dup(driver.fileno()))) as wire:
            wire.shutdown(socket.SHUT_RDWR)
        raise DatabaseAwayError
