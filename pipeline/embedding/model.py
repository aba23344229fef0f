"""What goes into a provider and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.embedding.digest import Digest


class Embeddable(NamedTuple):
    """A script as a provider sees it."""

    title: str
    description: str | None
    text: str
    kind: str
    digest: Digest
    analysis: Mapping[str, Any] | None  # columns of script_analysis
    may_leave: bool = True  # whether a service elsewhere may see what it says
    urgent: bool = False  # somebody waits


def question(text: str) -> Embeddable:
    """What somebody looks for goes through a provider like a script that says just this."""
    return Embeddable("", None, text, "txt", Digest(comments=[text]), None, urgent=True)


class Unavailable(NamedTuple):
    """Why there is no vector."""

    code: str
    message: str


DIMENSIONS = 1536  # of the column
NOTHING_TO_SAY = Unavailable("no_words", "The script has no words that it could be found by.")


@dataclass(frozen=True, slots=True)
class Model:
    """What made a vector. Vectors of two models never meet in one search."""

    id: str  # at most 50 characters: provider:model:weights:digest
    provider: str
    model: str
    weight_hash: str
    digest_version: int
    dimensions: int  # at most 1536; shorter vectors are filled up with zeros
