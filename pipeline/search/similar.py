"""Scripts like a script: by vector, on a scale that means the same whatever the model, and by text."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.engine import Connection, Engine, execute, reading
from pipeline.embedding.model import Unavailable
from pipeline.embedding.statistics import statistics
from pipeline.embedding.words import terms
from pipeline.library.scripts import stamp
from pipeline.search.near import VERSION
from pipeline.search.nearest import nearest
from pipeline.search.question import Question
from pipeline.viewer import Viewer

COPY = 0.8  # similarity of texts from which one is called a near copy of the other
TOLD = 6  # commands and terms that are named as the reason
EVERYTHING: dict[str, Any] = dict.fromkeys(("category_id", "user_id", "is_public", "min_security", "max_risk")) | Question().parameters
NO_VECTOR = Unavailable("no_vector", "The script has no vector yet.")


@dataclass(frozen=True, slots=True)
class Shared:
    """What two scripts have in common, the most telling first."""

    commands: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Similar:
    script_id: int
    title: str
    category: str | None
    similarity: float
    text_similarity: float | None = None
    reason: Shared = field(default_factory=Shared)

    @property
    def near_duplicate(self) -> bool:
        return self.text_similarity is not None and self.text_similarity >= COPY


def similar(engine: Engine, viewer: Viewer, script_id: int, threshold: float, limit: int) -> tuple[list[Similar], Unavailable | None]:
    """The likest first, and why vectors did not take part. Raises NotVisibleError."""
    stamp(engine, viewer, script_id)
    with reading(engine) as connection:
        own = execute(connection, "near.own", script_id=script_id, signature_version=VERSION, **viewer.parameters).first()
        found: dict[int, Similar] = {}
        if own and own.vector:
            model = {"id": own.id, "provider": own.provider, "dimensions": own.dimensions}
            found = by_vector(connection, viewer, own.vector, model, limit + 1)
            found.pop(script_id, None)
        if own and own.size:
            compare_texts(connection, viewer, own.shape, own.sketch, found)
            asked = {"shape": own.shape, "bands": own.bands, "sketch": own.sketch, "without": script_id, "limit": limit}
            for copy in copies(connection, viewer, COPY, **asked):
                found.setdefault(copy.script_id, copy)
        chosen = likest(found, threshold, limit)
        _give_reasons(connection, viewer, script_id, chosen)
    return chosen, None if own and own.vector else _why_not(own)


def by_vector(connection: Connection, viewer: Viewer, vector: str, model: Mapping[str, Any], limit: int) -> dict[int, Similar]:
    near = {each.script_id: each.similarity for each in nearest(connection, EVERYTHING | viewer.parameters, vector, model, limit)}
    rows = execute(connection, "near.titles", scripts=list(near), **viewer.parameters)
    return {row.script_id: Similar(row.script_id, row.title, row.category, calibrated(near[row.script_id], model["provider"])) for row in rows}


def likest(found: Mapping[int, Similar], threshold: float, limit: int) -> list[Similar]:
    enough = [each for each in found.values() if each.similarity >= threshold]
    return sorted(enough, key=lambda each: (-each.similarity, each.script_id))[:limit]


def _why_not(own: Any) -> Unavailable:
    reason = own.embedding_unknown if own else None
    return Unavailable(reason["code"], reason["message"]) if reason else NO_VECTOR


def copies(connection: Connection, viewer: Viewer, threshold: float, **asked: Any) -> list[Similar]:
    """Near copies of a signature."""
    found = []
    for row in execute(connection, "near.copies", threshold=threshold, signature_version=VERSION, **asked, **viewer.parameters):
        alike = text_similarity(row)
        found.append(Similar(row.script_id, row.title, row.category, alike, alike))
    return found


def compare_texts(connection: Connection, viewer: Viewer, shape: int, sketch: str, found: Mapping[int, Similar]) -> None:
    """A near copy is as similar as its text, whatever it is called."""
    asked = {"scripts": list(found), "shape": shape, "sketch": sketch}
    for row in execute(connection, "near.likeness", signature_version=VERSION, **asked, **viewer.parameters):
        each = found[row.script_id]
        each.text_similarity = text_similarity(row)
        if each.near_duplicate:
            each.similarity = max(each.similarity, each.text_similarity)


def text_similarity(row: Any) -> float:
    return 1.0 if row.same_text else round(float(row.similarity), 3)


def _give_reasons(connection: Connection, viewer: Viewer, script_id: int, found: Sequence[Similar]) -> None:
    shared: dict[int, dict[str, float]] = defaultdict(dict)
    for row in execute(connection, "near.shared", script_id=script_id, scripts=[each.script_id for each in found], **viewer.parameters):
        shared[row.script_id][row.term] = row.weight
    for each in found:
        each.reason = told(shared[each.script_id])


def told(shared: dict[str, float]) -> Shared:
    """Of terms and their weights, those that say most: heavy in both scripts and rare among scripts in general."""
    rarity = statistics().of
    words = sorted((term for term in shared if shared[term]), key=lambda term: (-shared[term] * rarity(term), term))
    called = [term.removeprefix("command:") for term in shared if term.startswith("command:")]
    called.sort(key=lambda name: (-max((rarity(term) for term in terms(name)), default=0.0), name))
    return Shared(called[:TOLD], words[:TOLD])


# Where unrelated scripts lie: the cosine that one in two pairs, and one in a thousand, reach (scripts of different repositories, docs/search.md).
UNRELATED: dict[str, tuple[float, float]] = {"hashed": (0.0, 0.46), "minilm": (0.22, 0.61)}
RARE = 0.7  # of the second, on the common scale; that of the first is 0


def calibrated(cosine: float, provider: str) -> float:
    """A cosine on the scale from 0 to 1 on which .7 is as rare among unrelated scripts whatever the model: straight between what is known."""
    low, high = UNRELATED.get(provider, (0.0, RARE))
    value = RARE + (1 - RARE) * (cosine - high) / (1 - high) if cosine >= high else RARE * (cosine - low) / (high - low)
    return round(min(max(value, 0.0), 1.0), 4)
