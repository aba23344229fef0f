"""What is worth remembering of who did what, written in the transaction that does it."""

import json
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from db.engine import execute, transaction


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a piece of work comes from."""

    user_id: int | None = None
    address: str | None = None
    request_id: str | None = None
    operator: str | None = None  # who gave a command, as the machine's system knows them; their work has no user of the library's
    host: str | None = None  # where they gave it


# Set at the edge, for each request. A context variable, because what is recorded lies deep and only the edge knows its origin.
origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 frozen


def record(connection: Connection, action: str, *, user_id: int | None = None, target: str | None = None, **detail: Any) -> None:
    """`user_id` only where it is not the caller, as when somebody signs in."""
    known = origin.get()
    by = {"operator": known.operator, "host": known.host} if known.operator else {}
    execute(
        connection,
        "audit.record",
        user_id=user_id if user_id is not None else known.user_id,
        action=action,
        target=target,
        address=known.address,
        request_id=known.request_id,
        detail=json.dumps(detail | by),
    )


def note(engine: Engine, action: str, *, target: str | None = None, **detail: Any) -> None:
    """What changed nothing, in a transaction of its own: somebody carried something away."""
    with transaction(engine) as connection:
        record(connection, action, target=target, **detail)
