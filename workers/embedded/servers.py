"""Which servers a command works with: those that the settings name, those that run in the data folder, or its own for as long as it runs."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.config import Settings
from workers.embedded.errors import FolderHeldError, NotRunningError
from workers.embedded.folder import DataFolder
from workers.embedded.postgres import Postgres
from workers.embedded.redis import Redis

ATTACH_SECONDS = 30.0  # for a library that is just starting


@dataclass(frozen=True, slots=True)
class Servers:
    """Where they are."""

    dsn: str
    redis_url: str

    def settings(self, settings: Settings) -> Settings:
        """The same settings, naming these servers."""
        return replace(settings, database_url=self.dsn, redis_url=self.redis_url)


class Library:
    """The servers that a data folder runs itself. Hold it, start it, look after it, stop it."""

    def __init__(self, settings: Settings) -> None:
        self.folder = DataFolder(settings.data)
        self.postgres = None if settings.dsn else Postgres(self.folder)
        self.redis = None if settings.redis else Redis(self.folder)
        self._settings = settings

    @property
    def servers(self) -> Servers:
        """Where they are, once they are started or found."""
        dsn = self.postgres.dsn if self.postgres else self._settings.dsn
        url = self.redis.url if self.redis else self._settings.redis
        return Servers(dsn or "", url or "")

    @property
    def running(self) -> list[Postgres | Redis]:
        """The servers that are this folder's."""
        return [server for server in (self.postgres, self.redis) if server is not None]

    def start(self, purpose: str) -> None:
        """Raises FolderHeldError, ServerStartError and others of workers.embedded.errors."""
        self.folder.make()
        self.folder.hold(purpose)
        try:
            for server in self.running:
                server.start()
        except BaseException:
            self.stop()
            raise

    def is_ready(self, *, without_redis: bool = False) -> bool:
        """Whether all of them answer, whoever started them."""
        return all(server.is_ready() for server in self.running if not (without_redis and server is self.redis))

    def stop(self) -> None:
        """Ends them and lets go of the folder."""
        for server in reversed(self.running):
            server.stop()
        self.folder.release()


def attach(settings: Settings, *, without_redis: bool = False) -> Servers:
    """Those of a library that runs, by `psscript up` or elsewhere; `without_redis`: it is enough that PostgreSQL does. Raises NotRunningError."""
    library = Library(settings)
    if library.running and not library.folder.is_held():
        raise NotRunningError(f"No library runs in {settings.data}: start it with `psscript up --data {settings.data}`.")
    deadline = time.monotonic() + ATTACH_SECONDS
    while not library.is_ready(without_redis=without_redis):
        if time.monotonic() > deadline:
            raise NotRunningError(f"The library in {settings.data} does not answer: see {library.folder.path / 'log'}.")
        time.sleep(0.05)
    return library.servers


@contextlib.contextmanager
def opened(settings: Settings, purpose: str) -> Iterator[Servers]:
    """Those of a library that runs; else the folder's own are run meanwhile. For commands that need no workers."""
    library = Library(settings)
    if not library.running:
        yield library.servers
        return
    try:
        library.start(purpose)
    except FolderHeldError:
        yield attach(settings)
        return
    try:
        yield library.servers
    finally:
        library.stop()
