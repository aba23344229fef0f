"""One frozen dataclass a table, with its columns in their order. Times are UTC without a zone; vectors are text, `[0.1,0.2]`.

A query that reads other columns than a table's has a dataclass of its own where it is used; `records` fills both kinds.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import CursorResult

Json = Any  # what JSON can hold
R = TypeVar("R")


def records(kind: type[R], result: CursorResult[Any]) -> list[R]:
    """Rows as dataclasses; the query's columns have the names of the fields, in any order."""
    names = list(result.keys())
    return [kind(**dict(zip(names, row, strict=True))) for row in result]


def columns(kind: type) -> list[str]:
    """Names of a record's columns, in the table's order."""
    return [field.name for field in fields(kind)]


@dataclass(frozen=True, slots=True)
class User:
    """Who has an account."""

    id: int
    username: str
    email: str
    password_hash: str
    role: str
    created_at: datetime
    updated_at: datetime
    last_login_at: datetime | None
    login_attempts: int
    locked_until: datetime | None

@dataclass(frozen=True, slots=True)
class Category:
    """What scripts are filed under."""

    id: int
    name: str
    description: str | None
    created_at: datetime
    updated_at: datetime

@dataclass(frozen=True, slots=True)
class Tag:
    """A word that owners put on scripts."""

    id: int
    name: str
    created_at: datetime

@dataclass(frozen=True, slots=True)
class Script:
    """A script as it is now."""

    id: int
    title: str
    description: str | None
    content: str
    user_id: int
    category_id: int | None
    version: int
    is_public: bool
    execution_count: int
    average_execution_time: float | None
    last_executed_at: datetime | None
    created_at: datetime
    updated_at: datetime
    file_hash: str | None
    sha256: bytes
    size: int
    kind: str
    encoding: str
    raw: bytes | None
    embedding_unknown: Json | None
    to_publish: bool

@dataclass(frozen=True, slots=True)
class ScriptVersion:
    """A script as it was or is: every content it ever had."""

    id: int
    script_id: int
    content: str
    version: int
    user_id: int | None
    commit_message: str | None
    created_at: datetime
    sha256: bytes
    size: int
    encoding: str
    raw: bytes | None

@dataclass(frozen=True, slots=True)
class ScriptAnalysis:
    """The newest analysis of a script. None is `not known`, and `unknown` says why."""

    id: int
    script_id: int
    purpose: str | None
    security_score: float | None
    quality_score: float | None
    risk_score: float | None
    parameter_docs: Json | None
    suggestions: Json | None
    security_issues: Json | None
    best_practice_violations: Json | None
    performance_insights: Json | None
    potential_risks: Json | None
    code_complexity_metrics: Json | None
    compatibility_notes: Json | None
    execution_summary: Json | None
    analysis_version: str
    created_at: datetime
    updated_at: datetime
    command_details: Json | None
    ms_docs_references: Json | None
    script_version: int
    malice_score: float | None
    hygiene_score: float | None
    score_reasons: Json | None
    layers: Json | None
    notes: Json | None
    proposed_category: Json | None
    unknown: Json
    tried_version: str | None

@dataclass(frozen=True, slots=True)
class ScriptEmbedding:
    """A script's vector, of the model that answers searches."""

    id: int
    script_id: int
    embedding: str
    embedding_type: str | None
    model_version: str | None
    created_at: datetime
    updated_at: datetime
    script_version: int
    sparse: str | None

@dataclass(frozen=True, slots=True)
class ScriptTag:
    """Which script has which tag."""

    script_id: int
    tag_id: int
    created_at: datetime

@dataclass(frozen=True, slots=True)
class ExecutionLog:
    """A run of a script, that a client reported or that was asked for here."""

    id: int
    script_id: int
    user_id: int | None
    status: str
    execution_time: float | None
    parameters: Json | None
    error_message: str | None
    ip_address: str | None
    created_at: datetime
    version: int | None
    exit_code: int | None
    reason: str | None
    output: str | None
    output_truncated: bool | None
    enqueued_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    worker: str | None

@dataclass(frozen=True, slots=True)
class Document:
    """A page of documentation."""

    id: int
    title: str
    url: str
    content: str | None
    summary: str | None
    source: str | None
    content_type: str | None
    category: str | None
    tags: Json | None
    extracted_commands: Json | None
    extracted_functions: Json | None
    extracted_modules: Json | None
    metadata: Json | None
    crawled_at: datetime | None
    last_updated: datetime | None
    created_at: datetime
    updated_at: datetime

@dataclass(frozen=True, slots=True)
class AgentState:
    """What an agent remembers."""

    id: int
    agent_id: str
    user_id: int | None
    state: Json
    created_at: datetime
    updated_at: datetime

