"""Where the embedding models of a library stand, for who operates it."""

from typing import Any

from db.engine import Engine, execute, reading
from pipeline.config import Settings
from pipeline.embedding.choosing import configured
from pipeline.reembedding import AGAIN_AFTER, PASSING


def standing(engine: Engine, settings: Settings) -> dict[str, Any]:
    """As JSON: models, wanted, trouble, indexes."""
    with reading(engine) as connection:
        models = [dict(row) for row in execute(connection, "embeddings.progress", passing=list(PASSING)).mappings()]
        for model in models:
            reasons = execute(connection, "embeddings.reasons", model_id=model["id"], seconds=AGAIN_AFTER)
            model["reasons"] = [dict(row) for row in reasons.mappings()]
        choice = execute(connection, "embeddings.choice").first()
        indexes = [dict(row) for row in execute(connection, "vectors.indexes").mappings()]
    return {
        "models": models,
        "wanted": choice.wanted if choice else configured(settings),
        "trouble": choice.trouble if choice else None,
        "indexes": indexes,
    }
