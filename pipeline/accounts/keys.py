"""Keys that sign access tokens. They stand in PostgreSQL, so that all web processes agree; a setting may give one instead."""

import hashlib
import secrets
import threading
import time
from dataclasses import dataclass

from sqlalchemy import Engine

from db.engine import execute, transaction

REFRESH_AFTER = 60.0  # seconds after which a process looks for keys that others made
REFRESH_UNKNOWN = 1.0  # and, when a token names a key it does not know


@dataclass(frozen=True, slots=True)
class Key:
    id: str  # the kid of a token
    secret: bytes


class KeyRing:
    """The keys that this process knows: the first signs, all verify."""

    def __init__(self, engine: Engine, given: str | None) -> None:
        self._engine = engine
        self._given = Key("s" + hashlib.sha256(given.encode()).hexdigest()[:12], given.encode()) if given else None
        self._keys: dict[str, Key] = {}
        self._read_at = float("-inf")
        self._lock = threading.Lock()

    def signing(self) -> Key:
        if self._given:
            return self._given
        return next(iter(self._current(REFRESH_AFTER).values()))

    def verifying(self, key_id: str) -> Key | None:
        """The key of this id, unless it is retired or never was."""
        if self._given:
            return self._given if self._given.id == key_id else None
        return self._current(REFRESH_AFTER).get(key_id) or self._current(REFRESH_UNKNOWN).get(key_id)

    def _current(self, age: float) -> dict[str, Key]:
        with self._lock:
            if time.monotonic() - self._read_at > age:
                self._keys = {key.id: key for key in _keys(self._engine)}
                self._read_at = time.monotonic()
            return self._keys

    def rotate(self, grace: float) -> str:
        """A new key signs from now on; the others verify for `grace` seconds more, the life of a token. Returns the new key's id."""
        with transaction(self._engine) as connection:
            execute(connection, "signing_keys.lock")
            key = _new()
            execute(connection, "signing_keys.add", id=key.id, secret=key.secret)
            execute(connection, "signing_keys.retire", keep=key.id, grace=grace)
            execute(connection, "signing_keys.forget")
        self._read_at = float("-inf")
        return key.id


def _keys(engine: Engine) -> list[Key]:
    """The keys that verify; the first key is made where there is none."""
    with transaction(engine) as connection:
        if not (rows := execute(connection, "signing_keys.valid").all()):
            execute(connection, "signing_keys.lock")
            if not (rows := execute(connection, "signing_keys.valid").all()):
                key = _new()
                execute(connection, "signing_keys.add", id=key.id, secret=key.secret)
                return [key]
        return [Key(row.id, bytes(row.secret)) for row in rows]


def _new() -> Key:
    return Key(secrets.token_hex(8), secrets.token_bytes(32))
