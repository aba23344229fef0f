"""Two arms and their sum: BM25 over words, cosine over vectors of the one model that answers searches."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from db.engine import Connection, Engine, execute, reading
from pipeline.config import Settings
from pipeline.embedding.keeping import as_text
from pipeline.embedding.model import Unavailable, question
from pipeline.library.lists import Filters
from pipeline.search.asked import importance
from pipeline.search.beside import beside
from pipeline.search.by_words import by_words
from pipeline.search.forgiving import WEIGHT, Forgiven, forgive
from pipeline.search.nearest import nearest
from pipeline.search.question import Question, QuestionError
from pipeline.search.vectors import vector_of
from pipeline.viewer import Viewer

Mode = Literal["hybrid", "keyword", "semantic"]
Arm = Literal["keyword", "semantic", "filter"]
ALPHA = 0.4  # of the cosine of hashed words; the rest is BM25 over the highest BM25
READERS_ALPHA = 0.8  # of the cosine of models that read sentences
BESIDE = 0.3  # of words that stand side by side, as in the question
ARM = 50  # hits of each arm that are looked at


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
class Ranked:
    """`engine` says who ranked; `missing` why an arm did not."""

    hits: Sequence[Hit]
    engine: str
    missing: Unavailable | None = None
    forgiven: Sequence[Forgiven] = ()


def rank(engine: Engine, settings: Settings, viewer: Viewer, asked: Question, filters: Filters, mode: Mode, limit: int) -> Ranked:
    """Raises QuestionError where there is nothing to look for."""
    chosen = viewer.parameters | _narrowed(asked, filters)
    if not asked.terms:
        return _newest(engine, asked, chosen, limit)
    with reading(engine) as connection:
        model = _active_model(connection) if mode != "keyword" else None
        forgiven = forgive(engine, connection, viewer, asked.text, asked.terms)
    text = " ".join([asked.text, *(each.term for each in forgiven)])
    while True:
        vector = _vector(settings, model, text) if mode != "keyword" else None  # may ask a service: no connection is held meanwhile
        with reading(engine) as connection:
            ranked = _rank(engine, connection, viewer, asked.terms, forgiven, chosen, vector, model, mode, limit)
            before, model = model, _active_model(connection) if model else None
        if model == before:  # else another model took over, and the vectors of this one may have gone on the way
            return replace(ranked, forgiven=forgiven)


def _active_model(connection: Connection) -> dict[str, Any] | None:
    row = execute(connection, "search.active_model").mappings().first()
    return {str(name): value for name, value in row.items()} if row else None


def _narrowed(asked: Question, filters: Filters) -> dict[str, Any]:
    fixed = {name: getattr(filters, name) for name in ("category_id", "user_id", "is_public", "min_security")}
    said = asked.parameters
    tags = sorted({*(said["tags"] or ()), *([filters.tag.lower()] if filters.tag else [])}) or None
    limits = [each for each in (said["max_risk"], filters.max_risk) if each is not None]
    return fixed | said | {"tags": tags, "max_risk": min(limits) if limits else None}


def _newest(engine: Engine, asked: Question, chosen: Mapping[str, Any], limit: int) -> Ranked:
    """Fields and filters alone order nothing."""
    if all(value is None for value in asked.parameters.values()):
        raise QuestionError("There is no word to look for in this.", position=0)
    with reading(engine) as connection:
        ids = execute(connection, "search.newest", limit=limit, **chosen).scalars().all()
    return Ranked([Hit(script_id) for script_id in ids], "filters")


def _vector(settings: Settings, model: Mapping[str, Any] | None, text: str) -> Sequence[float] | Unavailable:
    """Of the question, by the model that made the vectors that are searched."""
    if model is None:
        return Unavailable("no_model", "No script has a vector yet.")
    return vector_of(settings, model, question(text), ", so words alone ranked")


def _rank(  # noqa: PLR0913, PLR0917 what a search has
    engine: Engine,
    connection: Connection,
    viewer: Viewer,
    asked: Sequence[str],
    forgiven: Sequence[Forgiven],
    chosen: Mapping[str, Any],
    vector: Sequence[float] | Unavailable | None,
    model: Mapping[str, Any] | None,
    mode: Mode,
    limit: int,
) -> Ranked:
    depth = max(limit, ARM)
    known = None if vector is None or isinstance(vector, Unavailable) else as_text(vector)
    missing = vector if isinstance(vector, Unavailable) else None
    hits: dict[int, Hit] = {}
    if known and model:
        for near in nearest(connection, chosen, known, model, depth):
            if near.similarity > 0 or chooses(chosen, viewer):
                hits[near.script_id] = Hit(near.script_id, similarity=near.similarity)
    if mode == "semantic" and known:
        ranked = [replace(hit, score=hit.similarity or 0.0) for hit in hits.values()]
        return Ranked(ranked[:limit], model["id"] if model else "", missing)
    for found in by_words(engine, connection, viewer, weights(asked, forgiven), chosen, list(hits), depth):
        hit = hits.setdefault(found.script_id, Hit(found.script_id))
        hit.words, hit.terms = found.score, list(found.terms)
    if known and model and (others := [hit.script_id for hit in hits.values() if hit.similarity is None]):
        for row in execute(connection, "search.similarities", vector=known, model_id=model["id"], scripts=others):
            hits[row.script_id].similarity = float(row.score)
    together = beside(connection, asked, list(hits))
    for hit in hits.values():
        hit.beside = together.get(hit.script_id, 0.0)
    fuse(hits.values(), alpha_of(model["provider"]) if known and model else 0.0)
    ranked = sorted(hits.values(), key=lambda hit: (-hit.score, -(hit.similarity or 0.0), hit.script_id))
    return Ranked(ranked[:limit], f"words + {model['id']}" if known and model else "words", missing)


def chooses(chosen: Mapping[str, Any], viewer: Viewer) -> bool:
    """Whether somebody chose what to look among: the nearest of that are an answer, however far. A word that is only refused chooses nothing."""
    return any(value is not None for name, value in chosen.items() if name != "refused" and name not in viewer.parameters)


def weights(asked: Sequence[str], forgiven: Sequence[Forgiven]) -> dict[str, float]:
    """How much each term of a question counts, beside how rare it is. One that is said twice is not asked for twice."""
    return {each.term: WEIGHT for each in forgiven} | {term: importance(term) for term in asked}


def alpha_of(provider: str) -> float:
    """How much vectors of a provider count, against words."""
    return ALPHA if provider == "hashed" else READERS_ALPHA


def fuse(hits: Collection[Hit], alpha: float) -> None:
    """Scores of both arms on one scale."""
    highest = max((hit.words or 0.0 for hit in hits), default=0.0) or 1.0
    for hit in hits:
        arms = alpha * max(hit.similarity or 0.0, 0.0) + (1 - alpha) * (hit.words or 0.0) / highest
        hit.score = (arms + BESIDE * hit.beside) / (1 + BESIDE)
