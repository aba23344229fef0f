"""Which files of a folder are scripts, and their bytes: each file is read once, whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

# What PowerShell runs or reads as PowerShell. Any other kind that the library takes must be asked for by pattern.
SCRIPTS = (".ps1", ".psm1", ".psd1", ".ps1xml")
ON_REQUEST = (".txt",)
VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".bzr", ".jj", "_darcs", "CVS"})
READ_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A script to be read."""

    path: Path


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that is not for the library: `reason` is a code, `message` a sentence."""

    path: Path
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that would be for the library but cannot be had."""

    path: Path
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Script:
    """The bytes of a file as they were at one moment."""

    path: Path
    content: bytes


def search(root: Path, include: Sequence[str] = ()) -> Iterator[Found | Skipped | Unreadable]:
    """Everything under `root` (or `root` itself, if it is a file), by name. Links to folders are not followed, so that no loop is endless."""
    root = root.absolute()
    if not root.is_dir():
        yield _judge(root, include)
        return
    pending = [root]
    while pending:
        folder = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Unreadable(folder, "unreadable_folder", f"The folder cannot be read: {error.strerror}.")
            continue
        pending.extend(Path(entry.path) for entry in reversed(entries) if _to_be_entered(entry))
        yield from (_judge_entry(entry, include) for entry in entries if not _to_be_entered(entry))


def _to_be_entered(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) and entry.name not in VERSION_CONTROL


def _judge_entry(entry: os.DirEntry[str], include: Sequence[str]) -> Found | Skipped | Unreadable:
    path = Path(entry.path)
    if entry.is_dir(follow_symlinks=False):
        return Skipped(path, "version_control", "The folder belongs to a version control system.")
    if entry.is_symlink() and path.is_dir():
        return Skipped(path, "link_to_folder", "Links to folders are not followed.")
    return _judge(path, include)


def _judge(path: Path, include: Sequence[str]) -> Found | Skipped | Unreadable:
    kind = path.suffix.lower()
    asked_for = any(fnmatch(path.name.lower(), pattern.lower()) for pattern in include)
    if kind not in SCRIPTS and not (kind in ON_REQUEST and asked_for):
        hint = " Ask for it with --include '*.txt'." if kind in ON_REQUEST else ""
        return Skipped(path, "not_a_script", f"Not a PowerShell file.{hint}")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Unreadable(path, "unreadable", _why(error))
    if not stat.S_ISREG(mode):
        return Skipped(path, "not_a_file", "Not a regular file.")
    return Found(path)


def read(path: Path, limit: int) -> Script | Unreadable:
    """The bytes of a file that stayed as it was while it was read; a file that keeps changing is refused, not kept in halves."""
    try:
        for _ in range(READ_ATTEMPTS):
            content = _read_once(path, limit)
            if content is not None:
                break
        else:
            return Unreadable(path, "changed_while_read", "The file changed while it was read; import it again when nothing writes to it.")
    except OSError as error:
        return Unreadable(path, "unreadable", _why(error))
    if len(content) > limit:
        return Unreadable(path, "file_too_large", f"The file is larger than {limit:,} bytes.")
    return Script(path, content)


def _read_once(path: Path, limit: int) -> bytes | None:
    """At most one byte more than `limit`; None if the file changed meanwhile."""
    with os.fdopen(_open_without_waiting(path), "rb") as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise OSError(errno.EINVAL, "Not a regular file")
        content = file.read(limit + 1)
        after = os.fstat(file.fileno())
    unchanged = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return content if unchanged and len(content) == min(after.st_size, limit + 1) else None


def _open_without_waiting(path: Path) -> int:
    """Since it was found, something may have put a pipe in the file's place, which would block for ever."""
    return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))


def _why(error: OSError) -> str:
    if error.errno in (errno.EACCES, errno.EPERM):
        return "This account may not read the file."
    if error.errno == errno.ELOOP:
        return "The link leads to itself."
    if error.errno == errno.ENOENT:
        return "The file is gone, or the link leads nowhere."
    return f"The file cannot be read: {error.strerror}."


def text_of(path: Path) -> str:
    """A path as text that any database holds: bytes that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
