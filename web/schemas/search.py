"""Searches on the wire."""

from typing import Annotated, Literal

from pydantic import Field

from web.schemas.base import Model, PageSize, Request, Text
from web.schemas.scripts import ListedScript, ScriptFilters

# The search itself says where in it a NUL stands.
Asked = Annotated[str, Field(max_length=100_000, json_schema_extra={"pattern": r"^[^\u0000]*$"})]


class SearchQuery(ScriptFilters):
    """`q` holds words, "phrases", -words and fields: command rule module touches attack tag author category risk."""

    q: Asked = ""
    mode: Literal["hybrid", "keyword", "semantic"] = "hybrid"
    limit: PageSize = 20


class Highlight(Model):
    """`ranges` are places in `text`, half open; `line` is null outside the content."""

    field: Literal["title", "description", "content"]
    line: int | None
    text: str
    ranges: list[tuple[int, int]]


class Reason(Model):
    """`terms`: of the question, the rarest first. `similarity` is null where there is no vector, `words` (BM25) where no word matched.

    `beside`: how much of the question stands side by side there too, from 0 to 1. An arm `filter` stands alone: no word matches, no vector is near,
    but this is among the nearest of what the filters leave.
    """

    arms: list[Literal["keyword", "semantic", "filter"]]
    terms: list[str]
    words: float | None
    beside: float
    similarity: float | None


class FoundScript(ListedScript):
    score: float
    reason: Reason
    highlights: list[Highlight]


class Missing(Model):
    code: str
    message: str


class Forgiven(Model):
    """`word` is in no script that the caller sees; `term` is what was searched for too."""

    word: str
    term: str


class SearchResults(Model):
    """The best first. `engine` ranked; `missing` says why an arm did not; `forgiven`, which words were taken for typing errors."""

    scripts: list[FoundScript]
    total: int
    mode: Literal["hybrid", "keyword", "semantic"]
    engine: str
    missing: Missing | None
    forgiven: list[Forgiven]


class SuggestQuery(Request):
    q: Annotated[Text, Field(max_length=500)] = ""
    limit: PageSize = 10


class Suggestion(Model):
    """`text` goes into a question; `scriptId` where it is the title of a script; `scripts`: how many have it."""

    text: str
    script_id: int | None
    scripts: int


class Suggestions(Model):
    suggestions: list[Suggestion]
