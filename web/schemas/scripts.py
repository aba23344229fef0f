"""Scripts, their versions and analyses on the wire."""

from typing import Annotated, Any, Literal

from pydantic import Field

from pipeline.library.lists import Order, Sort
from web.schemas.base import LARGEST, FlagText, IdText, Model, Page, Paging, Request, Text, Utc, WholeText

Score = Annotated[float, Field(ge=0, le=100)]


class NamedUser(Model):
    id: int
    username: str


class NamedCategory(Model):
    id: int
    name: str


class NamedTag(Model):
    id: int
    name: str


class Scores(Model):
    """0 to 100; security and quality: higher is better; risk: higher is worse. null: not known."""

    security_score: float | None
    quality_score: float | None
    risk_score: float | None


class Analysis(Scores):
    """`unknown` says of each field that is null why: {field: {code, message}}. An empty list says that there is none."""

    script_id: int
    script_version: int
    analysis_version: str
    purpose: str | None
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
    proposed_category: Any
    notes: Any
    unknown: dict[str, Any]
    created_at: Utc
    updated_at: Utc


class ScriptBase(Model):
    id: int
    title: str
    description: str | None
    user_id: int
    user: NamedUser
    category_id: int | None
    category: NamedCategory | None
    tags: list[NamedTag]
    version: int
    is_public: bool
    file_hash: str | None
    kind: str
    size: int
    execution_count: int
    average_execution_time: float | None
    last_executed_at: Utc | None
    created_at: Utc
    updated_at: Utc


class ListedScript(ScriptBase):
    """Without content; `analysis` has only the scores, and is null while there is none."""

    analysis: Scores | None


class Script(ScriptBase):
    content: str
    encoding: str
    analysis: Analysis | None


class ScriptList(Page):
    scripts: list[ListedScript]


class ScriptFilters(Request):
    """What a list or a search is narrowed to."""

    q: Annotated[Text, Field(max_length=500)] | None = None
    category_id: IdText | None = None
    user_id: IdText | None = None
    tag: Annotated[Text, Field(min_length=1, max_length=255)] | None = None
    is_public: FlagText | None = None
    min_security: Score | None = None
    max_risk: Score | None = None


class ScriptListQuery(ScriptFilters, Paging):
    sort: Sort = "updatedAt"
    order: Order | None = None


class VersionPaging(Request):
    limit: Annotated[WholeText, Field(ge=1, le=100)] = 20
    cursor: Annotated[WholeText, Field(ge=1, le=LARGEST)] | None = None
    page: Annotated[WholeText, Field(ge=1, le=100_000)] | None = None


class Version(Model):
    id: int
    script_id: int
    version: int
    user: NamedUser | None
    commit_message: str | None
    sha256: str
    size: int
    encoding: str
    created_at: Utc


class VersionWithContent(Version):
    content: str


class VersionList(Page):
    versions: list[Version]


class AnalysisPending(Model):
    status: Literal["queued", "processing", "completed", "duplicate", "failed"] | None
