"""The tags of the library."""

from dataclasses import dataclass

from db.engine import Engine, execute, reading, transaction
from db.records import records
from pipeline.audit import record
from pipeline.library.errors import NotVisibleError
from pipeline.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Tag:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class CountedTag:
    id: int
    name: str
    script_count: int  # that the viewer sees


def list_tags(engine: Engine, viewer: Viewer) -> list[CountedTag]:
    """Only those that the viewer may know of."""
    with reading(engine) as connection:
        return records(CountedTag, execute(connection, "tags.list", **viewer.parameters))


def get_tag(engine: Engine, viewer: Viewer, tag_id: int) -> Tag:
    """Raises NotVisibleError."""
    with reading(engine) as connection:
        found = records(Tag, execute(connection, "tags.get", tag_id=tag_id, **viewer.parameters))
    if not found:
        raise NotVisibleError
    return found[0]


def create_tag(engine: Engine, user_id: int, name: str) -> Tag:
    """The same answer whether there was one of this name or not."""
    with transaction(engine) as connection:
        return records(Tag, execute(connection, "tags.create", name=name, user_id=user_id))[0]


def delete_tag(engine: Engine, tag_id: int) -> list[int]:
    """The scripts that had it. Raises NotVisibleError."""
    with transaction(engine) as connection:
        rows = execute(connection, "tags.delete", tag_id=tag_id).all()
        if not rows:
            raise NotVisibleError
        record(connection, "tag_deleted", target=f"tag:{tag_id}")
    return [row.script_id for row in rows if row.script_id is not None]
