"""What the driver raises becomes ours, in one place: `translate` decides by SQLSTATE what may be tried again.

The error tree is the pipeline's, a module that imports nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import sqlalchemy.exc

from pipeline.errors import PermanentError, TransientError


class DatabaseAwayError(TransientError):
    """The database cannot be reached."""

    code = "database_away"


class PoolExhaustedError(TransientError):
    """All database connections are in use."""

    code = "database_busy"


class DatabaseFullError(TransientError):
    """The database has no room left on its disk or in its memory."""

    code = "database_full"


class ConflictError(TransientError):
    """Two transactions got in each other's way, and this one gave way."""

    code = "database_conflict"


class TooSlowError(TransientError):
    """The database took longer than a statement or a lock may take."""

    code = "database_too_slow"


class ConstraintError(PermanentError):
    """A constraint of the database forbids this."""

    code = "constraint_violated"

    @property
    def constraint(self) -> str:
        """Name of the violated constraint or unique index; of the column where it is NOT NULL."""
        return str(self.details.get("constraint", ""))


class AlreadyExistsError(ConstraintError):
    """Something with these unique values exists already."""

    code = "already_exists"


class MissingReferenceError(ConstraintError):
    """Something that this refers to does not exist, or something refers to it."""

    code = "missing_reference"


class BadValueError(PermanentError):
    """The database cannot hold this value."""

    code = "bad_value"


class SchemaError(PermanentError):
    """The database lacks the tables that this release needs: run `psscript migrate up`."""

    code = "schema_missing"


class AccessError(PermanentError):
    """The database refuses this user, password or database name."""

    code = "database_access"


class StatementError(PermanentError):
    """The database refused a statement."""

    code = "statement_refused"


# SQLSTATEs, the longest prefix first: appendix A of PostgreSQL's documentation.
BY_STATE: tuple[tuple[str, type[PermanentError | TransientError]], ...] = (
    ("08", DatabaseAwayError),  # connection exceptions
    ("57P05", DatabaseAwayError),  # idle_session_timeout
    ("57P", DatabaseAwayError),  # shutting down, crashed, starting up, database dropped
    ("53300", PoolExhaustedError),  # too_many_connections
    ("53", DatabaseFullError),  # disk_full, out_of_memory
    ("58030", DatabaseFullError),  # io_error
    ("25006", DatabaseAwayError),  # read_only_sql_transaction: a standby, before it takes over
    ("25P03", DatabaseAwayError),  # idle_in_transaction_session_timeout
    ("40", ConflictError),  # deadlock, serialization failure
    ("57014", TooSlowError),  # statement_timeout
    ("55P03", TooSlowError),  # lock_timeout
    ("23505", AlreadyExistsError),
    ("23503", MissingReferenceError),
    ("23", ConstraintError),
    ("22", BadValueError),
    ("42P01", SchemaError),  # undefined_table
    ("42703", SchemaError),  # undefined_column
    ("3F", SchemaError),  # invalid_schema_name
    ("28", AccessError),
    ("3D", AccessError),  # invalid_catalog_name
    ("42501", AccessError),  # insufficient_privilege
)


def translate(error: Exception) -> PermanentError | TransientError:
    """Ours for an error of SQLAlchemy or psycopg; the message never carries values, which may be secrets."""
    if isinstance(error, sqlalchemy.exc.TimeoutError):
        return PoolExhaustedError()
    cause = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
    if not isinstance(cause, psycopg.Error):
        return StatementError(str(cause))
    if cause.sqlstate is None:
        return _without_state(cause)
    kind = next((kind for prefix, kind in BY_STATE if cause.sqlstate.startswith(prefix)), StatementError)
    details = {"sqlstate": cause.sqlstate}
    if issubclass(kind, ConstraintError):
        details["constraint"] = cause.diag.constraint_name or cause.diag.column_name or ""
    primary = cause.diag.message_primary or ""
    own_words = kind in (AccessError, StatementError, ConstraintError, BadValueError, DatabaseFullError) and primary
    return kind(f"{kind.__doc__} PostgreSQL says: {primary}." if own_words else None, **details)


def _without_state(cause: psycopg.Error) -> PermanentError | TransientError:
    # libpq gives no SQLSTATE for what went wrong before or beneath the protocol, nor for a password refused at the door.
    text = " ".join(str(cause).split())
    if "password authentication failed" in text or "no password supplied" in text or "does not exist" in text:
        return AccessError(f"{AccessError.__doc__} PostgreSQL says: {text}")
    if isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
        return DatabaseAwayError(f"{DatabaseAwayError.__doc__} {text}".strip())
    if isinstance(cause, psycopg.DataError):  # NUL in a text, a number out of range: refused by the driver itself
        return BadValueError(f"{BadValueError.__doc__} {text}")
    return StatementError(f"{StatementError.__doc__} {text}")


@contextmanager
def translated() -> Iterator[None]:
    """Whatever the driver raises inside comes out as ours."""
    try:
        yield
    except UnicodeEncodeError as error:  # half a surrogate pair: no encoding of a text has room for it
        raise BadValueError(f"{BadValueError.__doc__} {error.reason}.") from error
    except (sqlalchemy.exc.SQLAlchemyError, psycopg.Error) as error:
        raise translate(error) from error
