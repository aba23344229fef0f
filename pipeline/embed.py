"""Stage embed: vectors of new versions. A provider that fails costs a script its vector, with a reason, and holds nothing up."""

import json
import logging
import math
from collections.abc import Mapping, Sequence
from typing import Any

from db.engine import execute
from pipeline.batch import Run
from pipeline.embedding.digest import Digest, digest
from pipeline.embedding.provider import Embeddable, Provider, Unavailable
from pipeline.errors import PipelineError
from pipeline.powershell.decoding import decode
from pipeline.room import Room, Step
from pipeline.search.indexing import Indexed, index
from pipeline.search.near import Signature
from pipeline.search.near_keeping import UNREADABLE, Signed, keep, signature_of

log = logging.getLogger(__name__)

DIMENSIONS = 1536  # of the column
Vectors = Mapping[tuple[int, int], Sequence[float]]  # by script and version
CONFUSED = Unavailable("provider_confused", "The embedding provider gave something that is no vector of its model.")
BUILDING = Unavailable("model_building", "The vectors of this model are not complete yet; searches do without them.")


def embed(run: Run, room: Room) -> None:
    with room.reading() as connection:
        rows = execute(connection, "embeddings.wanted", batch_id=run.batch_id).all()
    texts = [decode(bytes(row.content)).text for row in rows]
    digests, signed = [], []
    for row, text in zip(rows, texts, strict=True):
        digests.append(read(row, text, room))
        signed.append(Signed(row.script_id, row.version, signature(row, text, room)))
    answers = ask(room.provider, rows, texts, digests)
    keys = [(row.script_id, row.version) for row in rows]
    vectors = {key: answer for key, answer in zip(keys, answers, strict=True) if not isinstance(answer, Unavailable)}
    reasons = {key: answer for key, answer in zip(keys, answers, strict=True) if isinstance(answer, Unavailable)}
    with room.advance(run) as step:
        said_by = zip(rows, digests, strict=True)
        index(step, [Indexed(row.script_id, row.version, found, row.analysis) for row, found in said_by if isinstance(found, Digest)])
        keep(step.connection, signed)
        if vectors and not isinstance(room.provider, Unavailable) and not _store(step, room.provider, vectors):
            reasons |= dict.fromkeys(vectors, BUILDING)
        if reasons:
            scripts, versions = (list(column) for column in zip(*reasons, strict=True))
            step.execute("embeddings.drop_stale", scripts=scripts, versions=versions)
        if keys:
            said = [json.dumps(reasons[key]._asdict()) if key in reasons else None for key in keys]
            step.execute("embeddings.explain", scripts=[script_id for script_id, _ in keys], reasons=said)


def read(row: Any, text: str, room: Room) -> Digest | Unavailable:
    """What a script says of itself."""
    with room.spot.on(row.id):
        try:
            return digest(row.title, row.description, text, row.kind)
        except MemoryError:
            raise
        except Exception as error:  # one script never sinks its batch
            log.exception("Script %d has no digest", row.script_id)
            return Unavailable("digest_failed", f"What this script is about could not be read ({type(error).__name__}): {error}"[:1000])


def signature(row: Any, text: str, room: Room) -> Signature:
    """What near copies of a script are found by."""
    with room.spot.on(row.id):
        try:
            return signature_of(text, row.kind)
        except MemoryError:
            raise
        except Exception:  # one script never sinks its batch
            log.exception("Script %d has no signature", row.script_id)
            return UNREADABLE


def ask(
    provider: Provider | Unavailable, rows: Sequence[Any], texts: Sequence[str], digests: Sequence[Digest | Unavailable]
) -> Sequence[Sequence[float] | Unavailable]:
    """One answer a row, whatever the provider does."""
    if isinstance(provider, Unavailable):
        return [provider] * len(rows)
    scripts = [
        Embeddable(row.title, row.description, text, row.kind, said, row.analysis)
        for row, text, said in zip(rows, texts, digests, strict=True)
        if not isinstance(said, Unavailable)
    ]
    answers = iter(_answers(provider, scripts))
    return [said if isinstance(said, Unavailable) else next(answers) for said in digests]


def _answers(provider: Provider, scripts: Sequence[Embeddable]) -> Sequence[Sequence[float] | Unavailable]:
    if not scripts:
        return []
    try:
        answers = provider.embed(scripts)
    except MemoryError:
        raise
    except Exception as error:  # foreign code; its trouble is not the script's
        log.exception("No vectors for %d scripts", len(scripts))
        code = error.code if isinstance(error, PipelineError) else "provider_failed"
        return [Unavailable(code, f"The embedding provider failed: {error}")] * len(scripts)
    if len(answers) != len(scripts):
        return [Unavailable("provider_confused", f"The embedding provider gave {len(answers)} answers for {len(scripts)} scripts.")] * len(scripts)
    return [answer if isinstance(answer, Unavailable) or is_vector(answer, provider.model.dimensions) else CONFUSED for answer in answers]


def is_vector(answer: Sequence[float], dimensions: int) -> bool:
    return len(answer) == dimensions <= DIMENSIONS and all(map(math.isfinite, answer))


def _store(step: Step, provider: Provider, vectors: Vectors) -> bool:
    """False where they wait beside those that answer searches."""
    model = provider.model
    fields = {name: getattr(model, name) for name in ("id", "provider", "model", "weight_hash", "digest_version", "dimensions")}
    step.execute("embeddings.register_model", **fields)
    rows = {
        "scripts": [script_id for script_id, _ in vectors],
        "versions": [version for _, version in vectors],
        "vectors": [as_text(vector) for vector in vectors.values()],
    }
    if step.execute("embeddings.model_state", id=model.id).scalar_one() == "active":
        step.execute("embeddings.store", provider=model.provider, model_id=model.id, **rows)
        return True
    step.execute("embeddings.store_candidates", model_id=model.id, **rows)
    return False


def as_text(vector: Sequence[float]) -> str:
    """A vector as pgvector reads it, filled up with zeros."""
    return "[" + ",".join(format(value, ".7g") for value in [*vector, *[0.0] * (DIMENSIONS - len(vector))]) + "]"
