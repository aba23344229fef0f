"""The default provider: terms hashed into 1536 dimensions, the rarer the heavier. No download, no network, the same vector everywhere."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import sqrt

from pipeline.config import Settings
from pipeline.embedding.digest import VERSION, Digest, weigh
from pipeline.embedding.model import NOTHING_TO_SAY, Embeddable, Model, Unavailable
from pipeline.embedding.statistics import statistics

DIMENSIONS = 1536


class Hashed:
    """Sparse inside: a script has about a hundred terms."""

    def __init__(self) -> None:
        weights = statistics().hash
        self.model = Model(f"hashed:tfidf:{weights[:12]}:{VERSION}", "hashed", "tfidf", weights, VERSION, DIMENSIONS)

    def embed(self, scripts: Sequence[Embeddable]) -> Sequence[Sequence[float] | Unavailable]:
        return [vector_of(script.digest) for script in scripts]


def open_hashed(_settings: Settings, _model: str | None = None) -> Hashed:
    return Hashed()


def vector_of(digest: Digest) -> Sequence[float] | Unavailable:
    """The title is half of it."""
    vector = _unit(_hashed(weigh(digest)))
    for place, value in _unit(_hashed(weigh(digest, ("title",)))).items():
        vector[place] = vector.get(place, 0.0) + value
    return _dense(_unit(vector))


def _hashed(weights: Mapping[str, float]) -> dict[int, float]:
    rarity = statistics()
    vector: dict[int, float] = {}
    for term, weight in weights.items():
        place, sign = _place(term)
        vector[place] = vector.get(place, 0.0) + sign * weight * rarity.of(term)
    return vector


@lru_cache(maxsize=1 << 16)
def _place(term: str) -> tuple[int, float]:
    """Where a term goes, and whether it adds or takes away: those that meet in one place cancel out as often as they add up."""
    number = int.from_bytes(hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest())
    return (number >> 1) % DIMENSIONS, 1.0 if number & 1 else -1.0


def _unit(vector: dict[int, float]) -> dict[int, float]:
    length = sqrt(sum(value * value for value in vector.values()))
    return {place: value / length for place, value in vector.items()} if length else {}


def _dense(vector: Mapping[int, float]) -> Sequence[float] | Unavailable:
    if not vector:
        return NOTHING_TO_SAY
    dense = [0.0] * DIMENSIONS
    for place, value in vector.items():
        dense[place] = value
    return dense
