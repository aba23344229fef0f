"""Connections, transactions and retries. Every statement of the program is sent by `send` here, and every commit by `transaction`.

Prepared statements are off: psycopg would prepare what runs often, and a prepared statement fails with "cached plan must not change
result type" when a migration changes its table under a running process. Planning again costs less than that.
"""

import functools
import logging
import os
import random
import select
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Connection, CursorResult, Engine, Row, create_engine, event, exc
from sqlalchemy.pool import QueuePool

from db.dsn import arguments
from db.errors import ConflictError, DatabaseAwayError, translated
from db.pool import NEVER, Pool, Retry
from db.queries import Query, query

# Other rooms name these types, and take them from here.
__all__ = [
    "NEVER", "Connection", "CursorResult", "Engine", "Pool", "Retry", "Row",
    "execute", "execute_many", "explain", "in_transaction", "open_engine", "reading", "send", "tell", "transaction",
]  # fmt: skip

log = logging.getLogger(__name__)
T = TypeVar("T")

# A seam for tests of reliability, which kill a process between any two statements: called with `begin`, with the name of each query before
# it is sent, with `commit` before it and `committed` after it. None in service.
observer: Callable[[str], None] | None = None


def open_engine(dsn: str, pool: Pool | None = None) -> Engine:
    """Connects to nothing yet. May be opened before a fork: a child never uses its parent's connections."""
    chosen = pool or Pool()
    engine = create_engine(
        "postgresql+psycopg://",
        creator=functools.partial(psycopg.connect, **arguments(dsn, chosen)),
        poolclass=QueuePool,
        pool_size=chosen.size,
        max_overflow=0,
        pool_timeout=chosen.acquire,
        pool_use_lifo=True,  # the connection used last is used next, so that the others grow idle and are closed
        use_native_hstore=False,  # asks nothing about a type that is not used
    )
    event.listen(engine, "checkout", _refuse_closed)
    _leave_at_fork(engine)
    return engine


def send(connection: Connection, query: Query, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> CursorResult[Any]:
    """The one place where a statement leaves for PostgreSQL. Errors come out as ours."""
    tell(query.name)
    with translated():
        return connection.exec_driver_sql(query.sql, parameters)


def execute(connection: Connection, name: str, /, **parameters: Any) -> CursorResult[Any]:
    """Send the query `file.name`."""
    chosen = query(name)
    if parameters.keys() != chosen.parameters:
        raise TypeError(f"{name} takes {sorted(chosen.parameters)}, not {sorted(parameters)}.")
    return send(connection, chosen, parameters)


def explain(connection: Connection, name: str, /, **parameters: Any) -> str:
    """PostgreSQL's plan for the query `file.name`, which is not run."""
    chosen = query(name)
    asked = Query(f"explain {name}", chosen.purpose, f"EXPLAIN {chosen.sql}", chosen.parameters)
    return "\n".join(row[0] for row in send(connection, asked, parameters))


def execute_many(connection: Connection, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Send the query `file.name` once for each row, in few round trips; nothing for no rows."""
    if rows:
        send(connection, query(name), rows)


@contextmanager
def transaction(engine: Engine, retry: Retry = NEVER) -> Iterator[Connection]:
    """Commits at the end, rolls back on any error. `retry` is for reaching the server; what ran inside is not repeated."""
    with _connected(engine, retry) as connection:
        tell("begin")
        outer = connection.begin()  # said here, because a COPY goes past SQLAlchemy, which would see nothing to commit
        yield connection
        tell("commit")
        with translated():
            outer.commit()
        tell("committed")


@contextmanager
def reading(engine: Engine, retry: Retry = NEVER) -> Iterator[Connection]:
    """No transaction: each statement sees what is committed when it starts, and two round trips are saved."""
    with _connected(engine, retry) as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")  # dearer on the engine, which makes another engine for it


def in_transaction(engine: Engine, work: Callable[[Connection], T], retry: Retry, sleep: Callable[[float], None] = time.sleep) -> T:
    """`work` in a transaction of its own, again from the start after a conflict or a lost connection.

    A connection lost during the commit leaves open whether it happened, so `work` must bear running twice.
    """
    conflicts = losses = 0
    while True:
        try:
            with transaction(engine) as connection:
                return work(connection)
        except ConflictError as error:
            if (conflicts := conflicts + 1) > retry.conflicts:
                raise
            delay = random.uniform(0.01, 0.1) * conflicts  # noqa: S311 apart from each other, not secret
            log.info("Trying again in %.2f s: %s", delay, error)
        except DatabaseAwayError as error:
            if (losses := losses + 1) > retry.connections:
                raise
            delay = retry.delay * 2 ** (losses - 1)
            log.warning("Trying again in %g s: %s", delay, error)
        sleep(delay)


@contextmanager
def _connected(engine: Engine, retry: Retry) -> Iterator[Connection]:
    connection = _connect(engine, retry)
    try:
        yield connection
    finally:
        with translated():  # a connection that was lost during a COPY, of which SQLAlchemy knows nothing, fails once more here
            connection.close()  # rolls back what was not committed


def _connect(engine: Engine, retry: Retry) -> Connection:
    for attempt in range(retry.connections):
        try:
            return _open(engine)
        except DatabaseAwayError as error:
            delay = retry.delay * 2**attempt
            log.warning("Trying again in %g s: %s", delay, error)
            time.sleep(delay)
    return _open(engine)


def _open(engine: Engine) -> Connection:
    with translated():
        try:
            return engine.connect()
        except exc.InvalidRequestError as error:  # the pool opened another for one that was closed, and that was closed as well
            raise DatabaseAwayError from error


def _refuse_closed(connection: psycopg.Connection, _record: object, _proxy: object) -> None:
    """An idle connection on which something can be read was closed by the server (idle, restarted, terminated): the pool opens another."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
    if poll.poll(0):
        raise exc.DisconnectionError


def _leave_at_fork(engine: Engine) -> None:
    remembered = weakref.ref(engine)

    def forget_connections() -> None:
        if left := remembered():
            left.dispose(close=False)  # closing them would end the parent's sessions

    os.register_at_fork(after_in_child=forget_connections)


def time_statements(engine: Engine, observe: Callable[[float], None]) -> None:
    """Tell how many seconds each statement takes."""

    @event.listens_for(engine, "before_cursor_execute")
    def begin(_connection: Any, _cursor: Any, _sql: Any, _parameters: Any, context: Any, _many: Any) -> None:
        context.psscript_began = time.perf_counter()

    @event.listens_for(engine, "after_cursor_execute")
    def end(_connection: Any, _cursor: Any, _sql: Any, _parameters: Any, context: Any, _many: Any) -> None:
        observe(time.perf_counter() - context.psscript_began)


def tell(event_name: str) -> None:
    """Let the observer know what comes next."""
    if observer is not None:
        observer(event_name)
