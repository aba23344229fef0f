"""Whose vectors a stage makes: those of the model that answers searches, and of the one that is to take its place."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pipeline.config import Settings
from pipeline.embedding.model import Unavailable
from pipeline.embedding.provider import Provider, open_named


class Target(NamedTuple):
    """`model_id` is None where nobody knows what the model would be."""

    model_id: str | None
    provider: Provider | Unavailable


def targets(settings: Settings, own: Provider | Unavailable, known: Sequence[Any]) -> list[Target]:
    """The one that answers searches first. `own`: what the settings name; `known`: of embedding_models the `active` and the `building` one.

    A model whose provider is not here any more is replaced by that of the settings, so that new scripts are there when it takes over.
    """
    by_state = {row.state: Target(row.id, provider_of(settings, own, row)) for row in known}
    active, building = by_state.get("active"), by_state.get("building")
    if active is None:
        return [_named(own)]
    if building is None and isinstance(active.provider, Unavailable) and not isinstance(own, Unavailable):
        building = _named(own)
    return [active, building] if building else [active]


def provider_of(settings: Settings, own: Provider | Unavailable, row: Any) -> Provider | Unavailable:
    """What makes vectors of just this model."""
    if not isinstance(own, Unavailable) and own.model.id == row.id:
        return own
    opened = open_named(settings, row.provider, row.model)
    if isinstance(opened, Unavailable) or opened.model.id == row.id:
        return opened
    return Unavailable("other_model", f"This release makes no vectors of model {row.id}.")


def _named(own: Provider | Unavailable) -> Target:
    return Target(None if isinstance(own, Unavailable) else own.model.id, own)
