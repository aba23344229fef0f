"""What an import found, as a table for a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table
from sqlalchemy import Engine

from db.engine import execute, reading
from workers.folder import text_of
from workers.imports import Outcome

MOST_ROWS = 200
NOT_ANALYSED = "not analysed"


def table(engine: Engine, outcomes: Sequence[Outcome], root: Path) -> Table:
    """One row a script; a figure that is not known says why."""
    shown = [outcome for outcome in outcomes if outcome.state != "skipped"][:MOST_ROWS]
    rows = _rows(engine, [outcome.script_id for outcome in shown if outcome.script_id is not None])
    left_out = sum(outcome.state != "skipped" for outcome in outcomes) - len(shown)
    result = Table("script", "state", "security issues", "best practices", "security", "quality", "risk", box=None, header_style="bold")
    result.caption = f"{left_out:,} more are not shown" if left_out else None
    for column in result.columns[2:]:
        column.justify = "right"
    for outcome in sorted(shown, key=lambda one: one.path):
        result.add_row(escape(_name(outcome.path, root)), outcome.state, *_figures(outcome, rows.get(outcome.script_id or 0)))
    return result


def _rows(engine: Engine, script_ids: list[int]) -> dict[int, Any]:
    with reading(engine) as connection:
        return {row.script_id: row for row in execute(connection, "imports.found", script_ids=script_ids)}


def _name(path: str, root: Path) -> str:
    base = text_of(root.absolute() if root.is_dir() else root.absolute().parent)
    return path.removeprefix(base).lstrip("/")


def _figures(outcome: Outcome, row: Any) -> list[str]:
    if outcome.error:
        return [escape(outcome.error["message"])]
    if row is None:
        return [NOT_ANALYSED]
    fields = {
        "security_issues": row.issues,
        "best_practice_violations": row.violations,
        "security_score": row.security_score,
        "quality_score": row.quality_score,
        "risk_score": row.risk_score,
    }
    return [_figure(value, row.unknown.get(name)) for name, value in fields.items()]


def _figure(value: float | None, unknown: dict[str, str] | None) -> str:
    if value is None:
        return f"unknown: {escape(unknown['code'] if unknown else 'no reason given')}"
    return f"{value:.0f}"
