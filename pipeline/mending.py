"""What follows from something else is looked at, and made anew from it where it is not what it should be: `psscript doctor`.

A look says how much is wrong. Mending locks what it changes, and derives it again inside the transaction, so that it may run beside everything
else, and twice. What cannot be derived is left as it is, and said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine

from db.engine import execute, reading, transaction
from pipeline.audit import record
from pipeline.batch import Link
from pipeline.embedding.digest import VERSION
from pipeline.identifiers import uuid7
from pipeline.reanalysis import STAGE, enter_again
from pipeline.search.indexing import ORDINARY, B

AT_ONCE = 500  # scripts or uploads between two commits
LOST = ("content_lost", "The bytes of this upload are not there any more. Hand the file in again.")

Numbers = Sequence[Any]  # of scripts, or of uploads
Mend = Callable[[Connection, Numbers], list[Link]]


@dataclass(frozen=True, slots=True)
class Check:
    """`query` gives the numbers of what is wrong; `broken` and `mended` go on from how many there are."""

    name: str
    query: str
    broken: str
    mended: str
    mend: Mend

    def find(self, connection: Connection) -> Numbers:
        return execute(connection, self.query, **PARAMETERS.get(self.query, {})).scalars().all()


def look(engine: Engine, check: Check) -> Numbers:
    with reading(engine) as connection:
        return check.find(connection)


def mend(engine: Engine, check: Check, found: Numbers) -> list[Link]:
    """The links are to be pushed, and what is cached is out of date."""
    links: list[Link] = []
    for first in range(0, len(found), AT_ONCE):
        chosen = found[first : first + AT_ONCE]
        with transaction(engine) as connection:
            links += check.mend(connection, chosen)
            record(connection, "library_mended", target=check.name, number=len(chosen))
    return links


def _give_up(connection: Connection, uploads: Sequence[UUID]) -> list[Link]:
    code, message = LOST
    execute(connection, "uploads.fail", ids=list(uploads), codes=[code] * len(uploads), messages=[message] * len(uploads))
    return []


def _carry(connection: Connection, uploads: Sequence[UUID]) -> list[Link]:
    batch_ids = [uuid7() for _ in uploads]
    made = execute(connection, "mending.carry", batch_ids=batch_ids, ids=list(uploads)).all()
    stages = {row.id: row.stage for row in made}
    anew = [upload_id for batch_id, upload_id in zip(batch_ids, uploads, strict=True) if stages.get(batch_id, STAGE) != STAGE]
    execute(connection, "scripts.drop_unversioned", ids=anew)  # who begins anew must not take these for scripts
    for batch_id, upload_id in zip(batch_ids, uploads, strict=True):
        if batch_id in stages:
            execute(connection, "set_aside.release", batch_id=batch_id, upload_id=upload_id, anew=upload_id in anew)
    return [Link(row.id, row.stage, row.lane) for row in made]


def _drop_bytes(connection: Connection, uploads: Sequence[UUID]) -> list[Link]:
    execute(connection, "mending.drop_bytes", ids=list(uploads))
    return []


def _strike(connection: Connection, uploads: Sequence[UUID]) -> list[Link]:
    execute(connection, "mending.strike", ids=list(uploads))
    return []


def _statements(*names: str) -> Mend:
    """These queries, over locked scripts."""

    def run(connection: Connection, scripts: Numbers) -> list[Link]:
        execute(connection, "versions.lock_scripts", script_ids=list(scripts))
        for name in names:
            execute(connection, name, scripts=list(scripts))
        return []

    return run


def _show(connection: Connection, scripts: Numbers) -> list[Link]:
    execute(connection, "versions.lock_scripts", script_ids=list(scripts))
    rows = execute(connection, "mending.kept_analyses", scripts=list(scripts)).all()
    analyses = ",".join(f'{{"script_id":{row.script_id},"script_version":{row.version},"result":{row.result}}}' for row in rows)
    execute(connection, "mending.drop_rules", scripts=list(scripts))  # a trigger counts anew, and counts of an analysis that is gone are in its way
    execute(connection, "analysis.show", analyses=f"[{analyses}]")
    return []


def _analyze(connection: Connection, scripts: Numbers) -> list[Link]:
    return enter_again(connection, execute(connection, "mending.owned", scripts=list(scripts)).all(), STAGE)


def _embed(connection: Connection, scripts: Numbers) -> list[Link]:
    explained = execute(connection, "mending.drop_reasons", scripts=list(scripts)).scalars().all()
    execute(connection, "mending.read_again", scripts=[each for each in scripts if each not in set(explained)])
    return []


PARAMETERS: dict[str, dict[str, Any]] = {
    "mending.terms_wrong": {"digest_version": VERSION, "b": B, "ordinary": ORDINARY},
    "mending.vectors_wrong": {"digest_version": VERSION},
    "mending.signatures_wrong": {"digest_version": VERSION},
}
READ_AGAIN = "are read again in the background"

# What one mends may be what the next needs: bytes before versions, versions before analyses, analyses before what counts them.
CHECKS = (
    Check("received", "mending.uploads_without_bytes", "uploads are under way and have lost their bytes", "fail, with that reason", _give_up),
    Check("carried", "mending.uploads_stuck", "uploads are under way and carried by nobody", "go back to their stage", _carry),
    Check("let go", "mending.bytes_left_over", "uploads ended well and their bytes are kept nevertheless", "lose them", _drop_bytes),
    Check("set aside", "mending.quarantine_wrong", "uploads are in quarantine and have not failed", "leave it", _strike),
    Check("bytes", "mending.bytes_wrong", "scripts have bytes that are not what their hashes say", "get them from the copy that is whole",
          _statements("mending.mend_script_bytes", "mending.mend_version_bytes", "mending.mend_file_hashes")),
    Check("versions", "mending.versions_wrong", "scripts have versions missing", "are numbered anew, or get the last version from what they say",
          _statements("mending.mend_version_numbers", "mending.mend_last_versions")),
    Check("runs", "mending.runs_wrong", "scripts have their runs counted wrongly", "are counted anew", _statements("mending.mend_runs")),
    Check("analyses shown", "mending.analyses_hidden", "scripts do not show the analysis that is kept of them", "show it", _show),
    Check("analyses", "mending.analyses_missing", "scripts have no analysis, though one was asked for", "are analysed again", _analyze),
    Check("findings", "mending.rules_wrong", "scripts have their findings counted wrongly", "are counted anew",
          _statements("mending.drop_rules", "mending.mend_rules")),
    Check("terms", "mending.terms_wrong", "scripts are not found by all of their words", READ_AGAIN, _embed),
    Check("vectors", "mending.vectors_wrong", "scripts have no vector and no reason for that, or both", READ_AGAIN, _embed),
    Check("signatures", "mending.signatures_wrong", "scripts have no signature that near copies are found by", READ_AGAIN, _embed),
)  # fmt: skip
