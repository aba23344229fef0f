"""What every format shows of an analysis, in one order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline.exports.sentences import SENTENCES
from pipeline.library.records import Analysis, ScriptDetail

SCORES = {
    "malice_score": "Malice (50 and more: treat it as an attack)",
    "hygiene_score": "Hygiene (higher is better)",
    "security_score": "Security (higher is better)",
    "quality_score": "Quality (higher is better)",
    "risk_score": "Risk (higher is worse)",
}
SECTIONS = {
    "purpose": "Purpose",
    "security_issues": "Security issues",
    "best_practice_violations": "Best practices",
    "potential_risks": "Risks",
    "performance_insights": "Performance",
    "suggestions": "Suggestions",
    "compatibility_notes": "Compatibility",
    "parameter_docs": "Parameters",
    "command_details": "Commands",
    "ms_docs_references": "References",
    "code_complexity_metrics": "Measures",
    "execution_summary": "Execution",
}
FINDINGS = ("security_issues", "best_practice_violations")


@dataclass(frozen=True, slots=True)
class Report:
    script: ScriptDetail
    analysis: Analysis

    @property
    def title(self) -> str:
        return self.script.title

    @property
    def made_at(self) -> datetime:
        """UTC."""
        return self.analysis.updated_at

    def facts(self) -> Iterator[tuple[str, str]]:
        yield "Script", f"{self.script.title} (number {self.script.id}, version {self.analysis.script_version})"
        yield "Owner", self.script.username
        yield "MD5", self.script.file_hash or ""
        yield "Analysed", f"{self.made_at:%Y-%m-%d %H:%M} UTC, analyser {self.analysis.analysis_version}"

    def scores(self) -> Iterator[tuple[str, str]]:
        for name, heading in SCORES.items():
            value = getattr(self.analysis, name)
            yield heading, self.reason(name) if value is None else f"{value:.0f} of 100"

    def sections(self) -> Iterator[tuple[str, list[str]]]:
        """A heading, and its entries as one text each; what is not known says why."""
        for name, heading in SECTIONS.items():
            value = getattr(self.analysis, name)
            yield heading, [self.reason(name)] if value is None else told(name, value)

    def findings(self) -> Iterator[dict[str, Any]]:
        for name in FINDINGS:
            yield from (each for each in getattr(self.analysis, name) or () if isinstance(each, dict))

    def reason(self, name: str) -> str:
        found = (self.analysis.unknown or {}).get(name)
        return f"Not known: {found.get('message', '')}" if isinstance(found, dict) else "Not known."


def told(name: str, value: Any) -> list[str]:
    """Sentences; what an older analyser kept in another form, as it is."""
    try:
        return list(SENTENCES[name](value))
    except (KeyError, TypeError, AttributeError, ValueError):
        return [said(each) for each in entries(value)]


def entries(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return [{name: each} for name, each in value.items()]
    return [value]


def said(value: Any) -> str:
    """JSON as a person writes it down."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {said(each)}" for name, each in value.items() if each not in (None, "", [], {}))
    if isinstance(value, list):
        return ", ".join(said(each) for each in value)
    return str(value)
