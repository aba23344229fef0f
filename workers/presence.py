"""Processes say that they are there, so that others know who works, and whose work was left lying."""

import json
import os
import secrets
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine

from db.engine import execute, reading

Kind = Literal["supervisor", "web", "worker", "sweeper"]
EVERY = 5.0  # seconds between two signs of life
SILENT = 30.0  # seconds after which nobody counts on a process that gives none


class Presence:
    """One process. `detail` says what is worth knowing of it at the moment."""

    def __init__(self, engine: Engine, kind: Kind, detail: Callable[[], dict[str, Any]] = dict, clock: Callable[[], float] = time.monotonic) -> None:
        self.name = f"{kind}-{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        self._engine = engine
        self._kind = kind
        self._detail = detail
        self._clock = clock
        self._next = float("-inf")

    def beat(self) -> None:
        """Cheap to call often. Raises what the database raises."""
        if self._clock() < self._next:
            return
        detail = json.dumps({"space": space(), **self._detail()})
        try:
            with reading(self._engine) as connection:
                execute(connection, "processes.seen", name=self.name, kind=self._kind, host=socket.gethostname(), pid=os.getpid(), detail=detail)
        finally:
            self._next = self._clock() + EVERY  # a database that does not answer is not asked at every turn, either

    def leave(self) -> None:
        """Raises what the database raises."""
        with reading(self._engine) as connection:
            execute(connection, "processes.leave", name=self.name)


def space() -> str:
    """Where a process number means something: this start of this machine, and its namespace of processes."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip() + str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""


def runs(pid: int) -> bool:
    """Whether a process of this space lives; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (OSError, IndexError):
        return False


def is_gone(worker: str, process: dict[str, Any] | None, *, seen: bool, here: str) -> bool:
    """Whether the process of `worker` is known to be dead, or gives no sign of life. `here`: this process's space."""
    number = worker.rpartition("/")[2]
    if here and process and process.get("space") == here and number.isdigit():
        return not runs(int(number))
    return not seen


def bury(engine: Engine) -> None:
    """Strike out processes of this space that ended without a word, unless something that they began still runs."""
    here = space()
    with reading(engine) as connection:
        known = execute(connection, "processes.known").all()
        if dead := [row.name for row in known if here and row.detail.get("space") == here and not runs(row.pid)]:
            execute(connection, "processes.bury", names=dead)
