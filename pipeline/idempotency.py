"""A request that is repeated with the same key gets the first answer, and is not carried out a second time."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from db.engine import Connection, Engine, execute, transaction
from pipeline.errors import PermanentError

ABANDONED = 120  # seconds after which a request without an answer counts as dead


class KeyReusedError(PermanentError):
    """This Idempotency-Key was sent with another request before."""

    code = "idempotency_key_reused"


class StillRunningError(PermanentError):
    """The first request with this Idempotency-Key is still being carried out."""

    code = "idempotency_key_in_use"


@dataclass(frozen=True, slots=True)
class Key:
    """Of one user on one route, with a hash of what the request says."""

    user_id: int
    key: str
    route: str
    request_hash: bytes

    @property
    def place(self) -> dict[str, Any]:
        return {"user_id": self.user_id, "key": self.key, "route": self.route}


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: status and JSON."""

    status: int
    response: Any


def once_within(connection: Connection, key: Key, work: Callable[[], Kept]) -> Kept:
    """In one transaction with `work`: of two requests at the same time the second waits for the first. Raises KeyReusedError."""
    if not execute(connection, "idempotency.reserve", **key.place, request_hash=key.request_hash).first():
        return _first_answer(connection, key)
    answer = work()
    _keep(connection, key, answer)
    return answer


def reserve(engine: Engine, key: Key) -> Kept | None:
    """For work with transactions of its own: None where it is to be done now, and `keep` or `release` to be called then.

    Raises KeyReusedError, StillRunningError.
    """
    with transaction(engine) as connection:
        execute(connection, "idempotency.release_abandoned", **key.place, seconds=ABANDONED)
        if execute(connection, "idempotency.reserve", **key.place, request_hash=key.request_hash).first():
            return None
        return _first_answer(connection, key)


def keep(engine: Engine, key: Key, answer: Kept) -> None:
    with transaction(engine) as connection:
        _keep(connection, key, answer)


def release(engine: Engine, key: Key) -> None:
    with transaction(engine) as connection:
        execute(connection, "idempotency.release", **key.place)


def _keep(connection: Connection, key: Key, answer: Kept) -> None:
    execute(connection, "idempotency.answer", **key.place, status=answer.status, response=json.dumps(answer.response))


def _first_answer(connection: Connection, key: Key) -> Kept:
    found = execute(connection, "idempotency.find", **key.place).one()
    if bytes(found.request_hash) != key.request_hash:
        raise KeyReusedError
    if not found.status:
        raise StillRunningError
    return Kept(found.status, found.response)
