"""Stage embed: vectors of new versions. A provider that fails costs a script its vector, with a reason, and holds nothing up."""

import logging
import math
from collections.abc import Sequence
from typing import Any

from db.engine import execute
from pipeline.batch import Run
from pipeline.embedding.digest import Digest, digest
from pipeline.embedding.keeping import Made, keep
from pipeline.embedding.provider import Embeddable, Provider, Unavailable
from pipeline.embedding.targets import Target, targets
from pipeline.errors import PipelineError
from pipeline.powershell.decoding import decode
from pipeline.room import Room
from pipeline.search.indexing import Indexed, index
from pipeline.search.near import Signature
from pipeline.search.near_keeping import Signed, signature_or_unreadable
from pipeline.search.near_keeping import keep as keep_signatures

log = logging.getLogger(__name__)

SHORTEST, LONGEST = 1e-20, 1e18  # of the largest part of a vector: its square is a number in single precision
CONFUSED = Unavailable("provider_confused", "The embedding provider gave something that is no vector of its model.")


def embed(run: Run, room: Room) -> None:
    with room.reading() as connection:
        rows = execute(connection, "embeddings.wanted", batch_id=run.batch_id).all()
        known = execute(connection, "embeddings.models").all()
    texts = [decode(bytes(row.content)).text for row in rows]
    digests, signed = [], []
    for row, text in zip(rows, texts, strict=True):
        digests.append(read(row, text, room))
        signed.append(Signed(row.script_id, row.version, signature(row, text, room)))
    made = [_made(target, rows, texts, digests) for target in targets(room.settings, room.provider, known)]
    with room.advance(run) as step:
        said_by = zip(rows, digests, strict=True)
        index(step, [Indexed(row.script_id, row.version, found, row.analysis) for row, found in said_by if isinstance(found, Digest)])
        keep_signatures(step.connection, signed)
        keep(step, [(row.script_id, row.version) for row in rows], made)


def _made(target: Target, rows: Sequence[Any], texts: Sequence[str], digests: Sequence[Digest | Unavailable]) -> Made:
    """Only what is not there yet: vectors may cost money."""
    done = {(row.script_id, row.version) for row in rows if target.model_id in row.known}
    left = [each for each in zip(rows, texts, digests, strict=True) if (each[0].script_id, each[0].version) not in done]
    answers = ask(target.provider, left)
    return Made(target, {(row.script_id, row.version): answer for (row, _, _), answer in zip(left, answers, strict=True)}, done)


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
        return signature_or_unreadable(row.script_id, text, row.kind)


def ask(provider: Provider | Unavailable, scripts: Sequence[tuple[Any, str, Digest | Unavailable]]) -> Sequence[Sequence[float] | Unavailable]:
    """One answer a script (its row, text and digest), whatever the provider does."""
    if isinstance(provider, Unavailable):
        return [provider] * len(scripts)
    asked = [
        Embeddable(row.title, row.description, text, row.kind, said, row.analysis, row.may_leave)
        for row, text, said in scripts
        if not isinstance(said, Unavailable)
    ]
    answers = iter(_answers(provider, asked))
    return [said if isinstance(said, Unavailable) else next(answers) for _, _, said in scripts]


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
    """Of this size, and neither zero nor beyond what a column holds."""
    if len(answer) != dimensions or not all(map(math.isfinite, answer)):
        return False
    return SHORTEST < max(map(abs, answer)) < LONGEST
