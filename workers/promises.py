"""The promises of a library against its database: what is broken is said, and made anew where that is asked for and can be done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Literal

from sqlalchemy import Engine

from pipeline.batch import Link
from pipeline.cache_store import Cache
from pipeline.config import Settings
from pipeline.embedding.provider import Unavailable
from pipeline.mending import CHECKS, Check, look, mend
from pipeline.queues import Queues, connect
from pipeline.room import CACHE_TIMEOUT, Room
from workers.findings import Finding
from workers.sweeper import sweep

Repair = Literal["no", "say", "do"]

NOT_ASKED = Unavailable("not_asked", "Who mends a library asks for no vectors.")
MUST_NOT_BE = "This cannot be made anew from what is here. Restore a backup beside it (psscript restore) and compare; keep log/, and report it."


def check_promises(engine: Engine, settings: Settings, repair: Repair) -> Iterator[Finding]:
    """One finding for each that is broken. Mending ends with a pass of the sweeper and an empty cache."""
    links: list[Link] = []
    broken = 0
    for check in CHECKS:
        found = look(engine, check)
        if not found:
            continue
        broken += 1
        if repair != "do":
            remedy = "What can be made anew: psscript doctor --repair" if repair == "no" else f"They {check.mended}: psscript doctor --repair --yes"
            yield Finding(f"promises: {check.name}", "wrong", f"{len(found)} {check.broken}.", remedy)
            continue
        links += mend(engine, check, found)
        yield _mended(check, len(found), len(look(engine, check)))
    if repair == "do":
        _follow(engine, settings, links)
    if not broken:
        yield Finding("promises", "fine", f"{len(CHECKS)} looked at: what the database says of itself agrees")


def _mended(check: Check, before: int, left: int) -> Finding:
    if left:
        mended = f" {before - left} others: they {check.mended}." if before > left else ""
        return Finding(f"promises: {check.name}", "wrong", f"{left} {check.broken}.{mended}", MUST_NOT_BE)
    return Finding(f"promises: {check.name}", "mended", f"{before} {check.broken}: they {check.mended}.")


def _follow(engine: Engine, settings: Settings, links: list[Link]) -> None:
    """Redis may be away: then the sweeper pushes, and the cache is emptied when Redis is met again."""
    url = settings.redis or ""
    with closing(Queues(url, settings.redis_timeout)) as queues, closing(Cache(connect(url, CACHE_TIMEOUT))) as cache:
        queues.push(links)
        cache.forget_everything()
        sweep(Room(engine, settings, queues, cache, NOT_ASKED, "doctor"), stale_after=settings.sweep_stale_after)
