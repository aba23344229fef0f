"""Similar scripts and near copies on the wire."""

from typing import Annotated

from pydantic import Field, model_validator

from pipeline.search.near import LEAST
from web.schemas.base import IdText, Model, Page, PageSize, Paging, Request, Utc
from web.schemas.scripts import Hunk, NamedCategory, NamedUser
from web.schemas.search import Missing


class SimilarQuery(Request):
    """`threshold` on a scale where .7 means the same whatever the engine: one pair of unrelated scripts in a thousand is as similar."""

    limit: PageSize = 5
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.7


class SimilarReason(Model):
    """What both scripts have, the most telling first."""

    commands: list[str]
    terms: list[str]


class SimilarScript(Model):
    """`textSimilarity`: what share of either text both have; null where one has no signature yet. `nearDuplicate`: so much that one is a copy."""

    script_id: int
    title: str
    category: str | None
    similarity: float
    text_similarity: float | None
    near_duplicate: bool
    reason: SimilarReason


class SimilarScripts(Model):
    """The likest first. Where there is no vector, `missing` says why, and only near copies are found, by their text."""

    similar_scripts: list[SimilarScript]
    missing: Missing | None


class DuplicatesQuery(Paging):
    """`threshold`: of the similarity of texts. `scriptId`: only the family of this script, compared with it line by line, up to `limit` members."""

    threshold: Annotated[float, Field(ge=LEAST, le=1)] = 0.8
    script_id: IdText | None = None

    @model_validator(mode="after")
    def _one_family_has_no_pages(self) -> "DuplicatesQuery":
        if self.script_id is not None and (self.cursor or self.page):
            raise ValueError("the family of one script has no pages")
        return self


class FamilyMember(Model):
    """A script beside the first of its family. `sameText`: equal but for comments, blanks, the case of names and the names of variables.

    `added`, `removed`: lines; null for scripts too long to be compared here. `hunks`: null where they were not asked for, or too much differs.
    """

    script_id: int
    title: str
    user: NamedUser
    category: NamedCategory | None
    version: int
    is_public: bool
    updated_at: Utc
    similarity: float
    same_text: bool
    added: int | None
    removed: int | None
    hunks: list[Hunk] | None


class DuplicateFamily(Model):
    """`size`: scripts of it that the caller may see; `members`: the first of them."""

    size: int
    members: list[FamilyMember]


class DuplicateFamilies(Page):
    """The largest first."""

    families: list[DuplicateFamily]
