"""What is said of one script: the columns of script_analysis by name. What is not known is None, and `unknown` says why."""

from __future__ import annotations

from typing import Any

ANALYSIS_VERSION = "0"  # of what is said: a script is analysed again when this is not the one its analysis was made with

# In the order of the table.
FIELDS = (
    *("purpose", "security_score", "quality_score", "risk_score", "parameter_docs", "suggestions", "security_issues"),
    *("best_practice_violations", "performance_insights", "potential_risks", "code_complexity_metrics", "compatibility_notes"),
    *("execution_summary", "command_details", "ms_docs_references", "malice_score", "hygiene_score", "score_reasons", "layers", "notes"),
    "proposed_category",
)

POWERSHELL = frozenset({"ps1", "psm1", "psd1"})
NOT_POWERSHELL = ("not_powershell", "This kind of file is not PowerShell.")
NOT_BUILT = ("not_built", "This release does not say this yet.")


def analyse(text: str, kind: str, *, filename: str | None = None) -> dict[str, Any]:
    """All of FIELDS, `analysis_version` and `unknown`, as JSON."""
    lines = text.splitlines()
    metrics = {"lines": len(lines), "characters": len(text), "longestLine": max(map(len, lines), default=0)}
    reason = NOT_BUILT if kind in POWERSHELL else NOT_POWERSHELL
    return unknown(*reason, code_complexity_metrics=metrics)


def unknown(code: str, message: str, **known: Any) -> dict[str, Any]:
    """An analysis of which only `known` is known, and why the rest is not."""
    reason = {"code": code, "message": message}
    return {
        **dict.fromkeys(FIELDS),
        **known,
        "analysis_version": ANALYSIS_VERSION,
        "unknown": {field: reason for field in FIELDS if field not in known},
    }
