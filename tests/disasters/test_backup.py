"""Disaster 14: the machine is gone, and what is left is a backup, made while an import was under way."""

import time
from pathlib import Path
from typing import Literal

import pytest

from tests.disasters.conftest import Tell
from tests.disasters.outcome import assert_same, snapshot
from tests.disasters.sheets import HISTORY
from tests.disasters.stand import Stand, a_stand
from workers.backup import restore, save


@pytest.mark.parametrize("how", ["pg_dump", "COPY"])
def test_a_restored_library_equals_the_old_one(
    stand: Stand, tell: Tell, undisturbed: dict[str, list[str]], tmp_path: Path, how: Literal["pg_dump", "COPY"]
) -> None:
    stand.start_all()
    ann = stand.person("ann")
    for sheets in HISTORY:
        ann.send(sheets)
    assert save(stand.postgres.dsn, tmp_path / "backup", how) == how
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    stand.stop_programs()
    with a_stand(migrated=False) as other:
        began = time.monotonic()
        assert restore(other.postgres.dsn, tmp_path / "backup") == how
        other.told = stand.told
        other.start_all()
        other.end()
        assert_same(snapshot(other), undisturbed)
        ann.stand = other
        assert ann.get("/api/scripts").status_code == 200  # her token is there, too
        ann.send(HISTORY[0])  # and numbers go on where they were
        other.end()
        tell(other, "14 backup", f"restored with {how}, Redis empty", time.monotonic() - began)
