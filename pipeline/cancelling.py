"""Cancelling a request: what has begun goes on to its end, what has not never begins."""

from uuid import UUID

from sqlalchemy import Engine

from db.engine import execute, transaction
from pipeline.progress import NoSuchBatchError
from pipeline.viewer import Viewer


def cancel(engine: Engine, viewer: Viewer, root_id: UUID) -> int:
    """How many uploads were cancelled. Raises NoSuchBatchError, for another's request too."""
    with transaction(engine) as connection:
        owner = execute(connection, "batches.owner", root_id=root_id).scalar_one_or_none()
        if owner is None or not (viewer.is_admin or owner == viewer.user_id):
            raise NoSuchBatchError
        return len(execute(connection, "batches.cancel", root_id=root_id).all())
