"""How rare terms are among the scripts that a viewer sees, so that a score tells nothing of others.

In a large library counting takes longer than ranking, and hardly changes: there it is remembered for ten minutes.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log
from weakref import WeakKeyDictionary

from db.engine import Connection, Engine, execute
from pipeline.viewer import Viewer

LARGE = 10_000  # scripts
KEPT = 600.0  # seconds
MOST = 20_000  # terms of one viewer's library that are remembered


@dataclass(slots=True)
class Counts:
    """Of scripts, and of those that have a term."""

    total: int
    until: float
    terms: dict[str, int] = field(default_factory=dict)

    def rarity(self, term: str) -> float:
        having = self.terms.get(term, 0)
        return log(1 + (max(self.total - having, 0) + 0.5) / (having + 0.5))


_known: WeakKeyDictionary[Engine, dict[str, Counts]] = WeakKeyDictionary()


def counted(engine: Engine, connection: Connection, viewer: Viewer, terms: Sequence[str]) -> Counts:
    """Counts of these terms at least."""
    libraries = _known.setdefault(engine, {})
    counts = libraries.get(viewer.scope)
    if counts is None or counts.until < time.monotonic() or len(counts.terms) > MOST:
        total = int(execute(connection, "search.count_visible", **viewer.parameters).scalar_one())
        counts = Counts(total, time.monotonic() + KEPT)
        if total >= LARGE:
            if len(libraries) > MOST // 100:
                libraries.clear()
            libraries[viewer.scope] = counts
    if missing := [term for term in terms if term not in counts.terms]:
        rows = execute(connection, "search.count_terms", terms=missing, **viewer.parameters)
        counts.terms |= dict.fromkeys(missing, 0) | {row.term: row.scripts for row in rows}
    return counts
