"""Where hits come from: the best by words, and the nearest by vectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from db.engine import Connection, execute
from pipeline.search.by_words import VIEWER, Asked, Scored, by_words, words_of
from pipeline.search.nearest import EXACTLY, SPARSE, Near, nearest, nearest_of

Mode = Literal["hybrid", "keyword", "semantic"]
Arm = Literal["keyword", "semantic", "filter"]
ARM = 50  # hits of each arm that are looked at
WIDE = 1_000  # of the best by words, whose vectors are looked at where they are those of words, in a large library


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


def hits_of(connection: Connection, wanted: Wanted) -> dict[int, Hit]:
    """The best of each arm, with what the other says of them."""
    words = _by_words(connection, wanted)
    if _is_wide(wanted) and len(words) >= wanted.depth:
        near = _nearest_of(connection, words, wanted)
        nearby = {each.script_id for each in near}
        words = [each for place, each in enumerate(words) if place < wanted.depth or each.script_id in nearby]
    else:
        near = _nearest(connection, wanted)
        if wanted.mode == "hybrid":
            words += words_of(connection, wanted.words, wanted.chosen, sorted({each.script_id for each in near} - {each.script_id for each in words}))
    hits = {each.script_id: Hit(each.script_id, similarity=each.similarity) for each in near}
    for found in words:
        hits.setdefault(found.script_id, Hit(found.script_id)).words = found.score
    _give_similarities(connection, wanted, hits)
    return hits


def _is_wide(wanted: Wanted) -> bool:
    """Vectors of words find what words find: in a large library those of the best by words are looked at, where all would take most of the time."""
    of_words = wanted.model is not None and wanted.model["provider"] == SPARSE
    return wanted.mode == "hybrid" and of_words and wanted.words.library > EXACTLY


def _by_words(connection: Connection, wanted: Wanted) -> list[Scored]:
    if wanted.mode == "semantic" and wanted.model:
        return []
    return by_words(connection, wanted.words, wanted.chosen, wanted.depth, WIDE if _is_wide(wanted) else 0)


def _nearest_of(connection: Connection, words: Sequence[Scored], wanted: Wanted) -> list[Near]:
    near = nearest_of(connection, [each.script_id for each in words], wanted.vector or "", wanted.model or {}, wanted.depth)
    return [each for each in near if each.similarity > 0]


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


def chooses(chosen: Mapping[str, Any]) -> bool:
    """Whether somebody chose what to look among: the nearest of that are an answer, however far. A word that is only refused chooses nothing."""
    return any(value is not None for name, value in chosen.items() if name not in ("refused", *VIEWER))
