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
    return open_named(settings, settings.embedding_provider)


def open_named(settings: Settings, name: str) -> Provider | Unavailable:
    """Also one that the settings no longer name, while its vectors still answer searches."""
    if opener := PROVIDERS.get(name):
        return opener(settings)
    return Unavailable("no_provider", f"This release has no embedding provider {name!r}.")
