"""Words that stand side by side in a question, and in a script too."""

from collections.abc import Sequence
from itertools import pairwise

from db.engine import Connection, execute
from pipeline.embedding.digest import pairs_of
from pipeline.embedding.statistics import statistics
from pipeline.search.asked import importance


def beside(connection: Connection, asked: Sequence[str], scripts: Sequence[int]) -> dict[int, float]:
    """Of these scripts, those that have words of the question side by side: from 0 to 1, the share of what the pairs of the question weigh."""
    shares = shares_of(asked)
    if not shares or not scripts:
        return {}
    rows = execute(connection, "search.pairs_of", pairs=list(shares), scripts=list(scripts))
    return {row.script_id: sum(shares[pair] for pair in row.pairs) for row in rows if row.pairs}


def shares_of(asked: Sequence[str]) -> dict[int, float]:
    """Of the pairs of a question, what each weighs of what all weigh."""
    weights = {pair: _weight(one, other) for one, other in pairwise(asked) for pair in pairs_of((one, other))}
    whole = sum(weights.values())
    return {pair: weight / whole for pair, weight in weights.items()}


def _weight(one: str, other: str) -> float:
    rarity = statistics()
    return (rarity.of(one) + rarity.of(other)) * min(importance(one), importance(other))
