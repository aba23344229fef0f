"""Where hits come from: the best by words, and the nearest by vectors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from db.engine import Connection, execute
from pipeline.search.by_words import Asked, Reach, Scored, by_words, candidates, words_of
from pipeline.search.chosen import chooses
from pipeline.search.nearest import EXACTLY, SPARSE, Near, Sums, mixed, nearest

Mode = Literal["hybrid", "keyword", "semantic"]
Arm = Literal["keyword", "semantic", "filter"]
ARM = 50  # hits of each arm that are looked at
# In a large library vectors of words are looked at where words point: at the best, and at those with .7 of the best score, up to 8,000. A cosine
# seldom makes up for more: it would have to be .45 higher.
WIDE = Reach(8_000, 0.7)


@dataclass(slots=True)
class Hit:
    """A script, and why it is here."""

    script_id: int
    score: float = 0.0
    similarity: float | None = None  # of the vectors; None: not looked at, or there is none
    words: float | None = None  # BM25
    beside: float = 0.0  # from 0 to 1: how much of the question stands side by side there too
    terms: list[str] = field(default_factory=list)  # of the question, the rarest first

    @property
    def arms(self) -> list[Arm]:
        """`filter`: nothing speaks for it but that the filters leave it, and few others."""
        arms: list[tuple[Arm, float]] = [("keyword", self.words or 0.0), ("semantic", self.similarity or 0.0)]
        return [name for name, value in arms if value > 0] or ["filter"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search goes by. `chosen`: what `searched_scripts` is asked; `vector` and `model` are None where there is no vector of the question."""

    chosen: Mapping[str, Any]
    words: Asked
    mode: Mode
    depth: int
    vector: str | None
    model: Mapping[str, Any] | None
    sums: Sums


def hits_of(connection: Connection, wanted: Wanted) -> dict[int, Hit]:
    """The best of each arm, with what the other says of them."""
    vector, model = wanted.vector, wanted.model
    if vector is None or model is None or not _is_wide(wanted, model):
        return _both(connection, wanted, _by_words(connection, wanted))
    words = candidates(connection, wanted.words, wanted.chosen, wanted.depth, WIDE)
    if len(words.best) < wanted.depth:
        return _both(connection, wanted, words.best)
    rows = mixed(connection, words, vector, model, wanted.depth, wanted.sums)
    return {row.script_id: Hit(row.script_id, similarity=row.similarity, words=row.words) for row in rows}


def _both(connection: Connection, wanted: Wanted, words: list[Scored]) -> dict[int, Hit]:
    near = _nearest(connection, wanted)
    if wanted.mode == "hybrid":
        others = {each.script_id for each in near} - {each.script_id for each in words}
        words = [*words, *words_of(connection, wanted.words, wanted.chosen, sorted(others))]
    hits = {each.script_id: Hit(each.script_id, similarity=each.similarity) for each in near}
    for found in words:
        hits.setdefault(found.script_id, Hit(found.script_id)).words = found.score
    _give_similarities(connection, wanted, hits)
    return hits


def _is_wide(wanted: Wanted, model: Mapping[str, Any]) -> bool:
    """Vectors of words find what words find: in a large library those of the best by words are looked at, where all would take most of the time."""
    return wanted.mode == "hybrid" and model["provider"] == SPARSE and wanted.words.library > EXACTLY


def _by_words(connection: Connection, wanted: Wanted) -> list[Scored]:
    if wanted.mode == "semantic" and wanted.model:
        return []
    return by_words(connection, wanted.words, wanted.chosen, wanted.depth)


def _nearest(connection: Connection, wanted: Wanted) -> list[Near]:
    if not (wanted.vector and wanted.model):
        return []
    near = nearest(connection, wanted.chosen, wanted.vector, wanted.model, wanted.depth)
    return [each for each in near if each.similarity > 0 or chooses(wanted.chosen)]


def _give_similarities(connection: Connection, wanted: Wanted, hits: Mapping[int, Hit]) -> None:
    others = [hit.script_id for hit in hits.values() if hit.similarity is None]
    if wanted.model and others:
        for row in execute(connection, "search.similarities", vector=wanted.vector, model_id=wanted.model["id"], scripts=others):
            hits[row.script_id].similarity = float(row.score)
