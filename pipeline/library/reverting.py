"""An old content becomes the newest version."""

from db.engine import Engine, execute, transaction
from pipeline.library.editing import Entered, lock_one, set_content
from pipeline.library.errors import NotVisibleError
from pipeline.texts import bytes_of
from pipeline.viewer import Viewer


def revert(engine: Engine, viewer: Viewer, script_id: int, version: int, *, message: str | None, largest: int) -> Entered | None:
    """None where the script has these bytes already. Raises NotVisibleError, NotYoursError, EqualScriptError."""
    with transaction(engine) as connection:
        script = lock_one(connection, viewer, script_id)
        old = execute(connection, "library.version", script_id=script_id, version=version, **viewer.parameters).first()
        if old is None:
            raise NotVisibleError
        data = bytes_of(old.content, old.encoding, old.raw)
        return set_content(connection, viewer, script, data, message or f"Reverted to version {version}", largest)
