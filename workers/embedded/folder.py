"""The data folder of a library: what lies where, who holds it, its secrets.

    DIR/lock            held by the process that runs the servers
    DIR/postgres/       the cluster
    DIR/redis/          the append-only file
    DIR/secrets/        passwords, 0600
    DIR/log/            what the servers say

All of it is closed to others.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
import stat
from pathlib import Path

from workers.embedded.errors import DiskFullError, FolderError, FolderHeldError

# A unix socket's path has room for 107 bytes on Linux and 103 on macOS; the longest name is PostgreSQL's, and it makes a .lock beside it.
LONGEST_SOCKET_FOLDER = 103 - len("/.s.PGSQL.5432.lock")
LEAST_FREE_BYTES = 64 * 1024 * 1024


class DataFolder:
    """One folder, opened (made where it is missing) but not yet held."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._held: int | None = None

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def redis(self) -> Path:
        return self.path / "redis"

    def log(self, server: str) -> Path:
        """The file that a server writes its log to."""
        return self.path / "log" / f"{server}.log"

    def make(self) -> None:
        """The folders, closed to others. Raises FolderError where that cannot be."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            for part in ("redis", "secrets", "log"):
                (self.path / part).mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise FolderError(f"The data folder {self.path} cannot be made or written: {error.strerror}. Choose another with --data.") from error
        if shutil.disk_usage(self.path).free < LEAST_FREE_BYTES:
            raise DiskFullError(f"The disk of {self.path} has less than 64 MB left: free some space, or choose another folder with --data.")

    def hold(self, purpose: str) -> None:
        """Be the one process that runs servers here, until `release` or the process's end. Raises FolderHeldError."""
        file = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            raise FolderHeldError(f"The data folder {self.path} is in use by {self._holder()}: stop that, or choose another with --data.") from None
        os.ftruncate(file, 0)
        os.write(file, f"process {os.getpid()} ({purpose})".encode())
        self._held = file

    def release(self) -> None:
        """Let others hold the folder."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def is_held(self) -> bool:
        """Whether some process holds it now."""
        try:
            file = os.open(self.path / "lock", os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
        else:
            return False
        finally:
            os.close(file)

    def _holder(self) -> str:
        return (self.path / "lock").read_text(encoding="utf-8", errors="replace") or "another process"

    def secret(self, name: str) -> str:
        """192 random bits in hexadecimal, made when first asked for and the same ever after."""
        path = self.path / "secrets" / name
        if not path.exists():
            fresh = path.with_name(f".{name}.{os.getpid()}")
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_hex(24))
            try:
                os.link(fresh, path)  # never replaces one that another process made meanwhile
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return path.read_text(encoding="ascii")

    def socket_folder(self, wanted: Path) -> Path:
        """`wanted`, or where its path is too long for a socket, a short one that belongs to this folder and user."""
        if len(os.fsencode(wanted)) <= LONGEST_SOCKET_FOLDER and "," not in str(wanted):  # a comma parts two hosts in a DSN
            return wanted
        name = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:16]
        short = Path("/tmp") / f"psscript-{os.geteuid()}-{name}"  # noqa: S108 checked below for whose it is
        short.mkdir(mode=0o700, exist_ok=True)
        found = short.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), self.path.stat().st_uid) or found.st_mode & 0o077:
            raise FolderError(f"{short} belongs to someone else: choose a data folder with a shorter path than {self.path}.")
        return short
