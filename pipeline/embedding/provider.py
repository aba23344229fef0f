"""What turns scripts into vectors."""

from collections.abc import Callable, Sequence
from typing import Protocol

from pipeline.config import Settings
from pipeline.embedding.hashed import open_hashed
from pipeline.embedding.model import Embeddable, Model, Unavailable

__all__ = ["PROVIDERS", "Embeddable", "Model", "Provider", "Unavailable", "open_provider"]


class Provider(Protocol):
    """Is given a batch at once. May fail: raising TransientError or PermanentError costs the scripts their vectors, not their place."""

    @property
    def model(self) -> Model: ...

    def embed(self, scripts: Sequence[Embeddable]) -> Sequence[Sequence[float] | Unavailable]:
        """One answer a script, in their order."""
        ...


PROVIDERS: dict[str, Callable[[Settings], Provider]] = {"hashed": open_hashed}


def open_provider(settings: Settings) -> Provider | Unavailable:
    """The one that the settings name."""
    if opener := PROVIDERS.get(settings.embedding_provider):
        return opener(settings)
    return Unavailable("no_provider", f"This release has no embedding provider {settings.embedding_provider!r}.")
