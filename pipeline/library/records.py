"""What queries of the library give: rows of several tables as one record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptSummary:
    """A script as lists show it, without its content."""

    id: int
    title: str
    sort_title: str  # in small letters, as PostgreSQL makes them
    description: str | None
    user_id: int
    username: str
    category_id: int | None
    category_name: str | None
    tags: list[dict[str, Any]]  # id and name
    version: int
    is_public: bool
    file_hash: str | None
    execution_count: int
    average_execution_time: float | None
    last_executed_at: datetime | None
    created_at: datetime
    updated_at: datetime
    size: int
    kind: str
    analyzed: bool
    security_score: float | None
    quality_score: float | None
    risk_score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptDetail:
    """A script with its content."""

    id: int
    title: str
    description: str | None
    content: str
    user_id: int
    username: str
    category_id: int | None
    category_name: str | None
    tags: list[dict[str, Any]]
    version: int
    is_public: bool
    file_hash: str | None
    execution_count: int
    average_execution_time: float | None
    last_executed_at: datetime | None
    created_at: datetime
    updated_at: datetime
    size: int
    kind: str
    encoding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What is known of one version; None is `not known`, and `unknown` says why."""

    script_id: int
    id: int
    purpose: str | None
    security_score: float | None
    quality_score: float | None
    risk_score: float | None
    malice_score: float | None
    hygiene_score: float | None
    parameter_docs: Any
    suggestions: Any
    command_details: Any
    ms_docs_references: Any
    security_issues: Any
    best_practice_violations: Any
    performance_insights: Any
    potential_risks: Any
    code_complexity_metrics: Any
    compatibility_notes: Any
    execution_summary: Any
    score_reasons: Any
    layers: Any
    notes: Any
    proposed_category: Any
    unknown: Any
    analysis_version: str
    script_version: int
    created_at: datetime
    updated_at: datetime
    upload_status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSummary:
    id: int
    script_id: int
    version: int
    user_id: int | None
    username: str | None
    commit_message: str | None
    created_at: datetime
    size: int
    encoding: str
    sha256: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDetail:
    id: int
    script_id: int
    version: int
    user_id: int | None
    username: str | None
    commit_message: str | None
    created_at: datetime
    size: int
    encoding: str
    sha256: bytes
    content: str
    raw: bytes | None
    title: str
    kind: str
