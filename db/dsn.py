"""A DSN and the pool's settings become the arguments of a connection."""

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from db.pool import Pool
from pipeline.errors import InvalidSettingError

# A link that was cut says nothing: these notice it within about half a minute, so that no worker waits for ever on a dead socket.
KEEPALIVES = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000}


def arguments(dsn: str, pool: Pool) -> dict[str, Any]:
    """For psycopg.connect. What the DSN says itself (an sslmode, options) stays. Raises InvalidSettingError."""
    try:
        given = conninfo_to_dict(dsn.replace("postgresql+psycopg://", "postgresql://", 1))
    except psycopg.ProgrammingError:  # what it says repeats the DSN, with the password
        raise InvalidSettingError("The database's address must read postgresql://user:password@host:port/database.") from None
    chosen: dict[str, Any] = {
        "application_name": "psscript",
        "client_encoding": "utf8",
        "connect_timeout": max(2, round(pool.connect)),  # libpq takes whole seconds, at least two
        "prepare_threshold": None,  # why: docstring of db.engine
        **KEEPALIVES,
        **_tls(given, pool),
        **given,
    }
    chosen["options"] = " ".join([_session(pool), str(given.get("options", ""))]).strip()
    return chosen


def _session(pool: Pool) -> str:
    """Settings of every session. The server closes idle ones itself, which needs no thread here."""
    settings = {
        "TimeZone": "UTC",  # the columns are TIMESTAMP without a zone
        "statement_timeout": _milliseconds(pool.statement),
        "lock_timeout": _milliseconds(pool.lock),
        "idle_session_timeout": _milliseconds(pool.idle),
        "idle_in_transaction_session_timeout": _milliseconds(pool.statement),
    }
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


def _tls(given: dict[str, Any], pool: Pool) -> dict[str, Any]:
    if not pool.tls or _local(given):
        return {}
    if not pool.verify:
        return {"sslmode": "require"}
    return {"sslmode": "verify-full", "sslrootcert": str(pool.ca_file or "system")}


def _local(given: dict[str, Any]) -> bool:
    """Whether the server is reached through a unix socket, which TLS cannot be spoken on."""
    return str(given.get("host") or "/").startswith(("/", "@"))


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
