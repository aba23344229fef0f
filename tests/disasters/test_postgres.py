"""Disaster 6: PostgreSQL restarted, away, its sessions ended, its transactions refused. No 202 without a commit."""

import contextlib
import signal
import threading
from collections.abc import Iterator

import psycopg
import pytest
from _pytest.mark import ParameterSet

from tests.disasters.conftest import Tell
from tests.disasters.outcome import assert_same, snapshot
from tests.disasters.sheets import HISTORY, hand_in
from tests.disasters.stand import Stand, sending
from workers.embedded.postgres import SUPERUSER


def long(*values: object) -> ParameterSet:
    return pytest.param(*values, marks=pytest.mark.disaster)


LASTS = [3.0, long(60.0)]
Rows = dict[str, list[str]]


def check(stand: Stand, tell: Tell, undisturbed: Rows, done: str) -> None:
    seconds = stand.end()
    assert_same(snapshot(stand), undisturbed)
    assert {answer.status_code for answer in stand.told.refused} <= {503}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in stand.told.refused)
    tell(stand, "6 PostgreSQL", done, seconds)


@pytest.mark.parametrize(
    ("how", "number"), [("immediate", signal.SIGQUIT), long("fast", signal.SIGINT), long("killed", signal.SIGKILL)]
)
def test_restarted(stand: Stand, tell: Tell, undisturbed: Rows, how: str, number: int) -> None:
    stand.start_all()
    ann = stand.person("ann")
    with sending(stand, lambda: hand_in(ann)):
        stand.until(lambda: len(stand.told.accepted) > 10, "uploads")
        stand.kill_server(stand.postgres, number)
        stand.postgres.start()
    check(stand, tell, undisturbed, f"restarted ({how}) in mid-import")


@pytest.mark.parametrize("lasting", LASTS)
def test_away(stand: Stand, tell: Tell, undisturbed: Rows, lasting: float) -> None:
    stand.start_all()
    ann = stand.person("ann")
    with sending(stand, lambda: hand_in(ann)):
        stand.until(lambda: len(stand.told.accepted) > 10, "uploads")
        stand.kill_server(stand.postgres, signal.SIGINT)
        before = len(stand.told.accepted)
        answer = ann.post(HISTORY[0])
        assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (503, True)
        stand.wait(lasting)
        assert len(stand.told.accepted) <= before + max(map(len, HISTORY))  # at most the request that was just being answered
        stand.postgres.start()
    assert stand.told.refused
    check(stand, tell, undisturbed, f"down for {lasting:g} s: 503 with Retry-After")


def test_every_session_ended(stand: Stand, tell: Tell, undisturbed: Rows) -> None:
    stand.start_all()
    ann = stand.person("ann")
    with sending(stand, lambda: hand_in(ann)):
        for _ in range(10):
            stand.wait(0.4)
            stand.as_superuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'psscript' AND pid <> pg_backend_pid()")
    check(stand, tell, undisturbed, "pg_terminate_backend of all sessions, 10 times")


def test_deadlocks(stand: Stand, tell: Tell, undisturbed: Rows) -> None:
    """Somebody takes locks the other way round, and has more patience than the pipeline."""
    stand.start_all()
    ann = stand.person("ann")
    stop = threading.Event()
    with sending(stand, lambda: hand_in(ann)):
        adversary = threading.Thread(target=lock_the_other_way_round, args=(stand, stop))
        adversary.start()
        stand.wait(6)
        stop.set()
        adversary.join()
    deadlocks = stand.value("SELECT deadlocks FROM pg_stat_database WHERE datname = 'psscript'")
    assert deadlocks > 0
    check(stand, tell, undisturbed, f"{deadlocks} deadlocks")


def lock_the_other_way_round(stand: Stand, stop: threading.Event) -> None:
    waiters = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with psycopg.connect(stand.postgres.dsn_of(SUPERUSER, "psscript"), autocommit=True) as connection:
        connection.execute("SET deadlock_timeout = '1min'")
        while not stop.is_set():
            with connection.transaction(), contextlib.suppress(psycopg.errors.DeadlockDetected):
                connection.execute("LOCK TABLE scripts IN SHARE ROW EXCLUSIVE MODE")
                for _ in range(100):
                    row = connection.execute(waiters).fetchone()
                    if stop.wait(0.01) or (row and row[0]):
                        break
                connection.execute("SELECT id FROM batches WHERE finished_at IS NULL FOR UPDATE")
            stop.wait(0.3)


@contextlib.contextmanager
def trouble(stand: Stand, times: int, statement: str) -> Iterator[None]:
    """The first so many inserts of scripts meet it. A sequence counts, because it is not rolled back."""
    stand.as_superuser("CREATE SEQUENCE trouble; GRANT ALL ON trouble TO psscript")
    stand.as_superuser(
        "CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF nextval('trouble') <= {times} THEN {statement}; END IF; RETURN NULL; END $$"
    )
    stand.as_superuser("CREATE TRIGGER trouble BEFORE INSERT ON scripts FOR EACH STATEMENT EXECUTE FUNCTION trouble()")
    yield
    assert stand.value("SELECT last_value FROM trouble") > times
    stand.as_superuser("DROP TRIGGER trouble ON scripts; DROP FUNCTION trouble(); DROP SEQUENCE trouble")


@pytest.mark.parametrize(
    ("done", "statement"),
    [
        ("serialization failures", "RAISE EXCEPTION 'could not serialize' USING ERRCODE = '40001'"),
        long("statement timeouts", "PERFORM pg_sleep(5)"),
        long("sessions ended in mid-statement", "PERFORM pg_terminate_backend(pg_backend_pid())"),
    ],
)
def test_refused_statements(stand: Stand, tell: Tell, undisturbed: Rows, done: str, statement: str) -> None:
    stand.start_all(DB_STATEMENT_TIMEOUT="1")
    ann = stand.person("ann")
    with trouble(stand, 6, statement):
        hand_in(ann)
        stand.end()
    check(stand, tell, undisturbed, f"6 {done}")


def test_no_connection_left(stand: Stand, tell: Tell, undisturbed: Rows) -> None:
    stand.start_all(DB_IDLE_TIMEOUT="0.1")
    ann = stand.person("ann")
    taken: list[psycopg.Connection] = []
    with sending(stand, lambda: hand_in(ann)):
        stand.until(lambda: len(stand.told.accepted) > 10, "uploads")
        for _ in range(3):
            with contextlib.suppress(psycopg.OperationalError):
                while True:
                    taken.append(psycopg.connect(stand.postgres.dsn))
            stand.wait(1)
        assert len(taken) > 50
        for each in taken:
            each.close()
    check(stand, tell, undisturbed, f"connections exhausted for 3 s ({len(taken)} taken by others)")
