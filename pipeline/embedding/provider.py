"""What turns scripts into vectors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from pipeline.config import Settings


class Embeddable(NamedTuple):
    """A script as a provider sees it."""

    title: str
    description: str | None
    text: str
    kind: str
    analysis: Mapping[str, Any] | None  # columns of script_analysis


class Unavailable(NamedTuple):
    """Why there is no vector."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Model:
    """What made a vector. Vectors of two models never meet in one search."""

    id: str  # at most 50 characters: provider:model:weights:digest
    provider: str
    model: str
    weight_hash: str
    digest_version: int
    dimensions: int  # at most 1536; shorter vectors are filled up with zeros


class Provider(Protocol):
    """Is given a batch at once. May fail: raising TransientError or PermanentError costs the scripts their vectors, not their place."""

    @property
    def model(self) -> Model: ...

    def embed(self, scripts: Sequence[Embeddable]) -> Sequence[Sequence[float] | Unavailable]:
        """One answer a script, in their order."""
        ...


PROVIDERS: dict[str, Callable[[Settings], Provider]] = {}


def open_provider(settings: Settings) -> Provider | Unavailable:
    """The one that the settings name."""
    if opener := PROVIDERS.get(settings.embedding_provider):
        return opener(settings)
    return Unavailable("no_provider", f"This release has no embedding provider {settings.embedding_provider!r}.")
