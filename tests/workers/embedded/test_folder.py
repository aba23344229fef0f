import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from workers.embedded.errors import DiskFullError, FolderError, FolderHeldError
from workers.embedded.folder import DataFolder


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "deep" / "data")
    made.make()
    return made


def test_everything_in_it_is_closed_to_others(folder: DataFolder) -> None:
    folder.hold("test")
    folder.secret("postgres")
    for path in [folder.path, *folder.path.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    folder.release()


def test_making_it_again_keeps_what_is_there(folder: DataFolder) -> None:
    secret = folder.secret("postgres")
    folder.make()
    assert folder.secret("postgres") == secret


def test_secrets_are_long_random_and_one_a_name(folder: DataFolder) -> None:
    assert len(bytes.fromhex(folder.secret("a"))) == 24
    assert folder.secret("a") != folder.secret("b")


def test_who_comes_second_is_told_who_holds_it(folder: DataFolder) -> None:
    folder.hold("psscript up")
    assert folder.is_held()
    with pytest.raises(FolderHeldError, match=rf"in use by process {os.getpid()} \(psscript up\): stop that"):
        DataFolder(folder.path).hold("another")
    folder.release()
    assert not folder.is_held()
    DataFolder(folder.path).hold("another")


def test_a_holder_that_was_killed_holds_nothing(folder: DataFolder) -> None:
    code = f"import os, pathlib; from workers.embedded.folder import *; DataFolder(pathlib.Path({str(folder.path)!r})).hold('x'); os.abort()"
    subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert not folder.is_held()
    folder.hold("the next")
    folder.release()


def test_nobody_holds_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert not DataFolder(tmp_path / "nothing").is_held()


def test_a_place_where_no_folder_can_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderError, match=r"cannot be made or written: Not a directory\. Choose another with --data\."):
        DataFolder(tmp_path / "file" / "data").make()


def test_a_full_disk_is_noticed_before_anything_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=1024))
    with pytest.raises(DiskFullError, match="free some space"):
        DataFolder(tmp_path / "data").make()


def test_a_socket_lies_in_the_folder_while_its_path_is_short_enough() -> None:
    wanted = Path("/srv/library/postgres")
    assert DataFolder(Path("/srv/library")).socket_folder(wanted) == wanted


@pytest.mark.parametrize("name", ["x" * 100, "a,b"])
def test_else_it_lies_in_a_short_folder_of_its_own(tmp_path: Path, name: str) -> None:
    folder = DataFolder(tmp_path / name)
    folder.make()
    short = folder.socket_folder(folder.postgres)
    try:
        assert len(str(short / ".s.PGSQL.5432.lock")) < 104
        assert "," not in str(short)
        assert stat.S_IMODE(short.stat().st_mode) == 0o700
        assert folder.socket_folder(folder.postgres) == short
        assert folder.socket_folder(folder.redis) != short
    finally:
        for each in (folder.postgres, folder.redis):
            folder.socket_folder(each).rmdir()


def test_a_short_folder_of_someone_else_is_not_used(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / ("y" * 100))
    folder.make()
    short = folder.socket_folder(folder.postgres)
    short.chmod(0o777)
    with pytest.raises(FolderError, match="belongs to someone else"):
        folder.socket_folder(folder.postgres)
    short.rmdir()
