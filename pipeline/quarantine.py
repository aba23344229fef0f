"""Scripts in quarantine get another chance, or are given up."""

from typing import ClassVar
from uuid import UUID

from db.engine import Engine, execute, transaction
from pipeline.audit import record
from pipeline.batch import BULK, FIRST_STAGE, Link
from pipeline.errors import PermanentError
from pipeline.identifiers import uuid7


class NotInQuarantineError(PermanentError):
    """No such upload is in quarantine."""

    code: ClassVar[str] = "not_in_quarantine"


def retry(engine: Engine, upload_id: UUID) -> Link:
    """In a batch of its own; the link is to be pushed. Raises NotInQuarantineError."""
    batch_id = uuid7()
    with transaction(engine) as connection:
        stage = execute(connection, "set_aside.carry", batch_id=batch_id, upload_id=upload_id).scalar_one_or_none()
        if stage is None:
            raise NotInQuarantineError
        execute(connection, "set_aside.release", batch_id=batch_id, upload_id=upload_id, anew=stage == FIRST_STAGE)
        execute(connection, "set_aside.strike", upload_id=upload_id)
        record(connection, "quarantine.retry", target=str(upload_id))
    return Link(batch_id, stage, BULK)


def drop(engine: Engine, upload_id: UUID) -> None:
    """The upload stays failed, and its bytes go. Raises NotInQuarantineError."""
    with transaction(engine) as connection:
        if not execute(connection, "set_aside.strike", upload_id=upload_id).rowcount:
            raise NotInQuarantineError
        execute(connection, "set_aside.drop_content", upload_id=upload_id)
        record(connection, "quarantine.drop", target=str(upload_id))
