"""Words that stand side by side in a question, and in a script too."""

from collections.abc import Sequence
from itertools import pairwise

from db.engine import Connection, execute
from pipeline.embedding.digest import pairs_of
from pipeline.embedding.statistics import statistics
from pipeline.search.asked import importance


def beside(connection: Connection, asked: Sequence[str], scripts: Sequence[int]) -> dict[int, float]:
    """Of these scripts, those that have words of the question side by side: from 0 to 1, the share of what the pairs of the question weigh."""
    weights = {pair: _weight(one, other) for one, other in pairwise(asked) for pair in pairs_of((one, other))}
    if not weights or not scripts:
        return {}
    rows = execute(connection, "search.pairs_of", pairs=list(weights), scripts=list(scripts))
    whole = sum(weights.values())
    return {row.script_id: sum(weights[pair] for pair in row.pairs) / whole for row in rows if row.pairs}


def _weight(one: str, other: str) -> float:
    rarity = statistics()
    return (rarity.of(one) + rarity.of(other)) * min(importance(one), importance(other))
