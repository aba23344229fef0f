"""A vector of something that is looked for, by the model that made the vectors that are searched."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.config import Settings
from pipeline.embed import CONFUSED, is_vector
from pipeline.embedding.model import Embeddable, Unavailable
from pipeline.embedding.provider import open_named
from pipeline.errors import PipelineError


def vector_of(settings: Settings, model: Mapping[str, Any], asked: Embeddable, then: str = "") -> Sequence[float] | Unavailable:
    """`model`: id, provider and model of a row. `then` goes on with what is said where there is no vector."""
    provider = open_named(settings, model["provider"], model["model"])
    if isinstance(provider, Unavailable):
        return _and_then(provider, then)
    if provider.model.id != model["id"]:
        return Unavailable("other_model", f"The vectors are of model {model['id']}, which is not here any more{then}.")
    try:
        (vector,) = provider.embed([asked])
    except PipelineError as error:
        return Unavailable(error.code, f"The embedding provider failed{then}: {error}")
    if isinstance(vector, Unavailable):
        return _and_then(vector, then)
    return vector if is_vector(vector, provider.model.dimensions) else _and_then(CONFUSED, then)


def _and_then(why: Unavailable, then: str) -> Unavailable:
    return Unavailable(why.code, f"{why.message.removesuffix('.')}{then}.")
