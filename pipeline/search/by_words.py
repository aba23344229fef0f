"""The arm of words: BM25, exact where little is looked at, and in a large library over the terms that decide.

What a script can get from a term ends at rarity * (K1 + 1). Terms that together could bring no more than a share of that of all are
too common to find a script by: they only count for the best by the others. Where what was left out might still belong to the best, it is tried
again with a smaller share, which in the end is 0. Nothing of this goes by scripts that the viewer does not see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from db.engine import Connection, Engine, Row, execute
from pipeline.search.rarity import counted
from pipeline.viewer import Viewer

K1 = 3.0  # of BM25: weights of terms are dampened already, so they saturate late; its b is in the weights (pipeline.search.indexing)
SMALL = 5_000  # scripts, up to which nothing is left out
KEPT = 1_000  # scripts of which all terms are counted
LOOKED_AT = (KEPT, 16 * KEPT, 1 << 40)  # scripts of which it is asked whether they may be found, until enough of them may
COMMON = (0.4, 0.15, 0.0)  # shares of what all terms can bring
VIEWER = ("viewer", "viewer_is_admin")  # among what a search is asked; the rest are filters
FILLED = 0.5  # of what a script can get from a term; more takes a weight above K1, as of a title that says nothing else


class Scored(NamedTuple):
    script_id: int
    score: float


class Candidates(NamedTuple):
    """`scripts` and `scores` are arrays as PostgreSQL writes them, the best first: they go back to it, and may be long."""

    scripts: str
    scores: str
    best: list[Scored]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far candidates go beyond the best KEPT: to those that have a share of the best score, but no more than `most` in all."""

    most: int
    share: float = 1.0


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


def weighed(rarities: Mapping[str, float], share: float = COMMON[0]) -> Asked:
    """Which terms are too common to find a script by: those that together bring no more than this share."""
    allowance = share * sum(rarities.values())
    common = []
    for term, rarity in sorted(rarities.items(), key=lambda item: item[1]):
        allowance -= rarity
        common += [term] if allowance >= 0 else []
    return Asked(list(rarities), list(rarities.values()), [term in common for term in rarities])


def by_words(connection: Connection, asked: Asked, chosen: Mapping[str, Any], limit: int) -> list[Scored]:
    """The best. `chosen`: what `searched_scripts` is asked."""
    return candidates(connection, asked, chosen, limit, Reach(limit)).best


def candidates(connection: Connection, asked: Asked, chosen: Mapping[str, Any], limit: int, reach: Reach) -> Candidates:
    """`limit` of them are the best for certain."""
    if not asked.terms:
        return Candidates("{}", "{}", [])
    row = None if asked.library <= SMALL or _narrows(chosen) else _decided(connection, asked, chosen, limit, reach)
    return _read(row or _among(connection, asked, chosen, limit, reach))


def _narrows(chosen: Mapping[str, Any]) -> bool:
    return any(value is not None for name, value in chosen.items() if name not in VIEWER)


def _among(connection: Connection, asked: Asked, chosen: Mapping[str, Any], limit: int, reach: Reach) -> Row[Any]:
    counts = {"numbers": asked.numbers, "library": asked.library, "limit": limit, "kept": KEPT, "most": reach.most, "share": reach.share}
    return execute(connection, "search.by_words_among", **asked.columns, **counts, **chosen).one()


def _decided(connection: Connection, asked: Asked, chosen: Mapping[str, Any], limit: int, reach: Reach) -> Row[Any] | None:
    """None where nothing is found."""
    rarities = dict(zip(asked.terms, asked.rarities, strict=True))
    for share in COMMON:
        row = _best(connection, weighed(rarities, share), chosen, limit, reach)
        if row is not None:
            return row
    return None


def _best(connection: Connection, asked: Asked, chosen: Mapping[str, Any], limit: int, reach: Reach) -> Row[Any] | None:
    """None where what was left out may belong to the best."""
    counts = {"limit": limit, "kept": max(KEPT, limit), "most": max(KEPT, reach.most), "share": reach.share}
    for number in LOOKED_AT:
        looked_at = max(number, limit)
        row = execute(connection, "search.by_words", **asked.columns, common=asked.common, looked_at=looked_at, **counts, **chosen).one()
        if row.candidates is not None and not row.short:
            return row if _is_certain(row, asked, limit) else None
    return None


def _is_certain(row: Row[Any], asked: Asked, limit: int) -> bool:
    """Whether what was left out cannot belong to the best."""
    if len(row.best) < limit:
        return not any(asked.common)
    return bool(row.best[-1] >= row.edge + asked.left_out)


def _read(row: Row[Any]) -> Candidates:
    best = [_scored(script_id, score) for script_id, score in zip(row.scripts or (), row.best or (), strict=True)]
    return Candidates(row.candidates or "{}", row.scores or "{}", best)


def words_of(connection: Connection, asked: Asked, chosen: Mapping[str, Any], scripts: Sequence[int]) -> list[Scored]:
    """Of these scripts, those that have one of the terms."""
    if not asked.terms or not scripts:
        return []
    return [_scored(row.script_id, row.score) for row in execute(connection, "search.words_of", **asked.columns, scripts=scripts, **chosen)]


def terms_of(connection: Connection, asked: Asked, scripts: Sequence[int]) -> dict[int, list[str]]:
    """Which terms each of these scripts has, the rarest first."""
    terms = [term for _, term in sorted(zip(asked.rarities, asked.terms, strict=True), key=lambda pair: (-pair[0], pair[1]))]
    if not terms or not scripts:
        return {}
    return {row.script_id: list(row.terms) for row in execute(connection, "search.terms_of", terms=terms, scripts=scripts)}


def _scored(script_id: int, score: float) -> Scored:
    return Scored(script_id, round(score, 6))
