"""Figures on the wire. Averages are null where nothing is known."""

from datetime import date

from web.schemas.base import Model, Utc


class Day(Model):
    day: date
    scripts: int


class ExecutedScript(Model):
    id: int
    title: str
    execution_count: int
    average_execution_time: float | None
    last_executed_at: Utc | None


class RunsByStatus(Model):
    """Milliseconds."""

    status: str
    runs: int
    average_time: float | None


class Usage(Model):
    scripts: int
    public: int
    own: int
    bytes: int
    versions: int
    executions: int
    created_in_30_days: int
    updated_in_30_days: int
    activity: list[Day]
    most_executed: list[ExecutedScript]
    runs: list[RunsByStatus]


class CommonFinding(Model):
    rule: str
    findings: int
    scripts: int


class Averages(Model):
    security: float | None
    quality: float | None
    risk: float | None


class Levels(Model):
    """By security score: high from 80, medium from 50, low below; `unknown` has none."""

    high: int
    medium: int
    low: int
    unknown: int


class Security(Model):
    scripts: int
    averages: Averages
    levels: Levels
    findings: list[CommonFinding]


class CategoryFigures(Model):
    """`id` is null for scripts without a category."""

    id: int | None
    name: str | None
    scripts: int
    averages: Averages


class CategoriesFigures(Model):
    categories: list[CategoryFigures]


class Hour(Model):
    hour: Utc
    uploads: int
    failed: int


class StageFigures(Model):
    """Milliseconds a batch."""

    stage: str
    runs: int
    uploads: int
    troubled: int
    p50: float
    p95: float


class FailureFigures(Model):
    error_code: str | None
    number: int


class Pipeline(Model):
    """The last day."""

    throughput: list[Hour]
    stages: list[StageFigures]
    failures: list[FailureFigures]
