"""A Redis in a data folder: queues and cache. What it holds can be rebuilt from PostgreSQL, so a file it cannot read is put aside."""

import logging
import signal
import time
from pathlib import Path
from urllib.parse import quote

import psutil
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from workers.embedded import process
from workers.embedded.binaries import redis_server
from workers.embedded.errors import DiskFullError, ServerStartError
from workers.embedded.folder import DataFolder

log = logging.getLogger(__name__)
START_SECONDS = 30.0
TERMINATE = (signal.SIGTERM, 10.0)

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    "maxmemory-policy": "noeviction",  # a queue that forgets is worse than one that refuses
    "daemonize": "no",
}


class Redis:
    """The server of one data folder."""

    name = "Redis"

    def __init__(self, folder: DataFolder, *, die_with_parent: bool = False) -> None:
        self.folder = folder
        self.path = folder.redis
        self.dying = int(signal.SIGTERM) if die_with_parent else 0
        self.process: psutil.Process | None = None
        self._log_start = 0  # where in the log this start's lines begin

    @property
    def url(self) -> str:
        """For clients; the database number may be changed."""
        return f"unix://{quote(str(self._socket))}?db=0"

    def start(self) -> None:
        """Returns when it answers. Adopts the one that runs here already, left over from a supervisor that died."""
        self.process = process.find(self._pid_file, self._socket)
        if self.process is not None and not self._answers():
            self.stop()
        if self.process is None:
            self._launch()
        if not self._wait():
            self._put_aside()
            self._launch()
            if not self._wait():
                raise self._failure()

    def is_alive(self) -> bool:
        """Whether the process that was started or adopted lives."""
        return process.is_alive(self.process)

    def is_ready(self) -> bool:
        """Whether one that anybody started answers."""
        return process.find(self._pid_file, self._socket) is not None and self._answers()

    def stop(self) -> None:
        """Writes its file out and ends."""
        if self.process is not None:
            process.end(self.process, TERMINATE)
            self.process = None

    @property
    def _socket(self) -> Path:
        return self.folder.socket_folder(self.path) / "redis.sock"

    @property
    def _pid_file(self) -> Path:
        return self.path / "redis.pid"

    @property
    def _log(self) -> Path:
        return self.folder.log("redis")

    def _launch(self) -> None:
        self._socket.unlink(missing_ok=True)
        chosen = SETTINGS | {"unixsocket": str(self._socket), "dir": str(self.path), "pidfile": str(self._pid_file)}
        options = [part for key, value in chosen.items() for part in (f"--{key}", value)]
        self._log_start = process.fresh_log(self._log)
        self.process = process.start(process.command([redis_server(), *options], die_with_parent=self.dying), self._log, self.path)

    def _wait(self) -> bool:
        """False when the process ended instead."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._answers():
                return True
            if not self.is_alive():
                return False
            time.sleep(0.01)
        raise ServerStartError(f"Redis did not answer within {START_SECONDS:g} s: see {self._log}.")

    def _answers(self) -> bool:
        client = redis.Redis(unix_socket_path=str(self._socket), socket_timeout=2.0, retry=Retry(NoBackoff(), 0))
        try:
            return bool(client.ping())
        except redis.RedisError:  # not there, frozen, or still loading its file
            return False
        finally:
            client.close()

    def _put_aside(self) -> None:
        said = self._last_words()
        file = self.path / "appendonly.aof"
        if "append only file" not in said or not file.exists():
            raise self._failure()
        aside = file.with_name(f"appendonly.aof.unreadable.{int(time.time())}")
        file.rename(aside)
        log.warning("Redis could not read its file, which was put aside as %s; what it held is made anew from PostgreSQL.", aside)

    def _failure(self) -> ServerStartError:
        if "No space left on device" in self._last_words():
            return DiskFullError(f"Redis cannot start, the disk of {self.folder.path} is full: free some space and start again.")
        return ServerStartError(f"Redis did not start: {self._last_words()} (log: {self._log})")

    def _last_words(self) -> str:
        return process.last_words(self._log, self._log_start, ("append only file", "No space left"))
