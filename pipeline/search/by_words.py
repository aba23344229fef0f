"""The arm of words: BM25, exact where little is looked at, and in a large library over the terms that decide.

What a script can get from a term ends at rarity * (K1 + 1). Terms that together could bring no more than COMMON of that of all are too
common to find a script by: they only count for the best by the others. Where what was left out might still belong to the best, all is
looked at after all.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from db.engine import Connection, Engine, execute
from pipeline.search.rarity import counted
from pipeline.viewer import Viewer

K1 = 3.0  # of BM25: weights of terms are dampened already, so they saturate late; its b is in the weights (pipeline.search.indexing)
SMALL = 5_000  # scripts, up to which nothing is left out
LOOKED_AT = 1_000  # scripts of which all terms are counted
COMMON = 0.4
FILLED = 0.5  # of what a script can get from a term; more takes a weight above K1, as of a title that says nothing else


class Scored(NamedTuple):
    script_id: int
    score: float
    terms: Sequence[str]  # the rarest first


class Asked(NamedTuple):
    """Terms with their rarities, as columns."""

    terms: list[str]
    rarities: list[float]
    common: list[bool]

    @property
    def left_out(self) -> float:
        """What common terms may still bring."""
        return FILLED * (K1 + 1) * sum(rarity for rarity, common in zip(self.rarities, self.common, strict=True) if common)


def by_words(
    engine: Engine, connection: Connection, viewer: Viewer, times: Mapping[str, float], chosen: Mapping[str, Any], also: Sequence[int], limit: int
) -> list[Scored]:
    """The best, and those of `also` that have one of the terms. `chosen`: what `searched_scripts` is asked."""
    counts = counted(engine, connection, viewer, list(times))
    asked = weighed({term: counts.rarity(term) * number for term, number in times.items() if counts.terms[term]})
    if not asked.terms:
        return []
    filtered = any(value is not None for name, value in chosen.items() if name not in viewer.parameters)
    best = None if filtered or counts.total <= SMALL else _decided(connection, asked, chosen, limit)
    terms = {"terms": asked.terms, "rarities": asked.rarities, "k1": K1}
    if best is None:
        best = [_scored(row) for row in execute(connection, "search.by_words_among", **terms, limit=limit, **chosen)]
    if missing := sorted(set(also) - {each.script_id for each in best}):
        best += [_scored(row) for row in execute(connection, "search.words_of", **terms, scripts=missing, **chosen)]
    return best


def weighed(rarities: Mapping[str, float]) -> Asked:
    """Which terms are too common to find a script by."""
    allowance = COMMON * sum(rarities.values())
    common = []
    for term, rarity in sorted(rarities.items(), key=lambda item: item[1]):
        allowance -= rarity
        common += [term] if allowance >= 0 else []
    return Asked(list(rarities), list(rarities.values()), [term in common for term in rarities])


def _decided(connection: Connection, asked: Asked, chosen: Mapping[str, Any], limit: int) -> list[Scored] | None:
    """None where what was left out may belong to the best."""
    parameters = {"terms": asked.terms, "rarities": asked.rarities, "common": asked.common, "k1": K1, "looked_at": LOOKED_AT, "limit": limit}
    rows = execute(connection, "search.by_words", **parameters, **chosen).all()
    if not rows or (len(rows) < limit and (rows[0].edge or any(asked.common))):
        return None
    if rows[-1].score < rows[0].edge + asked.left_out:
        return None
    return [_scored(row) for row in rows]


def _scored(row: Any) -> Scored:
    return Scored(row.script_id, round(float(row.score), 6), list(row.terms))
