"""A whole library in the foreground: its servers, its processes, and what a person is told about them."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from db.engine import open_engine
from pipeline.accounts import PasswordRule, create_user
from pipeline.accounts.users import count_users
from pipeline.config import Settings
from pipeline.errors import TransientError
from workers.embedded.servers import Library
from workers.errors import CannotRunError
from workers.password import random_password
from workers.supervisor import Program

FIRST_ADMIN = "admin"
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 what to call where the server listens everywhere
PATIENCE = 20.0  # seconds for workers and sweeper to say that they are there
SERVER_RETRY = 5.0  # seconds between tries to start a server that died


def listen(address: str, port: int) -> socket.socket:
    """The web server's socket. It is held here, so that callers wait instead of failing while the web server starts again."""
    family, kind, protocol, _, where = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(where)
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise CannotRunError(f"{address} port {port} cannot be used ({error.strerror}): choose another with --port.") from error
    return listener


def programs(settings: Settings, listener: socket.socket) -> list[Program]:
    """What makes up a library, in the order in which it is ended: who brings work before who does it."""
    return [
        _program(settings, "web", "web", "--fd", str(listener.fileno()), inherited=(listener.fileno(),)),
        _program(settings, "sweeper", "sweeper"),
        _program(settings, "worker-interactive", "worker", "--lane", "interactive"),
        *(_program(settings, f"worker-bulk-{number}", "worker", "--lane", "bulk") for number in range(1, settings.worker_processes + 1)),
        *([_program(settings, "worker-sandbox", "worker", "--lane", "sandbox")] if settings.execute_scripts else []),
    ]


def _program(settings: Settings, name: str, *arguments: str, inherited: tuple[int, ...] = ()) -> Program:
    command = (sys.executable, "-m", "workers.cli", *arguments, "--data", str(settings.data))
    return Program(name, command, settings.data / "log" / f"{name}.log", inherited)


@contextmanager
def servers(settings: Settings) -> Iterator[Library]:
    """Running for as long as the block lasts. A request to end that comes while they start is heeded, too."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    library = Library(settings)
    library.start("psscript up")
    try:
        yield library
    finally:
        library.stop()


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def first_administrator(settings: Settings) -> str | None:
    """The password of one that is made where nobody has an account yet."""
    engine = open_engine(settings.dsn or "", settings.pool)
    try:
        if count_users(engine):
            return None
        password = random_password()
        create_user(engine, FIRST_ADMIN, f"{FIRST_ADMIN}@localhost", password, rule=PasswordRule.of(production=True), role="admin")
        return password
    finally:
        engine.dispose()


@dataclass(slots=True)
class Watch:
    """Looks after what the supervisor does not: servers that die, the moment when all is ready, the import that follows it."""

    library: Library
    url: str
    say: Callable[[str], None]
    on_ready: Callable[[], None]
    import_command: tuple[str, ...] | None = None
    on_import_end: Callable[[], None] = lambda: None
    ready: bool = False
    importing: subprocess.Popen[bytes] | None = None
    server_retry_at: float = 0.0
    patience_ends: float = field(default_factory=lambda: time.monotonic() + PATIENCE)

    def __call__(self) -> None:
        self._tend_servers()
        if not self.ready and self._is_ready():
            self.ready = True
            self.on_ready()
            if self.import_command:
                self.importing = subprocess.Popen(self.import_command)  # noqa: S603 this program's own command
        if self.importing and self.importing.poll() is not None:
            self.importing = None
            self.on_import_end()

    def end(self) -> None:
        """An import that still waits for its end is told to; what it brought is kept and goes on at the next start."""
        if self.importing and self.importing.poll() is None:
            self.importing.send_signal(signal.SIGINT)
            self.importing.wait()

    def _is_ready(self) -> bool:
        """All is there; or the web server is, and the rest has had its time."""
        missing = degraded(f"{self.url}/health/ready")
        return missing == [] or (missing is not None and time.monotonic() > self.patience_ends)

    def _tend_servers(self) -> None:
        if time.monotonic() < self.server_retry_at:
            return
        for server in self.library.running:
            if not server.is_alive():
                self.say(f"{server.name} died; starting it again.")
                try:
                    server.start()
                except TransientError as error:
                    self.say(f"{error} Trying again in {SERVER_RETRY:g} s.")
                    self.server_retry_at = time.monotonic() + SERVER_RETRY


def address_of(settings: Settings) -> str:
    host = ANYWHERE.get(settings.bind, settings.bind)
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def degraded(url: str) -> list[str] | None:
    """What a library does without for now; None where its web server does not answer, or cannot work."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 an address of our own
            return list(json.load(answer)["degraded"])
    except (OSError, ValueError, KeyError):
        return None
