"""What turns scripts into vectors."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol

from pipeline.config import Settings
from pipeline.embedding.hashed import open_hashed
from pipeline.embedding.minilm import open_minilm
from pipeline.embedding.model import Embeddable, Model, Unavailable

__all__ = ["PROVIDERS", "Embeddable", "Model", "Provider", "Unavailable", "open_provider"]


class Provider(Protocol):
    """Is given a batch at once. May fail: raising TransientError or PermanentError costs the scripts their vectors, not their place."""

    @property
    def model(self) -> Model: ...

    def embed(self, scripts: Sequence[Embeddable]) -> Sequence[Sequence[float] | Unavailable]:
        """One answer a script, in their order."""
        ...


def _open_openai(settings: Settings, model: str | None = None) -> Provider | Unavailable:
    from pipeline.embedding.openai import open_openai  # noqa: PLC0415 only who asks a service needs what speaks HTTP

    return open_openai(settings, model)


Opener = Callable[[Settings, str | None], Provider | Unavailable]
PROVIDERS: dict[str, Opener] = {"hashed": open_hashed, "minilm": open_minilm, "openai": _open_openai}


def open_provider(settings: Settings) -> Provider | Unavailable:
    """The one that the settings name."""
    return open_named(settings, settings.embedding_provider)


@lru_cache(maxsize=16)
def open_named(settings: Settings, name: str, model: str | None = None) -> Provider | Unavailable:
    """Also one that the settings no longer name, while its vectors still answer searches. Opened once a process."""
    if opener := PROVIDERS.get(name):
        return opener(settings, model)
    return Unavailable("no_provider", f"This release has no embedding provider {name!r}: it has {', '.join(PROVIDERS)}.")
