"""Which model is wanted: what the settings name, or what `psscript embed switch` named since they last changed."""

import json

from sqlalchemy import Connection

from db.engine import Engine, execute, reading, transaction
from pipeline.config import Settings
from pipeline.embedding.model import Model, Unavailable
from pipeline.embedding.provider import Provider, open_named
from pipeline.errors import PermanentError


class ModelUnavailableError(PermanentError):
    """This model cannot be used."""

    code = "model_unavailable"


def configured(settings: Settings) -> str:
    """As `open_wanted` takes it."""
    return f"openai:{settings.embedding_model}" if settings.embedding_provider == "openai" else settings.embedding_provider


def open_wanted(settings: Settings, wanted: str) -> Provider | Unavailable:
    """`wanted`: a provider, or `provider:model`."""
    name, _, model = wanted.partition(":")
    return open_named(settings, name, model or None)


def choose(engine: Engine, settings: Settings, wanted: str) -> Model:
    """Have the library switch to this model in the background. Raises ModelUnavailableError."""
    provider = open_wanted(settings, wanted)
    if isinstance(provider, Unavailable):
        raise ModelUnavailableError(provider.message, reason=provider.code)
    with transaction(engine) as connection:
        execute(connection, "embeddings.choose", configured=configured(settings), wanted=wanted)
    return provider.model


def settle(engine: Engine, settings: Settings) -> None:
    """Have the table of models say what is wanted."""
    with reading(engine) as connection:
        wanted = _wanted(connection, settings)
        known = {row.id: row.state for row in execute(connection, "embeddings.models")}
    provider = open_wanted(settings, wanted)
    if isinstance(provider, Unavailable):
        with reading(engine) as connection:
            execute(connection, "embeddings.note_trouble", trouble=json.dumps(provider._asdict()))
        return
    state = known.pop(provider.model.id, None)
    if state is None or (state == "active" and known):
        with transaction(engine) as connection:
            _settle(connection, provider.model)


def _wanted(connection: Connection, settings: Settings) -> str:
    row = execute(connection, "embeddings.choice").first()
    if row and row.configured == configured(settings):
        return str(row.wanted)
    execute(connection, "embeddings.choose", configured=configured(settings), wanted=configured(settings))
    return configured(settings)


def _settle(connection: Connection, model: Model) -> None:
    execute(connection, "embeddings.stop_building", id=model.id)
    fields = {name: getattr(model, name) for name in ("id", "provider", "model", "weight_hash", "digest_version", "dimensions")}
    execute(connection, "embeddings.register_model", **fields)
    execute(connection, "embeddings.build_again", id=model.id)
    execute(connection, "embeddings.note_trouble", trouble=None)
