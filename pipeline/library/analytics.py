"""Figures over all that a viewer may see, made by SQL."""

from typing import Any

from db.engine import Engine, execute, reading
from pipeline.viewer import Viewer

Rows = list[dict[str, Any]]


def _rows(engine: Engine, query: str, **parameters: Any) -> Rows:
    with reading(engine) as connection:
        return [dict(row) for row in execute(connection, query, **parameters).mappings()]


def usage(engine: Engine, viewer: Viewer) -> dict[str, Any]:
    return {
        **_rows(engine, "analytics.usage", **viewer.parameters)[0],
        "activity": _rows(engine, "analytics.activity", **viewer.parameters),
        "most_executed": _rows(engine, "analytics.most_executed", **viewer.parameters),
        "runs": _rows(engine, "analytics.executions", **viewer.parameters),
    }


def security(engine: Engine, viewer: Viewer) -> dict[str, Any]:
    return {
        **_rows(engine, "analytics.security", **viewer.parameters)[0],
        "findings": _rows(engine, "analytics.findings", **viewer.parameters),
    }


def categories(engine: Engine, viewer: Viewer) -> Rows:
    return _rows(engine, "analytics.categories", **viewer.parameters)


def pipeline(engine: Engine) -> dict[str, Any]:
    """Of the last day."""
    return {
        "throughput": _rows(engine, "analytics.throughput"),
        "stages": _rows(engine, "analytics.stages"),
        "failures": _rows(engine, "operations.failures"),
    }
