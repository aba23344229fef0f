"""The audit log: what is worth remembering is in it, and nothing in it is changed."""

import pytest

from db.engine import Engine, transaction
from db.errors import ConstraintError, translated
from pipeline.audit import note
from pipeline.retention import AUDIT_DAYS, forget
from tests.pipeline.flow import Library

OLD = f"INSERT INTO audit_log (action, created_at) VALUES ('old', NOW() - INTERVAL '{AUDIT_DAYS + 1} days')"


def actions(library: Library) -> list[str]:
    return [row["action"] for row in library.rows("SELECT action FROM audit_log ORDER BY id")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET action = 'something else'",
        "UPDATE audit_log SET user_id = NULL WHERE action = 'old'",
        "DELETE FROM audit_log WHERE action = 'new'",
        "DELETE FROM audit_log",
        "TRUNCATE audit_log",
    ],
)
def test_no_statement_rewrites_it(library: Library, engine: Engine, statement: str) -> None:
    note(engine, "new")
    library.database.execute(OLD)
    with pytest.raises(ConstraintError, match="only added to"), translated(), transaction(engine) as connection:
        connection.exec_driver_sql(statement)
    assert actions(library) == ["new", "old"]


def test_what_is_old_enough_goes(library: Library, engine: Engine) -> None:
    note(engine, "new")
    library.database.execute(OLD)
    forget(engine, 30)
    assert actions(library) == ["new"]


def test_an_empty_one_may_be_emptied(engine: Engine) -> None:
    """As when a backup is restored into a new database."""
    with transaction(engine) as connection:
        connection.exec_driver_sql("TRUNCATE audit_log")
