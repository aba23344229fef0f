"""Runs of scripts, as clients report them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.engine import Connection, Engine, execute, reading, transaction
from db.records import records
from pipeline.audit import origin
from pipeline.json_text import storable_json
from pipeline.library.errors import NotVisibleError, NotYoursError
from pipeline.masking import masked, masked_text
from pipeline.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Run:
    """`execution_time` in milliseconds; what looked like a secret is masked."""

    id: int
    script_id: int
    user_id: int | None
    username: str | None
    status: str
    execution_time: float | None
    parameters: Any
    error_message: str | None
    ip_address: str | None
    created_at: datetime
    version: int | None = None  # this and what follows: of a run here
    exit_code: int | None = None
    reason: str | None = None  # why it was no success, as a code
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RunInFull(Run):
    """With what it wrote, without what looked like a secret."""

    output: str | None = None
    output_truncated: bool | None = None


def report_run(
    engine: Engine, viewer: Viewer, script_id: int, *, status: str, execution_time: float | None, parameters: dict[str, Any], error: str | None
) -> int:
    """The run's number; counts and averages follow in the same transaction. Raises NotVisibleError."""
    with transaction(engine) as connection:
        execute(connection, "executions.lock", script_id=script_id)
        row = execute(
            connection,
            "executions.record",
            script_id=script_id,
            user_id=viewer.user_id,
            status=status,
            execution_time=execution_time,
            parameters=storable_json(masked(parameters)),
            error_message=None if error is None else masked_text(error),
            address=origin.get().address,
            **viewer.parameters,
        ).first()
        if row is None:
            raise NotVisibleError
        execute(connection, "executions.count", script_id=script_id)
        return int(row.id)


def list_runs(engine: Engine, viewer: Viewer, script_id: int, *, before: int | None, limit: int, offset: int) -> tuple[list[Run], int]:
    """For owners. Raises NotVisibleError, NotYoursError."""
    with reading(engine) as connection:
        require_own(connection, viewer, script_id)
        found = records(Run, execute(connection, "executions.history", script_id=script_id, before=before, limit=limit, offset=offset))
        return found, int(execute(connection, "executions.total", script_id=script_id).scalar_one())


def get_run(engine: Engine, viewer: Viewer, script_id: int, run_id: int) -> RunInFull:
    """For owners. Raises NotVisibleError, NotYoursError."""
    with reading(engine) as connection:
        require_own(connection, viewer, script_id)
        found = records(RunInFull, execute(connection, "executions.one", script_id=script_id, run_id=run_id))
    if not found:
        raise NotVisibleError
    return found[0]


def command_line(engine: Engine, viewer: Viewer, script_id: int, parameters: dict[str, Any]) -> str:
    """What to type to run a script by hand. Raises NotVisibleError, NotYoursError."""
    with reading(engine) as connection:
        script = require_own(connection, viewer, script_id)
    name = file_name(script.title, script.kind, script_id)
    return " ".join(["pwsh", "-NoProfile", "-NonInteractive", "-File", f"./{name}", *(_argument(*each) for each in parameters.items())])


def file_name(title: str, kind: str, script_id: int) -> str:
    """One that no shell and no file system stumbles over."""
    name = re.sub(r"[^\w.-]+", "-", title, flags=re.ASCII).strip("-.")[:200] or f"script-{script_id}"
    return name if name.lower().endswith(f".{kind}") else f"{name}.{kind}"


def _argument(name: str, value: Any) -> str:
    if value is True:
        return f"-{name}"
    if value is False:
        return f"-{name}:$false"
    return f"-{name} {_quoted(value)}"


def _quoted(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(_quoted(each) for each in value)
    return "'" + str(value).replace("'", "''") + "'"


def require_own(connection: Connection, viewer: Viewer, script_id: int) -> Any:
    """Its title and kind. Raises NotVisibleError, NotYoursError."""
    found = execute(connection, "executions.may_see", script_id=script_id, **viewer.parameters).first()
    if found is None:
        raise NotVisibleError
    if not found.own:
        raise NotYoursError("The runs of this script are its owner's to see.")
    return found
