"""Tags of one script."""

from collections.abc import Sequence

from db.engine import Connection, Engine, execute, transaction
from pipeline.library.editing import add_tags, lock_one
from pipeline.library.errors import NotVisibleError
from pipeline.viewer import Viewer

NamedTags = list[tuple[int, str]]


def tag_script(engine: Engine, viewer: Viewer, script_id: int, names: Sequence[str]) -> NamedTags:
    """All tags that it has then. Raises NotVisibleError, NotYoursError."""
    with transaction(engine) as connection:
        lock_one(connection, viewer, script_id)
        add_tags(connection, [script_id], names)
        return _tags(connection, script_id)


def untag_script(engine: Engine, viewer: Viewer, script_id: int, tag: str) -> NamedTags:
    """`tag`: its name, or its number. Raises NotVisibleError, also where the script has no such tag, and NotYoursError."""
    with transaction(engine) as connection:
        lock_one(connection, viewer, script_id)
        number = int(tag) if tag.isascii() and tag.isdigit() and len(tag) < 10 else None
        if not execute(connection, "editing.remove_tag", script_id=script_id, name=tag, tag_id=number).rowcount:
            raise NotVisibleError
        execute(connection, "editing.touch", script_ids=[script_id])
        return _tags(connection, script_id)


def _tags(connection: Connection, script_id: int) -> NamedTags:
    return [(row.id, row.name) for row in execute(connection, "editing.tags", script_id=script_id)]