@dataclass(frozen=True, slots=True)
class Conversation:
    """One message of an agent's conversation."""

    id: int
    agent_id: str
    role: str
    content: str
    metadata: Json | None
    created_at: datetime

@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool gave an agent."""

    id: int
    agent_id: str
    tool_name: str
    parameters: Json | None
    result: Json | None
    error_message: str | None
    execution_time: float | None
    created_at: datetime

@dataclass(frozen=True, slots=True)
class UnknownNameFailures:
    """Failed sign-ins under a name that nobody has."""

    name_hash: bytes
    login_attempts: int
    locked_until: datetime | None
    updated_at: datetime

@dataclass(frozen=True, slots=True)
class Chat:
    """A question asked of the library, and its answer."""

    id: int
    user_id: int
    messages: Json
    response: str
    embedding: str | None
    created_at: datetime
    updated_at: datetime

@dataclass(frozen=True, slots=True)
class ScriptSource:
    """A path that a script was uploaded from."""

    user_id: int
    source_path: str
    script_id: int
    created_at: datetime
    updated_at: datetime

@dataclass(frozen=True, slots=True)
class Batch:
    """Uploads that travel together, and how far they are."""

    id: UUID
    root_id: UUID
    user_id: int
    lane: str
    stage: str
    deaths: int
    attempts: int
    not_before: datetime
    enqueued_at: datetime | None
    request_id: str | None
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None
    again: bool

@dataclass(frozen=True, slots=True)
class Upload:
    """One file that was accepted: what was wished, what became of it."""

    id: UUID
    seq: int
    batch_id: UUID
    root_batch_id: UUID
    user_id: int
    filename: str
    kind: str
    size: int
    source_path: str | None
    target_script_id: int | None
    title: str | None
    description: str | None
    category_id: int | None
    tags: list[str] | None
    is_public: bool | None
    wants_analysis: bool
    commit_message: str | None
    file_hash: str | None
    sha256: bytes | None
    encoding: str | None
    status: str
    outcome: str | None
    script_id: int | None
    version: int | None
    duplicate_of: int | None
    error_code: str | None
    error_message: str | None
    notes: Json
    created_at: datetime
    updated_at: datetime
    waits_for: UUID | None
    allow_secrets: bool


@dataclass(frozen=True, slots=True)
class UploadContent:
    """Its bytes, until it has ended well."""

    upload_id: UUID
    content: bytes
    text: str | None
    raw_kept: bool

@dataclass(frozen=True, slots=True)
class StageRun:
    """One run of a stage on a batch."""

    id: int
    batch_id: UUID
    stage: str
    size: int
    worker: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str | None
    detail: str | None

@dataclass(frozen=True, slots=True)
class Quarantined:
    """A script that killed its process again and again while it ran alone."""

    upload_id: UUID
    stage: str
    reason: str
    log: str
    created_at: datetime

@dataclass(frozen=True, slots=True)
class Process:
    """Who was seen when."""

    name: str
    kind: str
    host: str
    pid: int
    started_at: datetime
    seen_at: datetime
    detail: Json

@dataclass(frozen=True, slots=True)
class VersionAnalysis:
    """An analysis of a version, by one version of the analyser."""

    id: int
    script_version_id: int
    analysis_version: str
    result: Json
    created_at: datetime

@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """What turns text into vectors."""

    id: str
    provider: str
    model: str
    weight_hash: str
    digest_version: int
    dimensions: int
    state: str
    created_at: datetime
    updated_at: datetime

@dataclass(frozen=True, slots=True)
class EmbeddingCandidate:
    """A vector of a model that does not answer searches yet, or has only begun to; or why there is none."""

    script_id: int
    model_version: str
    script_version: int
    embedding: str | None
    created_at: datetime
    unknown: Json | None
    tries: int

@dataclass(frozen=True, slots=True)
class EmbeddingChoice:
    """Which model is wanted."""

    only_one: bool
    configured: str
    wanted: str
    trouble: Json | None
    updated_at: datetime

@dataclass(frozen=True, slots=True)
class RefreshToken:
    """What a sign-in is renewed with, once."""

    token_hash: bytes
    family: UUID
    user_id: int
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    created_at: datetime

@dataclass(frozen=True, slots=True)
class PersonalToken:
    """What a program signs in with."""

    id: int
    user_id: int
    name: str
    token_hash: bytes
    scopes: list[str]
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    created_at: datetime

@dataclass(frozen=True, slots=True)
class SigningKey:
    """What access tokens are signed with."""

    id: str
    secret: bytes
    created_at: datetime
    retired_at: datetime | None

@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """The answer that a repeated request gets again."""

    user_id: int
    key: str
    route: str
    request_hash: bytes
    status: int
    response: Json
    created_at: datetime

@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what."""

    id: int
    user_id: int | None
    action: str
    target: str | None
    address: str | None
    request_id: str | None
    detail: Json
    created_at: datetime


