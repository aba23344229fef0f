"""Scripts, their versions and analyses on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from pipeline.library.lists import Order, Sort
from web.schemas.base import FlagText, Id, IdText, Model, Name, Page, PageNumber, PageSize, Paging, Request, Text, Utc
from web.schemas.uploads import Description, Message

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


class Findings(Scores):
    """`unknown` says of each field that is null why: {field: {code, message}}. An empty list says that there is none."""

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


class Analysis(Findings):
    """Of one version of a script."""

    script_id: int
    script_version: int
    created_at: Utc
    updated_at: Utc


class Layers(Model):
    """What unwrapping found, outermost first; null with a reason where that is not known."""

    script_id: int
    script_version: int
    layers: Any
    reason: Any


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
    limit: PageSize = 20
    cursor: IdText | None = None
    page: PageNumber | None = None


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


NewTitle = Annotated[Text, Field(min_length=1, max_length=255)]
Content = Annotated[Text, Field(min_length=1)]
# Other endings are 415, so they are not validated here.
Filename = Annotated[
    Text,
    Field(min_length=1, max_length=1000, json_schema_extra={"pattern": r"^[^\u0000]*\.([pP][sS](1|[mMdD]1|1[xX][mM][lL])|[tT][xX][tT])$"}),
]
TagNames = Annotated[list[Name], Field(max_length=100)]
Ids = Annotated[list[Id], Field(min_length=1, max_length=1000)]


class NewScript(Request):
    """A script as JSON. It goes the way of every upload; `filename` says its kind, a .ps1 unless said."""

    title: NewTitle
    content: Content
    description: Description | None = None
    category_id: Id | None = None
    tags: TagNames | None = None
    is_public: bool | None = None
    allow_secrets: bool = False
    analyze: bool = True
    filename: Filename | None = None
    source_path: Annotated[Text, Field(min_length=1, max_length=2000)] | None = None
    commit_message: Message | None = None


class ScriptChange(Request):
    """What stays out stays as it is. `tags` replaces all tags; new content is a new version."""

    title: NewTitle = ""
    description: Description | None = None
    content: Content = ""
    category_id: Id | None = None
    tags: TagNames = Field(default=[])
    is_public: bool = False
    commit_message: Message | None = None
    allow_secrets: bool = False


class BulkChange(Request):
    """The same change for all of `ids`, or for none."""

    ids: Ids
    category_id: Id | None = None
    tags: TagNames = Field(default=[])
    is_public: bool = False
    allow_secrets: bool = False


class BulkIds(Request):
    ids: Ids


class RevertRequest(Request):
    commit_message: Message | None = None


class AddTags(Request):
    tags: Annotated[TagNames, Field(min_length=1)]


class AnalyzeRequest(Request):
    """`filename` says the kind of file, a .ps1 unless said."""

    content: Content
    filename: Filename | None = None


class StoredScript(Script):
    """`duplicate`: it was there already. `statusUrl`: where to see the analysis that is under way."""

    duplicate: bool = False
    status_url: str | None = None


class Queued(Model):
    """Work that goes on in the background."""

    upload_id: UUID
    batch_id: UUID
    status: Literal["queued", "processing", "completed", "duplicate", "failed"]
    status_url: str


class Bulk(Model):
    """How many scripts were changed or deleted."""

    count: int


class ScriptTags(Model):
    tags: list[NamedTag]


class Line(Model):
    """`kind`: a blank, `-` or `+`."""

    kind: Literal[" ", "-", "+"]
    text: str


class Hunk(Model):
    old_start: int
    old_lines: int
    new_start: int
    new_lines: int
    lines: list[Line]


class ChangedScore(Model):
    from_: Annotated[float | None, Field(alias="from")]
    to: float | None


class Comparison(Model):
    """`exact` is false where too much changed to tell it line by line. Findings are null where one of the two versions is not analysed."""

    script_id: int
    from_: Annotated[int, Field(alias="from")]
    to: int
    added: int
    removed: int
    exact: bool
    hunks: list[Hunk]
    unified: str
    scores: dict[str, ChangedScore]
    findings_added: list[Any] | None
    findings_removed: list[Any] | None
