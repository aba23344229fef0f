"""Disaster 7: no room left on the disk of the data folder. Needs root, who alone may mount a small one."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.disasters.conftest import Tell
from tests.disasters.outcome import assert_same, snapshot
from tests.disasters.sheets import HISTORY
from tests.disasters.stand import Stand, sending
from workers.embedded.folder import DataFolder

SIZE = 300  # MiB


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("needs root: counts as not run")
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "none", place], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"needs root who may mount: counts as not run ({done.stderr.strip()})")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_no_room_left(small_disk: Path, tell: Tell, undisturbed: dict[str, list[str]]) -> None:
    data = DataFolder(small_disk / "data")
    data.make()
    stand = Stand(data)
    try:
        stand.start_all()
        stand.keeps_servers = True
        ann = stand.person("ann")
        for sheets in HISTORY[:4]:
            ann.send(sheets)
        ballast = small_disk / "ballast"
        fill(ballast)
        with sending(stand, lambda: [ann.send(sheets) for sheets in HISTORY[4:]]):
            stand.wait(4)
            ballast.unlink()
        seconds = stand.end()
        assert_same(snapshot(stand), undisturbed)
        tell(stand, "7 disk", f"no byte left for 4 s; {len(stand.told.refused)} requests refused", seconds)
    finally:
        stand.close()


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(65536))
        except OSError:
            return
