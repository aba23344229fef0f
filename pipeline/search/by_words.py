"""The arm of words: BM25, exact where little is looked at, and in a large library over the terms that decide.

What a script can get from a term ends at rarity * (K1 + 1). Terms that together could bring no more than COMMON of that of all are too
common to find a script by: they only count for the best by the others. Where what was left out might still belong to the best, all is
looked at after all. Nothing of this goes by scripts that the viewer does not see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from db.engine import Connection, Engine, execute
from pipeline.search.rarity import counted
from pipeline.viewer import Viewer

K1 = 3.0  # of BM25: weights of terms are dampened already, so they saturate late; its b is in the weights (pipeline.search.indexing)
SMALL = 5_000  # scripts, up to which nothing is left out
KEPT = 1_000  # scripts of which all terms are counted
LOOKED_AT = (KEPT, 16 * KEPT, 1 << 40)  # scripts of which it is asked whether they may be found, until enough of them may
COMMON = 0.4
VIEWER = ("viewer", "viewer_is_admin")  # among what a search is asked; the rest are filters
FILLED = 0.5  # of what a script can get from a term; more takes a weight above K1, as of a title that says nothing else


class Scored(NamedTuple):
    script_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Terms with their rarities, as columns. `library`: how many scripts the viewer sees, `numbers`: how many of them have a term."""

    terms: list[str] = field(default_factory=list)
    rarities: list[float] = field(default_factory=list)
    common: list[bool] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    library: int = 0

    @property
    def left_out(self) -> float:
        """What common terms may still bring."""
        return FILLED * (K1 + 1) * sum(rarity for rarity, common in zip(self.rarities, self.common, strict=True) if common)

    @property
    def columns(self) -> dict[str, Any]:
        return {"terms": self.terms, "rarities": self.rarities, "k1": K1}


def asked_of(engine: Engine, connection: Connection, viewer: Viewer, times: Mapping[str, float]) -> Asked:
    """`times`: how much each term counts, beside how rare it is among the scripts that the viewer sees."""
    counts = counted(engine, connection, viewer, list(times))
    asked = weighed({term: counts.rarity(term) * number for term, number in times.items() if counts.terms[term]})
    return replace(asked, numbers=[counts.terms[term] for term in asked.terms], library=counts.total)


def weighed(rarities: Mapping[str, float]) -> Asked:
    """Which terms are too common to find a script by."""
    allowance = COMMON * sum(rarities.values())
    common = []
    for term, rarity in sorted(rarities.items(), key=lambda item: item[1]):
        allowance -= rarity
        common += [term] if allowance >= 0 else []
    return Asked(list(rarities), list(rarities.values()), [term in common for term in rarities])


def by_words(connection: Connection, asked: Asked, chosen: Mapping[str, Any], limit: int, most: int = 0) -> list[Scored]:
    """The best: `limit` of them for certain, and up to `most`. `chosen`: what `searched_scripts` is asked."""
    if not asked.terms:
        return []
    most = max(limit, most)
    rows = None if asked.library <= SMALL or _narrows(chosen) else _decided(connection, asked, chosen, limit, most)
    if rows is None:
        rows = _of_all(connection, asked, chosen, most)
    return [_scored(row) for row in rows]


def _narrows(chosen: Mapping[str, Any]) -> bool:
    return any(value is not None for name, value in chosen.items() if name not in VIEWER)


def _of_all(connection: Connection, asked: Asked, chosen: Mapping[str, Any], most: int) -> Sequence[Any]:
    counts = {"numbers": asked.numbers, "library": asked.library, "most": most}
    return execute(connection, "search.by_words_among", **asked.columns, **counts, **chosen).all()


def _decided(connection: Connection, asked: Asked, chosen: Mapping[str, Any], limit: int, most: int) -> Sequence[Any] | None:
    """None where what was left out may belong to the best."""
    for number in LOOKED_AT:
        counts = {"looked_at": max(number, most), "kept": max(KEPT, most), "most": most}
        rows = execute(connection, "search.by_words", **asked.columns, common=asked.common, **counts, **chosen).all()
        if rows and not rows[0].short:
            return rows if _is_certain(rows, asked, limit) else None
    return None


def _is_certain(rows: Sequence[Any], asked: Asked, limit: int) -> bool:
    """Whether what was left out cannot belong to the best."""
    if len(rows) < limit:
        return not any(asked.common)
    return bool(rows[limit - 1].score >= rows[0].edge + asked.left_out)


def words_of(connection: Connection, asked: Asked, chosen: Mapping[str, Any], scripts: Sequence[int]) -> list[Scored]:
    """Of these scripts, those that have one of the terms."""
    if not asked.terms or not scripts:
        return []
    return [_scored(row) for row in execute(connection, "search.words_of", **asked.columns, scripts=scripts, **chosen)]


def terms_of(connection: Connection, asked: Asked, scripts: Sequence[int]) -> dict[int, list[str]]:
    """Which terms each of these scripts has, the rarest first."""
    terms = [term for _, term in sorted(zip(asked.rarities, asked.terms, strict=True), key=lambda pair: (-pair[0], pair[1]))]
    if not terms or not scripts:
        return {}
    return {row.script_id: list(row.terms) for row in execute(connection, "search.terms_of", terms=terms, scripts=scripts)}


def _scored(row: Any) -> Scored:
    return Scored(row.script_id, round(float(row.score), 6))
