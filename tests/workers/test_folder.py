"""What of a folder is for the library, and what a file that cannot be had is answered with."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from workers import folder

LIMIT = 1000


def names(root: Path, kind: type, include: tuple[str, ...] = ()) -> list[str]:
    return [each.path.relative_to(root).as_posix() for each in folder.search(root, include) if isinstance(each, kind)]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.ps1", "A.PSM1", "c.psd1", "d.ps1xml", "notes.txt", "read.me", "sub/e.ps1", "sub/.git/hooks/x.ps1", ".svn/y.ps1"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"'x'")
    return tmp_path


def test_finds_scripts_in_the_order_of_names(tree: Path) -> None:
    assert names(tree, folder.Found) == ["A.PSM1", "b.ps1", "c.psd1", "d.ps1xml", "sub/e.ps1"]


def test_names_what_it_skips(tree: Path) -> None:
    skipped = {each.path.name: each.reason for each in folder.search(tree) if isinstance(each, folder.Skipped)}
    assert skipped == {".svn": "version_control", ".git": "version_control", "notes.txt": "not_a_script", "read.me": "not_a_script"}


def test_text_comes_only_when_asked_for(tree: Path) -> None:
    assert "notes.txt" in names(tree, folder.Found, ("*.txt",))
    assert "read.me" not in names(tree, folder.Found, ("*",))


def test_a_link_loop_ends(tree: Path) -> None:
    (tree / "sub" / "loop").symlink_to(tree)
    (tree / "self.ps1").symlink_to(tree / "self.ps1")
    found = list(folder.search(tree))
    assert [each.path.name for each in found if isinstance(each, folder.Skipped) and each.reason == "link_to_folder"] == ["loop"]
    assert [each.path.name for each in found if isinstance(each, folder.Unreadable)] == ["self.ps1"]


def test_a_link_to_a_file_is_read_and_one_to_nowhere_is_told(tree: Path) -> None:
    (tree / "link.ps1").symlink_to("b.ps1")
    (tree / "nowhere.ps1").symlink_to("gone.ps1")
    assert "link.ps1" in names(tree, folder.Found)
    assert names(tree, folder.Unreadable) == ["nowhere.ps1"]


def test_a_pipe_is_not_waited_for(tree: Path) -> None:
    os.mkfifo(tree / "pipe.ps1")
    assert "pipe.ps1" in names(tree, folder.Skipped)
    refused = folder.read(tree / "pipe.ps1", LIMIT)
    assert isinstance(refused, folder.Unreadable)


def test_one_file_is_a_folder_of_one(tree: Path) -> None:
    assert [each.path for each in folder.search(tree / "b.ps1")] == [tree / "b.ps1"]


def test_reads_every_byte(tmp_path: Path) -> None:
    content = bytes(range(256)) + b"\r\n\r"
    (tmp_path / "x.ps1").write_bytes(content)
    assert folder.read(tmp_path / "x.ps1", LIMIT) == folder.Script(tmp_path / "x.ps1", content)


@pytest.mark.parametrize(("size", "code"), [(LIMIT, None), (LIMIT + 1, "file_too_large"), (50 * LIMIT, "file_too_large")])
def test_the_limit_is_the_largest_size(tmp_path: Path, size: int, code: str | None) -> None:
    (tmp_path / "x.ps1").write_bytes(b"#" * size)
    result = folder.read(tmp_path / "x.ps1", LIMIT)
    assert (result.code if isinstance(result, folder.Unreadable) else None) == code


def test_a_file_that_keeps_changing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.ps1"
    path.write_bytes(b"1")
    real, looks = os.fstat, iter(range(1000))

    def fstat_while_someone_writes(file: int) -> os.stat_result:
        if next(looks) % 2:
            path.write_bytes(path.read_bytes() + b"2")
        return real(file)

    monkeypatch.setattr(os, "fstat", fstat_while_someone_writes)
    result = folder.read(path, LIMIT)
    assert isinstance(result, folder.Unreadable)
    assert result.code == "changed_while_read"


def test_a_file_that_changed_once_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.ps1"
    path.write_bytes(b"old")
    real, looks = os.fstat, iter(range(1000))

    def fstat_while_someone_writes(file: int) -> os.stat_result:
        if next(looks) == 1:
            path.write_bytes(b"newer")
        return real(file)

    monkeypatch.setattr(os, "fstat", fstat_while_someone_writes)
    result = folder.read(path, LIMIT)
    assert isinstance(result, folder.Script)
    assert result.content == b"newer"


def test_what_this_account_may_not_read_is_told(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object, *_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) if Path(path).name == "sub" else real(path))
    assert names(tree, folder.Unreadable) == ["sub"]
    monkeypatch.setattr(os, "open", refuse)
    refused = folder.read(tree / "b.ps1", LIMIT)
    assert isinstance(refused, folder.Unreadable)
    assert refused.message == "This account may not read the file."


def test_a_name_that_is_no_text_is_escaped() -> None:
    assert folder.text_of(Path(os.fsdecode(b"/a/caf\xe9.ps1"))) == r"/a/caf\xe9.ps1"
