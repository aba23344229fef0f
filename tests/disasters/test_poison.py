"""Disaster 8: scripts that crash native code, swell, hang, raise, one of each among good ones. Those that kill stand in quarantine, alone."""

from pathlib import Path

import pytest

from tests.disasters.conftest import Tell
from tests.disasters.sheets import requests_of, short
from tests.disasters.stand import Sheet, Stand

PLANTED = Path(__file__).parents[1] / "workers" / "planted_worker.py"
KILLERS = ("crash", "swell", "hang")
LIMITS = {"SCRIPT_TIME_LIMIT": "2", "WORKER_MEMORY_BYTES": str(1 << 30)}


@pytest.mark.parametrize("good", [60, pytest.param(500, marks=[pytest.mark.disaster, pytest.mark.timeout(900)])])
def test_poison_among_good_ones(stand: Stand, tell: Tell, good: int) -> None:
    stand.stop_programs()
    workers = [stand.script(f"planted-{number}", PLANTED, "bulk") for number in (1, 2)]
    stand.start("web", "sweeper", other=workers, **LIMITS)
    ann = stand.person("ann")
    sheets = short(good, "good")
    for number, kind in enumerate((*KILLERS, "raise")):
        sheets.insert(number * good // 4 + 7, Sheet(f"bad/{kind}.ps1", f"Get-Date # {kind}\n".encode()))
    for request in requests_of(sheets, 32):
        ann.send(request)
    seconds = stand.end()
    ends = stand.rows("SELECT filename, status, error_code, notes FROM uploads")
    assert {row["filename"] for row in ends if row["error_code"] == "quarantined"} == {f"{kind}.ps1" for kind in KILLERS}
    assert sum(row["status"] == "completed" for row in ends) == good + 1
    assert [row["notes"]["analyze"]["code"] for row in ends if row["filename"] == "raise.ps1"] == ["analysis_failed"]
    aside = stand.rows("SELECT filename, reason, log FROM quarantine JOIN uploads ON uploads.id = upload_id")
    assert {row["filename"] for row in aside if row["reason"] and row["log"]} == {f"{kind}.ps1" for kind in KILLERS}
    tell(stand, "8 poison", f"crash, swell, hang, raise among {good} good ones: 3 in quarantine, {good + 1} done", seconds)
