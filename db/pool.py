"""How connections are pooled and how often a statement is tried: plain values, so that settings can name them without a driver."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pool:
    """All times in seconds."""

    size: int = 10  # connections at most; they are opened when needed, so the least is none
    acquire: float = 30.0  # wait for a free connection
    idle: float = 10.0  # an unused connection is closed after this
    connect: float = 15.0  # wait for a new connection
    statement: float = 60.0  # longest run of one statement
    lock: float = 10.0  # longest wait for a lock
    tls: bool = False  # encrypt connections over TCP
    verify: bool = False  # and check the server's certificate and name
    ca_file: Path | None = None  # against this authority; none: those of the system


@dataclass(frozen=True, slots=True)
class Retry:
    """Delays double from one try to the next."""

    connections: int = 5  # tries after a lost connection
    delay: float = 2.0  # seconds before the first of them
    conflicts: int = 3  # tries after a deadlock or a serialization failure


NEVER = Retry(connections=0, delay=0.0, conflicts=0)
