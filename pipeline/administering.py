"""What operators look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from db.engine import Engine, execute, reading
from db.records import AuditEntry, records


@dataclass(frozen=True, slots=True)
class Quarantined:
    upload_id: UUID
    filename: str
    user_id: int
    stage: str
    reason: str
    log: str
    created_at: datetime


def quarantine(engine: Engine, *, before: datetime | None, limit: int, offset: int) -> tuple[Sequence[Quarantined], int]:
    """The newest first, and how many there are."""
    with reading(engine) as connection:
        found = records(Quarantined, execute(connection, "admin.quarantine", before=before, limit=limit, offset=offset))
        return found, int(execute(connection, "admin.quarantine_count").scalar_one())


def audit(
    engine: Engine, *, action: str | None, user_id: int | None, before: int | None, limit: int, offset: int
) -> tuple[Sequence[AuditEntry], int]:
    """The newest first, and how many there are."""
    with reading(engine) as connection:
        chosen = {"action": action, "user_id": user_id}
        found = records(AuditEntry, execute(connection, "audit.list", **chosen, before=before, limit=limit, offset=offset))
        return found, int(execute(connection, "audit.count", **chosen).scalar_one())


def embeddings(engine: Engine) -> dict[str, Any]:
    with reading(engine) as connection:
        return {
            "models": _rows(execute(connection, "admin.embedding_models")),
            "without": _rows(execute(connection, "admin.without_vector")),
        }


def _rows(result: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in result.mappings()]
