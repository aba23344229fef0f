"""What an import found, as a table for a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Group
from rich.markup import escape
from rich.table import Column, Table
from sqlalchemy import Engine

from db.engine import execute, reading
from workers.folder import text_of
from workers.imports import Outcome

MOST_ROWS = 200
# Heading: column of the query, field of the analysis.
FIGURES = {
    "issues": ("issues", "security_issues"),
    "practice": ("violations", "best_practice_violations"),
    "security": ("security_score", "security_score"),
    "quality": ("quality_score", "quality_score"),
    "risk": ("risk_score", "risk_score"),
}


def report(engine: Engine, outcomes: Sequence[Outcome], root: Path) -> Group:
    """One row a script; what is not known has a number, and below the table the reason."""
    shown = [outcome for outcome in outcomes if outcome.state != "skipped"][:MOST_ROWS]
    left_out = sum(outcome.state != "skipped" for outcome in outcomes) - len(shown)
    known = _analyses(engine, [outcome.script_id for outcome in shown if outcome.script_id is not None])
    table = Table(*_columns(), box=None, header_style="bold")
    notes: dict[str, int] = {}
    for outcome in sorted(shown, key=lambda one: one.path):
        cells = _figures(outcome, known.get(outcome.script_id or 0), notes)
        table.add_row(escape(_name(outcome.path, root)), outcome.state, *map(escape, cells))
    more = [f"{left_out:,} more are not shown."] if left_out else []
    return Group(table, *(escape(f"[{number}] {reason}") for reason, number in notes.items()), *more)


def _columns() -> list[Column]:
    return [*(Column(name, no_wrap=True) for name in ("script", "state")), *(Column(name, justify="right") for name in FIGURES)]


def _analyses(engine: Engine, script_ids: list[int]) -> dict[int, Any]:
    with reading(engine) as connection:
        return {row.script_id: row for row in execute(connection, "imports.found", script_ids=script_ids)}


def _name(path: str, root: Path) -> str:
    base = text_of(root.absolute() if root.is_dir() else root.absolute().parent)
    return path.removeprefix(base).lstrip("/")


def _figures(outcome: Outcome, analysis: Any, notes: dict[str, int]) -> list[str]:
    """A cell a figure. Reasons for what is not known stand in `notes` under their number."""
    if outcome.error:
        return [_unknown(outcome.error["message"], notes)]
    if analysis is None:
        return [_unknown("Not analysed.", notes)]
    cells = []
    for column, field in FIGURES.values():
        value: float | None = getattr(analysis, column)
        reason = analysis.unknown[field]["message"] if field in analysis.unknown else "No reason was given."
        cells.append(_unknown(f"Unknown: {reason}", notes) if value is None else f"{value:.0f}")
    return cells


def _unknown(reason: str, notes: dict[str, int]) -> str:
    return f"? [{notes.setdefault(reason, len(notes) + 1)}]"
