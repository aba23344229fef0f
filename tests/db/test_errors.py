import psycopg
import pytest
import sqlalchemy.exc

from db import errors
from db.engine import Engine, Pool, open_engine, transaction
from db.errors import translate, translated
from pipeline.errors import PermanentError, TransientError
from tests.statements import run

PERMANENT: list[tuple[str, type[Exception]]] = [
    ("INSERT INTO tags (name) VALUES ('a'), ('a')", errors.AlreadyExistsError),
    ("INSERT INTO script_tags (script_id, tag_id) VALUES (1, 1)", errors.MissingReferenceError),
    ("INSERT INTO tags (name) VALUES (NULL)", errors.ConstraintError),
    ("INSERT INTO users (username, email, password_hash, role) VALUES ('a', 'a', 'a', 'king')", errors.ConstraintError),
    ("SELECT 'x'::integer", errors.BadValueError),
    ("SELECT * FROM nowhere", errors.SchemaError),
    ("SELECT nothing FROM tags", errors.SchemaError),
    ("SELECT 1 +", errors.StatementError),
    ("SELECT * FROM pg_authid", errors.AccessError),
]
TRANSIENT: list[tuple[str, type[Exception]]] = [
    ("SET LOCAL statement_timeout = '10ms'; SELECT pg_sleep(5)", errors.TooSlowError),
    ("SELECT pg_terminate_backend(pg_backend_pid())", errors.DatabaseAwayError),
]


@pytest.mark.parametrize(("statement", "kind"), PERMANENT + TRANSIENT)
def test_what_postgresql_refuses_is_one_of_ours(each_engine: Engine, statement: str, kind: type[Exception]) -> None:
    with pytest.raises(kind) as caught, transaction(each_engine) as connection:
        run(connection, statement)
    assert type(caught.value) is kind
    assert isinstance(caught.value, PermanentError if (statement, kind) in PERMANENT else TransientError)


def test_a_violated_constraint_is_named(engine: Engine) -> None:
    with pytest.raises(errors.AlreadyExistsError) as caught, transaction(engine) as connection:
        run(connection, "INSERT INTO tags (name) VALUES ('a'), ('a')")
    assert caught.value.constraint == "tags_name_key"


def test_no_value_gets_into_a_message(engine: Engine) -> None:
    with pytest.raises(errors.AlreadyExistsError) as caught, transaction(engine) as connection:
        run(connection, "INSERT INTO tags (name) VALUES ('hunter2'), ('hunter2')")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("value", ["a\0b", "\ud800"])
def test_a_text_that_the_driver_cannot_send_is_a_bad_value(engine: Engine, value: str) -> None:
    with pytest.raises(errors.BadValueError), transaction(engine) as connection:
        run(connection, "SELECT %(value)s::text", value=value)


def test_a_wrong_password_is_an_error_of_access(dsn: str) -> None:
    with pytest.raises(errors.AccessError), transaction(open_engine(dsn.replace("psscript:", "psscript:wrong"))):
        pass


def test_a_database_that_is_not_there_is_an_error_of_access(dsn: str) -> None:
    with pytest.raises(errors.AccessError), transaction(open_engine(dsn.replace("/test_", "/no_test_"))):
        pass


def test_a_server_that_is_not_there_is_away() -> None:
    with pytest.raises(errors.DatabaseAwayError), transaction(open_engine("postgresql://u@/d?host=/nowhere")):
        pass


def test_more_connections_than_the_pool_holds_are_busy(dsn: str) -> None:
    engine = open_engine(dsn, Pool(size=1, acquire=0.05))
    with transaction(engine) as connection:
        run(connection, "SELECT 1")
        with pytest.raises(errors.PoolExhaustedError), transaction(engine):
            pass
    engine.dispose()


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("40001", errors.ConflictError),
        ("40P01", errors.ConflictError),
        ("53100", errors.DatabaseFullError),
        ("53200", errors.DatabaseFullError),
        ("53300", errors.PoolExhaustedError),
        ("57P01", errors.DatabaseAwayError),
        ("57P03", errors.DatabaseAwayError),
        ("57P05", errors.DatabaseAwayError),
        ("55P03", errors.TooSlowError),
        ("25006", errors.DatabaseAwayError),
        ("08006", errors.DatabaseAwayError),
        ("XX000", errors.StatementError),
    ],
)
def test_every_sqlstate_has_its_kind(state: str, kind: type[Exception]) -> None:
    error = psycopg.errors.lookup(state)("said")
    assert type(translate(error)) is kind
    assert type(translate(sqlalchemy.exc.DBAPIError("sql", {}, error))) is kind


def test_other_errors_pass() -> None:
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError
