"""What the library keeps only for a while."""

import logging

from sqlalchemy import Engine

from db.engine import execute, reading

log = logging.getLogger(__name__)

AUDIT_DAYS = 400  # more than a year
IDEMPOTENCY_HOURS = 24  # for so long a client may repeat a request
AT_ONCE = 100  # requests


def forget(engine: Engine, days: int) -> int:
    """Let go of what is older than it is kept; `days` is for requests that have ended. How many of these were forgotten."""
    forgotten = 0
    with reading(engine) as connection:
        execute(connection, "processes.forget")
        execute(connection, "sign_in.forget_unknown")
        execute(connection, "sessions.forget")
        execute(connection, "webhooks.forget", days=days)
        execute(connection, "executions.forget_output", days=days)
        execute(connection, "idempotency.forget", hours=IDEMPOTENCY_HOURS)
        execute(connection, "audit.forget", days=AUDIT_DAYS)
        while batches := execute(connection, "batches.forget", days=days, limit=AT_ONCE).rowcount:
            forgotten += batches
    if forgotten:
        log.info("%d batches that ended more than %d days ago were forgotten", forgotten, days)
    return forgotten
