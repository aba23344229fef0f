"""The arm of words: BM25, exact where little is looked at, and in a large library over the terms that decide.

What a script can get from a term ends at rarity * (K1 + 1). Terms that together could bring no more than a share of that of all are
too common to find a script by: they only count for the best by the others. Where what was left out might still belong to the best, it is tried
again with a smaller share, which in the end is 0. Nothing of this goes by scripts that the viewer does not see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from db.engine import Connection, Engine, Row, execute
from pipeline.search.chosen import led, narrows
from pipeline.search.rarity import counted
from pipeline.viewer import Viewer

K1 = 3.0  # of BM25: weights of terms are dampened already, so they saturate late; its b is in the weights (pipeline.search.indexing)
SMALL = 5_000  # scripts, up to which nothing is left out
KEPT = 1_000  # scripts of which all terms are counted
LOOKED_AT = (KEPT, 16 * KEPT, 1 << 40)  # scripts of which it is asked whether they may be found, until enough of them may; at last all
COMMON = (0.4, 0.15, 0.0)  # shares of what all terms can bring
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
    numbers: list[int] = field(default_factory=list)
    library: int = 0

    @property
    def columns(self) -> dict[str, Any]:
        return {"terms": self.terms, "rarities": self.rarities, "k1": K1}


def asked_of(engine: Engine, connection: Connection, viewer: Viewer, times: Mapping[str, float]) -> Asked:
    """`times`: how much each term counts, beside how rare it is among the scripts that the viewer sees."""
    counts = counted(engine, connection, viewer, list(times))
    terms = [term for term in times if counts.terms[term]]
    return Asked(terms, [counts.rarity(term) * times[term] for term in terms], [counts.terms[term] for term in terms], counts.total)


def by_words(connection: Connection, asked: Asked, chosen: Mapping[str, Any], limit: int) -> list[Scored]:
    """The best. `chosen`: what `searched_scripts` is asked."""
    return candidates(connection, asked, chosen, limit, Reach(limit)).best


def candidates(connection: Connection, asked: Asked, chosen: Mapping[str, Any], limit: int, reach: Reach) -> Candidates:
    """`limit` of them are the best for certain."""
    if not asked.terms:
        return Candidates("{}", "{}", [])
    look = _among if asked.library <= SMALL or narrows(chosen) else _best
    return _read(look(connection, asked, chosen, limit, reach))


def commons(rarities: Sequence[float], share: float) -> list[bool]:
    """Which terms are too common to find a script by: those that together bring no more than this share."""
    allowance = share * sum(rarities)
    common = [False] * len(rarities)
    for place in sorted(range(len(rarities)), key=lambda place: rarities[place]):
        allowance -= rarities[place]
        common[place] = allowance >= 0
    return common


def _among(connection: Connection, asked: Asked, chosen: Mapping[str, Any], limit: int, reach: Reach) -> Row[Any]:
    counts = {"numbers": asked.numbers, "library": asked.library, "limit": limit, "kept": KEPT, "most": reach.most, "share": reach.share}
    return execute(connection, "search.by_words_among", **asked.columns, **counts, **led(chosen)).one()


def _best(connection: Connection, asked: Asked, chosen: Mapping[str, Any], limit: int, reach: Reach) -> Row[Any]:
    """By the terms that decide."""
    ways = dict.fromkeys(tuple(commons(asked.rarities, share)) for share in COMMON)
    rows = ((_found(connection, asked, common, chosen, limit, reach), common) for common in ways)
    return next(row for row, common in rows if _is_certain(row, asked, common, limit))


def _found(connection: Connection, asked: Asked, common: Sequence[bool], chosen: Mapping[str, Any], limit: int, reach: Reach) -> Row[Any]:
    """Of the best, those that may be found: of more, where they are too few."""
    counts = {"common": list(common), "limit": limit, "kept": max(KEPT, limit), "most": max(KEPT, reach.most), "share": reach.share}
    numbers = (max(number, limit) for number in LOOKED_AT)
    rows = (execute(connection, "search.by_words", **asked.columns, **counts, looked_at=number, **chosen).one() for number in numbers)
    return next(row for row in rows if not row.short)


def _is_certain(row: Row[Any], asked: Asked, common: Sequence[bool], limit: int) -> bool:
    """Whether what was left out cannot belong to the best."""
    if not any(common):
        return True
    left_out = FILLED * (K1 + 1) * sum(rarity for rarity, is_common in zip(asked.rarities, common, strict=True) if is_common)
    return len(row.best or ()) == limit and bool(row.best[-1] >= row.edge + left_out)


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
