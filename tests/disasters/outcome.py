"""What is compared after a disaster: the rows of the library with those of an undisturbed run, and the promises with what clients were told."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from tests.disasters.stand import Stand
from tests.pipeline.test_promises import TABLES

ENDED = ("completed", "duplicate", "failed")
# Batches are split where processes die; what they carried is compared, not how it was carried.
LIBRARY = {name: columns for name, columns in TABLES.items() if name != "batches"} | {
    "script_embeddings": "content, model_version, embedding::text FROM script_embeddings JOIN scripts ON scripts.id = script_id",
    "quarantine": "filename, stage FROM quarantine JOIN uploads ON uploads.id = upload_id",
}


class Counts(NamedTuple):
    accepted: int
    ended: int
    lost: int
    doubled: int


def snapshot(stand: Stand) -> dict[str, list[str]]:
    """All that was made, without times and numbers."""
    return {table: sorted(str(tuple(row.values())) for row in stand.rows(f"SELECT {columns}")) for table, columns in LIBRARY.items()}


def assert_same(found: dict[str, list[str]], expected: dict[str, list[str]]) -> None:
    """Table by table, with the rows that differ."""
    for table, rows in expected.items():
        more, less = _difference(found[table], rows), _difference(rows, found[table])
        assert (more, less) == ([], []), f"{table}: {len(more)} rows too many, {len(less)} missing"


def _difference(some: list[str], others: list[str]) -> list[str]:
    """The first few of what is only in `some`, or more often there."""
    return sorted((Counter(some) - Counter(others)).elements())[:5]


def counts(stand: Stand) -> Counts:
    """`lost`: answered with 202 and not in one named end; `doubled`: committed twice, or scripts, versions and sources more than there may be."""
    accepted = stand.told.accepted
    known: dict[str, dict[str, Any]] = {str(row["id"]): row for row in stand.rows("SELECT id, status, error_code, error_message FROM uploads")}
    ended = [each for each in accepted if each in known and _has_ended(known[each])]
    doubled = len(accepted) - len(set(accepted))
    doubled += stand.value("SELECT count(*) FROM (SELECT 1 FROM scripts GROUP BY user_id, sha256 HAVING count(*) > 1) AS twice")
    doubled += stand.value(
        "SELECT count(*) FROM (SELECT version, lag(version, 1, 0) OVER one AS before, sha256, lag(sha256) OVER one AS same FROM script_versions "
        "WINDOW one AS (PARTITION BY script_id ORDER BY version)) AS line WHERE version <> before + 1 OR sha256 = same"
    )
    doubled += stand.value(
        "SELECT count(*) FROM scripts WHERE version <> (SELECT count(*) FROM script_versions WHERE script_id = scripts.id)"
    )
    return Counts(len(accepted), len(ended), len(accepted) - len(ended), doubled)


def _has_ended(upload: dict[str, Any]) -> bool:
    told_why = upload["error_code"] and upload["error_message"]
    return upload["status"] in ENDED and bool(told_why) == (upload["status"] == "failed")
