"""Two arms and their sum: BM25 over words, cosine over vectors of the one model that answers searches."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from db.engine import Connection, Engine, execute, reading
from pipeline.config import Settings
from pipeline.embedding.keeping import as_text
from pipeline.embedding.model import Unavailable, question
from pipeline.library.lists import Filters
from pipeline.search.arms import ARM, Hit, Mode, Wanted, hits_of
from pipeline.search.asked import importance
from pipeline.search.beside import beside, shares_of
from pipeline.search.by_words import asked_of, terms_of
from pipeline.search.chosen import led
from pipeline.search.forgiving import WEIGHT, Forgiven, forgive
from pipeline.search.nearest import Sums
from pipeline.search.question import Question, QuestionError
from pipeline.search.vectors import vector_of
from pipeline.viewer import Viewer


class Mixture(NamedTuple):
    """How much what counts."""

    alpha: float  # of the cosine; the rest is BM25 over the highest BM25
    beside: float  # of words that stand side by side, as in the question


WORDS = Mixture(0.0, 0.3)
HASHED = Mixture(0.4, 0.3)
READERS = Mixture(0.8, 0.15)  # of models that read sentences: they hear themselves which words belong together


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
        missing = vector if isinstance(vector, Unavailable) else None
        known = None if vector is None or isinstance(vector, Unavailable) else as_text(vector)
        with reading(engine) as connection:
            words = asked_of(engine, connection, viewer, weights(asked.terms, forgiven))
            used = model if known else None
            wanted = Wanted(chosen, words, mode, max(limit, ARM), known, used, _sums(asked.terms, _mixture(used)))
            ranked = _rank(connection, asked, wanted, limit)
            if wanted.model and all(hit.similarity is None for hit in ranked.hits) and (none := _no_vectors(connection, chosen, wanted.model)):
                missing, ranked = none, _rank(connection, asked, replace(wanted, vector=None, model=None), limit)
            before, model = model, _active_model(connection) if model else None
        if model == before:  # else another model took over, and the vectors of this one may have gone on the way
            return replace(ranked, missing=missing, forgiven=forgiven)


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


def _no_vectors(connection: Connection, chosen: Mapping[str, Any], model: Mapping[str, Any]) -> Unavailable | None:
    """Why the vector of a question met none; None where it did, or could only meet none because nothing may be found."""
    row = execute(connection, "vectors.lacking", model_id=model["id"], **led(chosen)).first()
    if row is None:
        return None
    why = f" What is said of most: {row.message}" if row.message else ""
    return Unavailable("no_vectors", f"None of the scripts that this may find has a vector, so words alone ranked.{why}")


def _rank(connection: Connection, asked: Question, wanted: Wanted, limit: int) -> Ranked:
    hits, model = hits_of(connection, wanted), wanted.model
    if wanted.mode == "semantic" and model:
        ranked = [replace(hit, score=hit.similarity or 0.0) for hit in hits.values()]
        return Ranked(ranked[:limit], model["id"])
    together = beside(connection, asked.terms, list(hits))
    for hit in hits.values():
        hit.beside = together.get(hit.script_id, 0.0)
    fuse(hits.values(), _mixture(model))
    ranked = sorted(hits.values(), key=lambda hit: (-hit.score, -(hit.similarity or 0.0), hit.script_id))[:limit]
    terms = terms_of(connection, wanted.words, [hit.script_id for hit in ranked])
    for hit in ranked:
        hit.terms = terms.get(hit.script_id, [])
    return Ranked(ranked, f"words + {model['id']}" if model else "words")


def weights(asked: Sequence[str], forgiven: Sequence[Forgiven]) -> dict[str, float]:
    """How much each term of a question counts, beside how rare it is. One that is said twice is not asked for twice."""
    return {each.term: WEIGHT for each in forgiven} | {term: importance(term) for term in asked}


def _mixture(model: Mapping[str, Any] | None) -> Mixture:
    return mixture_of(model["provider"]) if model else WORDS


def _sums(terms: Sequence[str], mixture: Mixture) -> Sums:
    return Sums(mixture.alpha, {pair: mixture.beside * share for pair, share in shares_of(terms).items()})


def mixture_of(provider: str) -> Mixture:
    return HASHED if provider == "hashed" else READERS


def fuse(hits: Collection[Hit], mixture: Mixture) -> None:
    """Scores of both arms on one scale."""
    alpha = mixture.alpha
    highest = max((hit.words or 0.0 for hit in hits), default=0.0) or 1.0
    for hit in hits:
        arms = alpha * max(hit.similarity or 0.0, 0.0) + (1 - alpha) * (hit.words or 0.0) / highest
        hit.score = (arms + mixture.beside * hit.beside) / (1 + mixture.beside)
