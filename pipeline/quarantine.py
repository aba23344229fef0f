"""Scripts in quarantine are looked at, get another chance, or are given up."""

import hashlib
from typing import ClassVar
from uuid import UUID

from db.engine import Engine, execute, transaction
from pipeline.audit import record
from pipeline.batch import BULK, FIRST_STAGE, Link
from pipeline.errors import PermanentError
from pipeline.identifiers import uuid7
from pipeline.library.scripts import ScriptFile


class NotInQuarantineError(PermanentError):
    """No such upload is in quarantine."""

    code: ClassVar[str] = "not_in_quarantine"


def read(engine: Engine, upload_id: UUID) -> ScriptFile:
    """Its bytes as they were uploaded. Raises NotInQuarantineError."""
    with transaction(engine) as connection:
        found = execute(connection, "set_aside.read", upload_id=upload_id).first()
        if found is None:
            raise NotInQuarantineError
        record(connection, "quarantine.read", target=f"upload:{upload_id}")
    content = bytes(found.content)
    return ScriptFile(found.filename, content, hashlib.sha256(content).digest())


def retry(engine: Engine, upload_id: UUID) -> Link:
    """In a batch of its own; the link is to be pushed. Raises NotInQuarantineError."""
    batch_id = uuid7()
    with transaction(engine) as connection:
        stage = execute(connection, "set_aside.carry", batch_id=batch_id, upload_id=upload_id).scalar_one_or_none()
        if stage is None:
            raise NotInQuarantineError
        execute(connection, "set_aside.release", batch_id=batch_id, upload_id=upload_id, anew=stage == FIRST_STAGE)
        execute(connection, "set_aside.strike", upload_id=upload_id)
        record(connection, "quarantine.retry", target=f"upload:{upload_id}")
    return Link(batch_id, stage, BULK)


def drop(engine: Engine, upload_id: UUID) -> None:
    """The upload stays failed, and its bytes go. Raises NotInQuarantineError."""
    with transaction(engine) as connection:
        if not execute(connection, "set_aside.strike", upload_id=upload_id).rowcount:
            raise NotInQuarantineError
        execute(connection, "set_aside.drop_content", upload_id=upload_id)
        record(connection, "quarantine.drop", target=f"upload:{upload_id}")
