"""A PostgreSQL cluster in a data folder: made, started, adopted, stopped.

It listens on a unix socket alone and asks everybody for a password. The program works as the role psscript, which owns its database and
is no superuser.
"""

import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import psutil

from workers.embedded import process
from workers.embedded.binaries import PostgresBinaries, postgres_binaries
from workers.embedded.errors import DiskFullError, PostgresMajorError, ServerStartError
from workers.embedded.folder import DataFolder
from workers.embedded.memory import shared_buffers

SUPERUSER = "postgres"
ROLE = DATABASE = "psscript"
START_SECONDS = 60.0  # crash recovery of a large library may take as long
FAST, IMMEDIATE = (signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0)

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",  # statements are short; compiling them costs more than it saves
    "client_connection_check_interval": "2s",  # a statement of a killed client ends, and with it its locks
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u ",
    "cluster_name": "psscript",
}


class Postgres:
    """The server of one data folder."""

    name = "PostgreSQL"

    def __init__(
        self,
        folder: DataFolder,
        *,
        binaries: PostgresBinaries | None = None,
        extensions: Sequence[str] = ("vector",),
        settings: Mapping[str, str] | None = None,
        die_with_parent: bool = False,
    ) -> None:
        self.folder = folder
        self.path = folder.postgres
        self.binaries = binaries or postgres_binaries()
        self.extensions = extensions  # made in the new cluster, since that takes a superuser
        self.settings = SETTINGS | {"shared_buffers": shared_buffers()} | dict(settings or {})
        self.dying = int(signal.SIGINT) if die_with_parent else 0
        self.process: psutil.Process | None = None
        self._log_start = 0  # where in the log this start's lines begin

    @property
    def dsn(self) -> str:
        """Of the program's role and database."""
        return self.dsn_of(ROLE, DATABASE)

    def dsn_of(self, role: str, database: str) -> str:
        """Of any role and database of the cluster."""
        host = quote(str(self.folder.socket_folder(self.path)), safe="")
        return f"postgresql://{role}:{self.folder.secret(role)}@/{database}?host={host}"

    def start(self) -> None:
        """Returns when it answers. Adopts the one that runs here already, left over from a supervisor that died."""
        self._check_major()
        if not self.path.exists():
            self._make()
        self.process = process.find(self._pid_file, self.path)
        if self.process is not None and self._status() == "stopping":
            self.stop()
        deadline = time.monotonic() + START_SECONDS
        while not self._try(deadline):
            time.sleep(0.1)

    def is_alive(self) -> bool:
        """Whether the process that was started or adopted lives."""
        return process.is_alive(self.process)

    def is_ready(self) -> bool:
        """Whether one that anybody started takes connections."""
        return process.find(self._pid_file, self.path) is not None and self._status() == "ready"

    def stop(self) -> None:
        """Ends sessions and writes everything out; where that takes long, recovers at the next start instead."""
        if self.process is not None:
            process.end(self.process, FAST, IMMEDIATE)
            self.process = None

    @property
    def _pid_file(self) -> Path:
        return self.path / "postmaster.pid"

    def _status(self) -> str:
        # starting, ready, stopping: the eighth line, filled up with blanks
        try:
            return self._pid_file.read_text().splitlines()[7].strip()
        except (OSError, IndexError):
            return ""

    def _check_major(self) -> None:
        written = self.path / "PG_VERSION"
        if written.exists() and (major := written.read_text().strip()) != str(self.binaries.major):
            raise PostgresMajorError(
                f"The library in {self.folder.path} was written by PostgreSQL {major}, and this release brings {self.binaries.major}: "
                "make a backup with the release that wrote it, and restore that into a new folder."
            )

    def _make(self) -> None:
        """In a folder of another name first: what was interrupted here is begun again, never used."""
        fresh = self.path.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        process.give(fresh, process.owner(process.identity()))
        self.folder.secret(SUPERUSER)
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8") if self.binaries.major >= 17 else ("--locale=C.UTF-8",)
        self._run(
            [self.binaries.initdb, "-D", str(fresh), "-U", SUPERUSER, "--encoding=UTF8", *locale, "--data-checksums", "--no-instructions"]
            + ["--auth=scram-sha-256", f"--pwfile={self.folder.path / 'secrets' / SUPERUSER}"]
            + (["--no-sync"] if self.settings.get("fsync") == "off" else [])
        )
        self._run([self.binaries.postgres, "--single", "-D", str(fresh), "template1"], "\n".join(self._bootstrap()) + "\n")
        fresh.rename(self.path)

    def _bootstrap(self) -> list[str]:
        """Statements for a server without clients, one a line."""
        # Dear guesses protect passwords that can be guessed. This one has 192 random bits, and would make each connection 4 ms dearer.
        cheap = ["SET scram_iterations = 1"] if self.binaries.major >= 16 else []
        return [
            *cheap,
            *(f"CREATE EXTENSION {name}" for name in self.extensions),
            f"CREATE ROLE {ROLE} LOGIN PASSWORD '{self.folder.secret(ROLE)}'",
            f"CREATE DATABASE {DATABASE} OWNER {ROLE}",
        ]

    def _run(self, arguments: list[str], text: str = "") -> None:
        done = subprocess.run(
            process.command(arguments, process.identity()),
            input=text, capture_output=True, text=True, check=False, env=process.environment(), cwd="/",
        )  # fmt: skip
        if done.returncode != 0 or "ERROR:" in done.stderr or "FATAL:" in done.stderr:
            raise self._failure(done.stderr or done.stdout)

    def _launch(self) -> None:
        self._pid_file.unlink(missing_ok=True)  # nobody runs here (find), but PostgreSQL would heed a number that some other process has now
        options = process.identity()
        sockets = self.folder.socket_folder(self.path)
        for folder in {self.path, sockets}:
            process.give(folder, process.owner(options))
        chosen = self.settings | {"unix_socket_directories": '"' + str(sockets).replace('"', '""') + '"'}
        program = [self.binaries.postgres, "-D", str(self.path), *(part for key, value in chosen.items() for part in ("-c", f"{key}={value}"))]
        log = self.folder.log("postgres")
        self._log_start = process.fresh_log(log)
        self.process = process.start(process.command(program, options, self.dying), log, self.path)

    def _try(self, deadline: float) -> bool:
        """Launch and wait; False when sessions of a killed server have yet to notice its death and end."""
        if self.process is None:
            self._launch()
        while time.monotonic() < deadline:
            if self._status() == "ready":
                return True
            if not self.is_alive():
                self.process = None
                said = process.last_words(self.folder.log("postgres"), self._log_start, ("FATAL", "PANIC", "No space left"))
                if "pre-existing shared memory block" in said:
                    return False
                raise self._failure(said)
            time.sleep(0.01)
        raise ServerStartError(f"PostgreSQL did not become ready within {START_SECONDS:g} s: see {self.folder.log('postgres')}.")

    def _failure(self, said: str) -> ServerStartError:
        if "No space left on device" in said:
            return DiskFullError(f"PostgreSQL cannot start, the disk of {self.folder.path} is full: free some space and start again.")
        return ServerStartError(f"PostgreSQL did not start: {' '.join(said.split())[-400:]} (log: {self.folder.log('postgres')})")
