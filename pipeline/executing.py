"""Running a script here: asked for, begun once, ended once. Who runs it, and in what, is the workers' to know."""

import math
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from db.engine import execute, reading, transaction
from pipeline.audit import origin, record
from pipeline.errors import PermanentError
from pipeline.json_text import storable_json
from pipeline.library.executions import file_name, require_own
from pipeline.masking import masked
from pipeline.room import Room
from pipeline.texts import bytes_of
from pipeline.viewer import Viewer

RUNNABLE = "ps1"
MOST_MALICE = 50  # from here on a script is not run, whoever asks
SILENT = 30.0  # seconds after which nobody counts on a worker


class NotRunnableError(PermanentError):
    """Only scripts can be run: this is a module, a data file or a text."""

    code = "not_runnable"


class NotYetAnalyzedError(PermanentError):
    """The current content of this script is not analysed yet; what is not known is not run."""

    code = "not_analyzed"


class TooMaliciousError(PermanentError):
    """This script does too much that attackers do; it is not run here."""

    code = "too_malicious"


class SecretParametersError(PermanentError):
    """A parameter looks like a secret. Parameters are stored, so these are not taken."""

    code = "secret_parameters"


class UnderWayError(PermanentError):
    """A run of this script has not ended yet."""

    code = "execution_under_way"


class CannotRunScriptsError(PermanentError):
    """No worker here can run scripts."""

    code = "no_sandbox"


class NoPowerShellError(CannotRunScriptsError):
    """There is no PowerShell here."""

    code = "no_pwsh"


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be run."""

    id: int
    script_id: int
    name: str  # of the file
    content: bytes
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run went. `reason`: a code, where it was no success; `message`: the same for a person, where the code does not say it."""

    status: str
    reason: str | None = None
    message: str | None = None
    exit_code: int | None = None
    seconds: float | None = None
    output: str | None = None
    truncated: bool = False


LOST = Ended(status="lost", reason="lost", message="The process that ran it is gone, and said nothing. It is not run again.")


def order(engine: Engine, viewer: Viewer, script_id: int, parameters: dict[str, Any]) -> tuple[int, int]:
    """The numbers of the run and of the version that is run. Raises NotVisibleError, NotYoursError, and what stands above."""
    kept = masked(parameters)
    with transaction(engine) as connection:
        require_own(connection, viewer, script_id)
        script = execute(connection, "executions.runnable", script_id=script_id).one()
        _require_harmless(script)
        if kept != parameters:
            raise SecretParametersError
        _require_runner(connection)
        wanted = {"script_id": script_id, "user_id": viewer.user_id, "parameters": storable_json(parameters), "version": script.version}
        row = execute(connection, "executions.order", **wanted, address=origin.get().address).first()
        if row is None:
            raise UnderWayError(executionId=execute(connection, "executions.under_way", script_id=script_id).scalar())
        record(connection, "script_executed", target=f"script:{script_id}", run=row.id, version=script.version)
        return int(row.id), int(script.version)


def begin(room: Room, run_id: int) -> Work | None:
    """What is to be run; None where it was begun before, or is not wanted any more."""
    with room.transaction() as connection:
        row = execute(connection, "executions.begin", run_id=run_id, worker=room.worker).first()
    if row is None:
        return None
    name = file_name(row.title, row.kind, row.script_id)
    return Work(run_id, row.script_id, name, bytes_of(row.content, row.encoding, row.raw), arguments(row.parameters))


def end(room: Room, run_id: int, worker: str, ended: Ended) -> bool:
    """Note how it went, and count it. False where the run had ended before, or another's is."""
    with room.transaction() as connection:
        script_id = execute(connection, "executions.script_of", run_id=run_id).scalar()
        if script_id is None:  # deleted meanwhile, with its runs
            return False
        execute(connection, "executions.lock", script_id=script_id)
        known = {"run_id": run_id, "worker": worker, "status": ended.status, "reason": ended.reason, "exit_code": ended.exit_code}
        time = None if ended.seconds is None else math.ceil(ended.seconds * 1000)
        said = {"error_message": ended.message, "output": ended.output, "output_truncated": ended.truncated}
        if not execute(connection, "executions.end", **known, **said, execution_time=time).rowcount:
            return False
        execute(connection, "executions.count", script_id=script_id)
    room.cache.forget_scripts([script_id])
    return True


def arguments(parameters: dict[str, Any]) -> tuple[str, ...]:
    """As pwsh takes them behind -File. One word each, so that no value is taken for another parameter's name."""
    return tuple(f"-{name}" if value is True else f"-{name}:{_word(value)}" for name, value in parameters.items())


def _word(value: Any) -> str:
    if value is False:
        return "$false"
    return ",".join(str(each) for each in value) if isinstance(value, list) else str(value)


def _require_harmless(script: Any) -> None:
    if script.kind != RUNNABLE:
        raise NotRunnableError
    if not script.known or script.malice_score is None:
        raise NotYetAnalyzedError
    if script.malice_score >= MOST_MALICE:
        raise TooMaliciousError(maliceScore=script.malice_score, most=MOST_MALICE)


def _require_runner(connection: Connection) -> None:
    """Workers that are away may come back; those that are there know whether they can."""
    runners = execute(connection, "executions.runners", seconds=SILENT).all()
    if runners and all(each.code for each in runners):
        known = NoPowerShellError if runners[0].code == NoPowerShellError.code else CannotRunScriptsError
        raise known(runners[0].message)


def cancel_waiting(engine: Engine) -> int:
    """What was asked for while it was allowed, and is not any more."""
    with reading(engine) as connection:
        return execute(connection, "executions.cancel_waiting").rowcount
