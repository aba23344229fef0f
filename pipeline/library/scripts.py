"""One script: what it is, what is known of it, its versions, its bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from db.engine import Connection, Engine, execute, reading
from db.records import records
from pipeline.library.errors import NotAnalyzedError, NotVisibleError
from pipeline.library.records import Analysis, ScriptDetail, VersionDetail, VersionSummary
from pipeline.texts import bytes_of
from pipeline.viewer import Viewer

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an answer about a script that was kept must match to be shown again."""

    version: int
    updated_at: datetime
    execution_count: int
    analysis_id: int | None
    analyzed_at: datetime | None

    def __str__(self) -> str:
        analyzed = self.analyzed_at and self.analyzed_at.timestamp()
        return f"{self.version}.{self.execution_count}.{self.updated_at.timestamp()}.{self.analysis_id}.{analyzed}"


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """A download."""

    name: str
    content: bytes
    sha256: bytes


def stamp(engine: Engine, viewer: Viewer, script_id: int) -> Stamp:
    """Raises NotVisibleError. The cheapest question whether a viewer sees a script."""
    with reading(engine) as connection:
        return _one(records(Stamp, execute(connection, "library.stamp", script_id=script_id, **viewer.parameters)))


def get_script(engine: Engine, viewer: Viewer, script_id: int) -> tuple[ScriptDetail, Analysis | None]:
    """Raises NotVisibleError."""
    with reading(engine) as connection:
        script = _one(records(ScriptDetail, execute(connection, "library.get", script_id=script_id, **viewer.parameters)))
        return script, _analysis(connection, viewer, script_id)[0]


def get_analysis(engine: Engine, viewer: Viewer, script_id: int) -> Analysis:
    """Raises NotVisibleError, NotAnalyzedError with the status of the last upload."""
    with reading(engine) as connection:
        found, status = _analysis(connection, viewer, script_id)
    if found is None:
        raise NotAnalyzedError(status=status)
    return found


def _analysis(connection: Connection, viewer: Viewer, script_id: int) -> tuple[Analysis | None, str | None]:
    row: Any = _one(execute(connection, "library.analysis", script_id=script_id, **viewer.parameters).mappings().all())
    return (Analysis(**row) if row["id"] is not None else None), row["upload_status"]


def download(engine: Engine, viewer: Viewer, script_id: int) -> ScriptFile:
    """The bytes that were uploaded last. Raises NotVisibleError."""
    with reading(engine) as connection:
        row = _one(execute(connection, "library.file", script_id=script_id, **viewer.parameters).all())
    return ScriptFile(_file_name(row.source_path or row.title, row.kind), bytes_of(row.content, row.encoding, row.raw), row.sha256)


def list_versions(
    engine: Engine, viewer: Viewer, script_id: int, *, before: int | None, limit: int, offset: int
) -> tuple[Sequence[VersionSummary], int]:
    """The newest first, and how many there are. Raises NotVisibleError."""
    with reading(engine) as connection:
        total = _one(execute(connection, "library.version_count", script_id=script_id, **viewer.parameters).scalars().all())
        rows = execute(connection, "library.versions", script_id=script_id, before=before, limit=limit, offset=offset, **viewer.parameters)
        return records(VersionSummary, rows), int(total)


def get_version(engine: Engine, viewer: Viewer, script_id: int, version: int) -> VersionDetail:
    """Raises NotVisibleError."""
    with reading(engine) as connection:
        rows = execute(connection, "library.version", script_id=script_id, version=version, **viewer.parameters)
        return _one(records(VersionDetail, rows))


def version_file(version: VersionDetail) -> ScriptFile:
    name = _file_name(version.title, version.kind)
    return ScriptFile(name, bytes_of(version.content, version.encoding, version.raw), version.sha256)


def _file_name(path: str, kind: str) -> str:
    """The last part of a path or a title, ending as its kind does."""
    name = path.replace("\\", "/").rstrip("/").rpartition("/")[2] or "script"
    return name if name.lower().endswith(f".{kind}") else f"{name}.{kind}"


def _one(found: Sequence[R]) -> R:
    if not found:
        raise NotVisibleError
    return found[0]
