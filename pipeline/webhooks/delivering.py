"""Tells receivers what happened, signed; tries again with growing delays, and writes down how it went."""

import hashlib
import hmac
import json
import time
from typing import Any

from db.engine import Engine, execute, reading
from pipeline.errors import PipelineError, TransientError
from pipeline.webhooks import outward

AT_ONCE = 20  # deliveries of one pass
CLAIM = 300  # seconds in which nobody else takes a delivery
MOST_ATTEMPTS = 8
FIRST_DELAY = 10  # seconds, doubling: the last try is about twenty minutes after the first
SIGNATURE = "X-PSScript-Signature"


class RefusedError(TransientError):
    """The receiver did not take it."""

    code = "refused_by_receiver"


def deliver_due(engine: Engine, *, private: bool) -> int:
    """One pass; how many deliveries were tried."""
    with reading(engine) as connection:
        due = execute(connection, "webhooks.claim", seconds=CLAIM, limit=AT_ONCE).all()
    for delivery in due:
        _deliver(engine, delivery, private=private)
    return len(due)


def signature(secret: str, moment: int, body: bytes) -> str:
    """`t=<seconds since 1970>,v1=<HMAC-SHA256 of "t.body">`: receivers check it, and that the time is near."""
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={signed}"


def _deliver(engine: Engine, delivery: Any, *, private: bool) -> None:
    status: int | None = None
    try:
        status = _send(delivery, private=private)
        if not 200 <= status < 300:
            raise RefusedError(f"The receiver answered {status}.")
    except PipelineError as error:
        give_up = not isinstance(error, TransientError) or delivery.attempts >= MOST_ATTEMPTS
        delay = FIRST_DELAY * 2 ** (delivery.attempts - 1)
        with reading(engine) as connection:
            execute(connection, "webhooks.missed", delivery_id=delivery.id, status=status, error=str(error), give_up=give_up, seconds=delay)
        return
    with reading(engine) as connection:
        execute(connection, "webhooks.delivered", delivery_id=delivery.id, status=status)


def _send(delivery: Any, *, private: bool) -> int:
    target = outward.resolve(delivery.url, private=private)
    body = json.dumps(
        {"event": delivery.event, "deliveryId": delivery.id, "createdAt": f"{delivery.created_at.isoformat()}Z", "data": delivery.payload}
    ).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "psscript",
        "X-PSScript-Event": delivery.event,
        "X-PSScript-Delivery": str(delivery.id),
        SIGNATURE: signature(delivery.secret, int(time.time()), body),
    }
    return outward.post(target, body, headers)
