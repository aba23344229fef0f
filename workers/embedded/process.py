"""A server's process: started with a log, found again after its parent died, ended."""

import contextlib
import functools
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from workers.embedded.errors import FolderError

LONGEST_LOG = 20 * 1024 * 1024  # bytes
LAUNCHER = str(Path(__file__).with_name("launch.py"))


@functools.cache
def identity() -> tuple[str, ...]:
    """Options of launch.py under which PostgreSQL starts: it refuses root, and users without a name. None for others."""
    user = os.geteuid()
    if user != 0 and _exists(user):
        return ()
    seen_as = _known("postgres", "daemon", "nobody")
    namespace = ("--namespace", str(seen_as[0]))
    if sys.platform == "linux" and _starts(namespace):
        return namespace
    if sys.platform == "linux" and user == 0:
        return ("--user", ":".join(map(str, _known("postgres", "nobody"))))
    who = "as root" if user == 0 else f"as user {user}, who has no name"
    raise FolderError(f"PostgreSQL refuses to run {who}: run psscript as another user, or set DATABASE_URL to a server that runs.")


def _starts(options: Sequence[str]) -> bool:
    probe = subprocess.run(command(["/bin/sh", "-c", ":"], options), capture_output=True, check=False)
    return probe.returncode == 0


def _exists(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def _known(*names: str) -> tuple[int, int]:
    """User and group of the first name that this system knows."""
    for name in names:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return entry.pw_uid, entry.pw_gid
    raise FolderError(f"This system has no user named {' or '.join(names)}: set DATABASE_URL to a PostgreSQL server that runs.")


def owner(options: Sequence[str]) -> tuple[int, int]:
    """Who must own the files of a server that is started with these options of launch.py."""
    if "--user" in options:
        user, group = options[options.index("--user") + 1].split(":")
        return int(user), int(group)
    return os.geteuid(), os.getegid()


def give(folder: Path, to: tuple[int, int]) -> None:
    """Make a folder and all in it belong to `to`; nothing where it does already."""
    if not folder.exists() or folder.stat().st_uid == to[0]:
        return
    for root, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            os.chown(Path(root) / name, *to, follow_symlinks=False)
    os.chown(folder, *to)  # last: as long as this is not done, the next start does it all again


def command(program: Sequence[str], options: Sequence[str] = (), die_with_parent: int = 0) -> list[str]:
    """The command line that starts `program` through launch.py. `die_with_parent`: signal it gets when this process ends."""
    dying = ("--die-with-parent", str(die_with_parent)) if die_with_parent else ()
    return [sys.executable, "-I", LAUNCHER, *options, *dying, "--", *program]


def start(arguments: Sequence[str], log: Path, folder: Path) -> psutil.Popen:
    """In a session of its own, so that Ctrl-C in a terminal reaches only the supervisor, which then ends things in order."""
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as out:
        return psutil.Popen(
            list(arguments), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, cwd=folder, start_new_session=True, env=environment()
        )


def fresh_log(log: Path) -> int:
    """Where the lines of the next start will begin. A log that has grown large begins anew, and the one before it is kept."""
    if not log.exists():
        return 0
    if log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
        return 0
    return log.stat().st_size


def environment() -> dict[str, str]:
    """Of a server: nothing of ours, so that no variable of a user changes it and no secret shows there."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def find(pid_file: Path, *marks: Path) -> psutil.Process | None:
    """The living process that a pid file names, if its command line has one of the paths `marks`: numbers are used again."""
    try:
        found = psutil.Process(int(pid_file.read_text(encoding="ascii").split()[0]))
        line = found.cmdline()
    except (OSError, ValueError, IndexError, psutil.Error):
        return None
    return found if is_alive(found) and any(part.strip().endswith(str(mark)) for mark in marks for part in line) else None


def is_alive(process: psutil.Process | None) -> bool:
    """Running; a zombie is not, and is buried here if it is ours."""
    if process is None:
        return False
    if isinstance(process, psutil.Popen):
        return process.poll() is None
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False


def end(process: psutil.Process, *steps: tuple[signal.Signals, float]) -> None:
    """Send each signal and wait so many seconds for the end, then kill."""
    for number, seconds in [*steps, (signal.SIGKILL, 10.0)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)
        deadline = time.monotonic() + seconds
        while is_alive(process) and time.monotonic() < deadline:
            time.sleep(0.01)
        if not is_alive(process):
            return


def last_words(log: Path, since: int, marks: Sequence[str]) -> str:
    """The last line of a log, written after byte `since`, that has one of `marks`; else its last line."""
    with log.open("rb") as file:
        file.seek(since)
        lines = file.read().decode(errors="replace").splitlines() or ["it said nothing"]
    return next((line for line in reversed(lines) if any(mark in line for mark in marks)), lines[-1]).strip()
