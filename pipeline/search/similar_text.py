"""Scripts of a library that are like a text which is not in it."""

from collections import defaultdict
from collections.abc import Sequence
from math import sqrt

from db.engine import Connection, Engine, execute, reading
from pipeline.config import Settings
from pipeline.embedding.digest import Digest, digest, weigh
from pipeline.embedding.keeping import as_text
from pipeline.embedding.model import Embeddable, Unavailable
from pipeline.files import kind_of
from pipeline.search.near_keeping import signature_of
from pipeline.search.similar import COPY, Similar, by_vector, compare_texts, copies, likest, told
from pipeline.search.vectors import vector_of
from pipeline.viewer import Viewer

NOWHERE = Unavailable("no_model", "No script has a vector yet.")


def similar_to(
    engine: Engine, settings: Settings, viewer: Viewer, filename: str, text: str, threshold: float, limit: int
) -> tuple[list[Similar], Unavailable | None]:
    """The likest first, and why vectors did not take part. Raises WrongKindError."""
    kind = kind_of(filename)
    said = digest(filename, None, text, kind)
    signature = signature_of(text, kind)
    with reading(engine) as connection:
        row = execute(connection, "search.active_model").mappings().first()
    model = {str(name): value for name, value in row.items()} if row else None
    vector = vector_of(settings, model, Embeddable(filename, None, text, kind, said, None)) if model else NOWHERE
    with reading(engine) as connection:
        found: dict[int, Similar] = {}
        if model and not isinstance(vector, Unavailable):
            found = by_vector(connection, viewer, as_text(vector), model, limit)
        if signature.size:
            compare_texts(connection, viewer, signature.shape, signature.sketch, found)
            for copy in copies(connection, viewer, COPY, **signature.parameters, without=None, limit=limit):
                found.setdefault(copy.script_id, copy)
        chosen = likest(found, threshold, limit)
        _give_reasons(connection, viewer, said, chosen)
    return chosen, vector if isinstance(vector, Unavailable) else None


def _give_reasons(connection: Connection, viewer: Viewer, said: Digest, chosen: Sequence[Similar]) -> None:
    own = weigh(said) | {f"command:{name.lower()}": 0.0 for name in said.commands if "\0" not in name}
    shared: dict[int, dict[str, float]] = defaultdict(dict)
    scripts = [each.script_id for each in chosen]
    for row in execute(connection, "near.having", terms=list(own), scripts=scripts, **viewer.parameters):
        shared[row.script_id][row.term] = sqrt(own[row.term] * row.weight)
    for each in chosen:
        each.reason = told(shared[each.script_id])


def text_likeness(one: str, other: str, kind: str) -> float:
    """What share of both texts is common, from 0 to 1, for texts that are at hand."""
    first, second = (signature_of(text, kind) for text in (one, other))
    if not first.size or not second.size:
        return 0.0
    agreeing = sum(a == b for a, b in zip(first.sketch, second.sketch, strict=True))
    return 1.0 if first.shape == second.shape else max(2 * agreeing / len(first.sketch) - 1, 0.0)