@dataclass(frozen=True, slots=True)
class UserSettings:
    """What a user's frontend remembers."""

    user_id: int
    settings: Json
    updated_at: datetime

@dataclass(frozen=True, slots=True)
class Invitation:
    """Who may make an account where only the invited may."""

    code_hash: bytes
    email: str | None
    invited_by: int | None
    expires_at: datetime
    used_at: datetime | None
    created_at: datetime

@dataclass(frozen=True, slots=True)
class NamedTag:
    """Who named a tag without putting it on a script."""

    tag_id: int
    user_id: int

@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a user wants to be told what happened."""

    id: int
    user_id: int
    url: str
    events: list[str]
    secret: str
    created_at: datetime

@dataclass(frozen=True, slots=True)
class WebhookDelivery:
    """One thing to be told, and how that went."""

    id: int
    webhook_id: int
    event: str
    subject: str
    payload: Json
    state: str
    attempts: int
    not_before: datetime
    status: int | None
    error: str | None
    created_at: datetime
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ScriptDigest:
    """That the terms of a script were taken from it, and by which release of the digest."""

    script_id: int
    script_version: int
    digest_version: int
    length: float
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ScriptTerm:
    """A term that a script is found by."""

    term: str
    script_id: int
    weight: float


@dataclass(frozen=True, slots=True)
class ScriptPairs:
    """Which terms stand side by side in a script."""

    script_id: int
    pairs: list[int]


@dataclass(frozen=True, slots=True)
class ScriptSignature:
    """What near copies of a script are found by. `sketch` is text of 0 and 1."""

    script_id: int
    script_version: int
    signature_version: int
    size: int
    shape: int
    bands: list[int]
    sketch: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ScriptRule:
    """How often a rule has found something in a script; kept by triggers on script_analysis."""

    script_id: int
    rule: str
    findings: int


@dataclass(frozen=True, slots=True)
class DocumentationDigest:
    """That the terms of a page of documentation were taken from it, and by which release of the digest."""

    documentation_id: int
    digest_version: int
    length: float
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentationTerm:
    """A term that a page of documentation is found by."""

    term: str
    documentation_id: int
    weight: float


@dataclass(frozen=True, slots=True)
class DocumentationVector:
    """A page's vector of one model."""

    documentation_id: int
    model_version: str
    embedding: str
    sparse: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ChatDigest:
    """The same of a chat."""

    chat_id: int
    digest_version: int
    length: float
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ChatTerm:
    """A term that a chat is found by."""

    term: str
    chat_id: int
    weight: float


@dataclass(frozen=True, slots=True)
class ChatVector:
    """A chat's vector of one model."""

    chat_id: int
    model_version: str
    embedding: str
    sparse: str | None
    created_at: datetime


TABLES: dict[str, type] = {
    "users": User,
    "categories": Category,
    "tags": Tag,
    "scripts": Script,
    "script_versions": ScriptVersion,
    "script_analysis": ScriptAnalysis,
    "script_embeddings": ScriptEmbedding,
    "script_tags": ScriptTag,
    "execution_logs": ExecutionLog,
    "documentation": Document,
    "agent_state": AgentState,
    "conversation_history": Conversation,
    "tool_execution_results": ToolResult,
    "unknown_name_failures": UnknownNameFailures,
    "chat_history": Chat,
    "script_sources": ScriptSource,
    "batches": Batch,
    "uploads": Upload,
    "upload_contents": UploadContent,
    "stage_runs": StageRun,
    "quarantine": Quarantined,
    "processes": Process,
    "version_analyses": VersionAnalysis,
    "embedding_models": EmbeddingModel,
    "embedding_candidates": EmbeddingCandidate,
    "embedding_choice": EmbeddingChoice,
    "refresh_tokens": RefreshToken,
    "personal_tokens": PersonalToken,
    "signing_keys": SigningKey,
    "idempotency_keys": IdempotencyKey,
    "audit_log": AuditEntry,
    "user_settings": UserSettings,
    "invitations": Invitation,
    "named_tags": NamedTag,
    "webhooks": Webhook,
    "webhook_deliveries": WebhookDelivery,
    "script_digests": ScriptDigest,
    "script_terms": ScriptTerm,
    "script_pairs": ScriptPairs,
    "script_signatures": ScriptSignature,
    "script_rules": ScriptRule,
    "documentation_digests": DocumentationDigest,
    "documentation_terms": DocumentationTerm,
    "documentation_vectors": DocumentationVector,
    "chat_digests": ChatDigest,
    "chat_terms": ChatTerm,
    "chat_vectors": ChatVector,
}
