"""Signatures in the database: written with each new version, and in the background for scripts that have none yet."""

import logging
import threading
from collections.abc import Sequence
from typing import NamedTuple

from db.engine import Connection, Engine, execute, reading, transaction
from pipeline.embedding.reading import POWERSHELL, parsed
from pipeline.errors import PipelineError
from pipeline.search.near import VERSION, Signature, normalised, sign

log = logging.getLogger(__name__)

BATCH = 50  # scripts that are read between two commits
UNREADABLE = sign(())


class Signed(NamedTuple):
    script_id: int
    version: int
    signature: Signature


def signature_of(text: str, kind: str) -> Signature:
    return sign(normalised(text, parsed(text).tokens if kind in POWERSHELL else None))


def keep(connection: Connection, signed: Sequence[Signed]) -> None:
    """Within the transaction of the connection."""
    if not signed:
        return
    made = [each.signature for each in signed]
    execute(
        connection,
        "near.keep",
        scripts=[each.script_id for each in signed],
        versions=[each.version for each in signed],
        sizes=[each.size for each in made],
        shapes=[each.shape for each in made],
        bands=[f"{{{','.join(map(str, each.bands))}}}" for each in made],
        sketches=[each.sketch for each in made],
        signature_version=VERSION,
    )


def keep_signing(engine: Engine, stop: threading.Event, every: float) -> None:
    """Until `stop` is set: the sweeper's thread for scripts that an older release stored."""
    after = 0
    while not stop.is_set():
        try:
            after = sign_some(engine, after)
        except PipelineError as error:
            log.warning("No signatures of older scripts: %s", error)
            after = 0
        if not after:
            stop.wait(every)


def sign_some(engine: Engine, after: int) -> int:
    """The next scripts behind this id that have no signature of this release. Returns the last id; 0 at the end."""
    with reading(engine) as connection:
        rows = execute(connection, "near.unsigned", after=after, limit=BATCH, signature_version=VERSION).all()
    signed = [Signed(row.script_id, row.version, signature_or_unreadable(row.script_id, row.content, row.kind)) for row in rows]
    if not signed:
        return 0
    with transaction(engine) as connection:
        keep(connection, signed)
    return signed[-1].script_id


def signature_or_unreadable(script_id: int, text: str, kind: str) -> Signature:
    try:
        return signature_of(text, kind)
    except MemoryError:
        raise
    except Exception:  # one script never holds up the others
        log.exception("Script %d has no signature", script_id)
        return UNREADABLE
