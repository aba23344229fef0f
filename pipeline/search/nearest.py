"""The nearest vectors among what a question may find: exactly, wherever that is quick enough, else by an index."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from db.engine import Connection, execute
from pipeline.search.by_words import Candidates
from pipeline.search.chosen import is_everything, led

EXACTLY = 20_000  # scripts that are looked at one by one
SPARSE = "hashed"  # the provider whose vectors are almost all zeros
DEPTH = 10  # times as many vectors as are asked for, of which those are kept that may be found
BOTH = 1_000  # of the best by words and vectors it is asked which words they have side by side
NARROW = 384  # dimensions that the small index covers


class Mixed(NamedTuple):
    script_id: int
    words: float  # BM25
    similarity: float | None  # cosine; None without a vector


class Sums(NamedTuple):
    """What the score of both arms is the sum of, beside the words."""

    alpha: float  # share of the cosine
    pairs: Mapping[int, float]  # of words side by side: what each adds


class Near(NamedTuple):
    script_id: int
    similarity: float  # cosine


def index_for(dimensions: int) -> str:
    return "near_384" if dimensions <= NARROW else "near_1536"


def nearest(connection: Connection, chosen: Mapping[str, Any], vector: str, model: Mapping[str, Any], limit: int) -> Sequence[Near]:
    """The nearest first. `chosen`: viewer and filters; `vector` of the model that is given (id, provider, dimensions)."""
    asked: dict[str, Any] = {"vector": vector, "model_id": model["id"], "limit": limit, **chosen}
    if model["provider"] == SPARSE:
        few = None if is_everything(chosen) else _among_few(connection, "vectors.among_few_sparse", asked | led(chosen))
        return _sparse(connection, asked, limit) if few is None else few
    index = index_for(model["dimensions"])
    if not execute(connection, "vectors.indexed", index=f"script_embeddings_{index}", model_id=model["id"]).scalar():
        return _read(connection, "vectors.exact", asked)
    few = _among_few(connection, "vectors.among_few", asked | led(chosen))
    if few is not None:
        return few
    execute(connection, "vectors.far_sight")
    return _read(connection, "vectors.near_384" if index == "near_384" else "vectors.near_1536", asked)


def mixed(connection: Connection, words: Candidates, vector: str, model: Mapping[str, Any], limit: int, sums: Sums) -> list[Mixed]:
    """Of candidates by words: the best by these, the nearest, and the best by both, with vectors that are almost all zeros."""
    asked = {"scripts": words.scripts, "scores": words.scores, "vector": vector, "model_id": model["id"], "limit": limit}
    pairs = {"pairs": list(sums.pairs), "adds": list(sums.pairs.values())}
    rows = execute(connection, "vectors.mixed_sparse", alpha=sums.alpha, both=max(BOTH, limit), **pairs, **asked)
    return [Mixed(row.script_id, round(row.score, 6), None if row.similarity is None else float(row.similarity)) for row in rows]


def _sparse(connection: Connection, asked: dict[str, Any], limit: int) -> Sequence[Near]:
    """Whether a script may be found is asked of the nearest, and of all only where too few of these may."""
    first = _read(connection, "vectors.first_sparse", asked | {"looked_at": DEPTH * limit})
    return first if len(first) == limit else _read(connection, "vectors.exact_sparse", asked)


def _among_few(connection: Connection, name: str, asked: Mapping[str, Any]) -> Sequence[Near] | None:
    """None where there are more than EXACTLY to look at."""
    rows = execute(connection, name, most=EXACTLY, **asked).all()
    return [Near(row.script_id, float(row.score)) for row in rows if row.script_id is not None] if rows[0].few else None


def _read(connection: Connection, name: str, asked: Mapping[str, Any]) -> Sequence[Near]:
    return [Near(row.script_id, float(row.score)) for row in execute(connection, name, **asked)]
