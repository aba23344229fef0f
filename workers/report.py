"""What an import found, as a table for a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Column, Table
from sqlalchemy import Engine

from db.engine import execute, reading
from workers.folder import text_of
from workers.imports import Outcome

MOST_ROWS = 200
NOT_ANALYSED = "not analysed"


def table(engine: Engine, outcomes: Sequence[Outcome], root: Path) -> Table:
    """One row a script; what is not known says why."""
    shown = [outcome for outcome in outcomes if outcome.state != "skipped"][:MOST_ROWS]
    left_out = sum(outcome.state != "skipped" for outcome in outcomes) - len(shown)
    known = _analyses(engine, [outcome.script_id for outcome in shown if outcome.script_id is not None])
    names = [Column(name, no_wrap=True) for name in ("script", "state")]
    result = Table(*names, "findings", "scores", box=None, header_style="bold")
    result.caption = f"{left_out:,} more are not shown" if left_out else None
    for outcome in sorted(shown, key=lambda one: one.path):
        result.add_row(
            escape(_name(outcome.path, root)), outcome.state, *(escape(cell) for cell in _found(outcome, known.get(outcome.script_id or 0)))
        )
    return result


def _analyses(engine: Engine, script_ids: list[int]) -> dict[int, Any]:
    with reading(engine) as connection:
        return {row.script_id: row for row in execute(connection, "imports.found", script_ids=script_ids)}


def _name(path: str, root: Path) -> str:
    base = text_of(root.absolute() if root.is_dir() else root.absolute().parent)
    return path.removeprefix(base).lstrip("/")


def _found(outcome: Outcome, analysis: Any) -> tuple[str, str]:
    """Two cells: findings, scores."""
    if outcome.error:
        return outcome.error["message"], ""
    if analysis is None:
        return NOT_ANALYSED, ""
    findings = _cell(analysis, {"security_issues": f"{analysis.issues} security", "best_practice_violations": f"{analysis.violations} practice"})
    scores = _cell(analysis, {name: f"{name.removesuffix('_score')} {value:.0f}" if value is not None else "" for name, value in _scores(analysis)})
    return findings, scores


def _scores(analysis: Any) -> list[tuple[str, float | None]]:
    return [(name, getattr(analysis, name)) for name in ("security_score", "quality_score", "risk_score")]


def _cell(analysis: Any, fields: dict[str, str]) -> str:
    """The texts of fields, or of those that are not known the reason, once if it is the same."""
    reasons = {analysis.unknown[name]["message"] for name in fields if name in analysis.unknown}
    texts = [text for name, text in fields.items() if name not in analysis.unknown]
    return ", ".join([*texts, *(f"unknown: {reason}" for reason in sorted(reasons))])
