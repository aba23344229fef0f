"""The nearest vectors among what a question may find: exactly, wherever that is quick enough, else by an index."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from db.engine import Connection, execute

EXACTLY = 20_000  # scripts that are looked at one by one
SPARSE = "hashed"  # the provider whose vectors are almost all zeros
NARROW = 384  # dimensions that the small index covers


class Near(NamedTuple):
    script_id: int
    similarity: float  # cosine


def index_for(dimensions: int) -> str:
    return "near_384" if dimensions <= NARROW else "near_1536"


def nearest(connection: Connection, chosen: Mapping[str, Any], vector: str, model: Mapping[str, Any], limit: int) -> Sequence[Near]:
    """The nearest first. `chosen`: viewer and filters; `vector` of the model that is given (id, provider, dimensions)."""
    asked = {"vector": vector, "model_id": model["id"], "limit": limit, **chosen}
    if model["provider"] == SPARSE:
        return _read(connection, "vectors.exact_sparse", asked)
    index = index_for(model["dimensions"])
    if not execute(connection, "vectors.indexed", index=f"script_embeddings_{index}", model_id=model["id"]).scalar():
        return _read(connection, "vectors.exact", asked)
    rows = execute(connection, "vectors.among_few", most=EXACTLY, **asked).all()
    if rows[0].few:
        return [Near(row.script_id, float(row.score)) for row in rows if row.script_id is not None]
    execute(connection, "vectors.far_sight")
    return _read(connection, "vectors.near_384" if index == "near_384" else "vectors.near_1536", asked)


def _read(connection: Connection, name: str, asked: Mapping[str, Any]) -> Sequence[Near]:
    return [Near(row.script_id, float(row.score)) for row in execute(connection, name, **asked)]
