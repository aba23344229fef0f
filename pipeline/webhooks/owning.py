"""A user's webhooks."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.engine import Engine, execute, reading, transaction
from db.records import records
from pipeline.audit import record
from pipeline.errors import PermanentError
from pipeline.webhooks.outward import PrivateAddressError, check_url, is_public

MOST = 20  # of one user


class NoSuchWebhookError(PermanentError):
    """There is no such webhook."""

    code = "webhook_not_found"


class TooManyWebhooksError(PermanentError):
    """Nobody has more than twenty webhooks."""

    code = "too_many_webhooks"


@dataclass(frozen=True, slots=True)
class Webhook:
    id: int
    url: str
    events: list[str]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    id: int
    event: str
    subject: str
    payload: Any
    state: str  # waiting delivered failed
    attempts: int
    not_before: datetime
    status: int | None  # what the receiver answered last
    error: str | None
    created_at: datetime
    delivered_at: datetime | None


def create_webhook(engine: Engine, user_id: int, url: str, events: Sequence[str], *, private: bool) -> tuple[str, Webhook]:
    """The secret that signs, shown this once. Raises BadAddressError, PrivateAddressError, TooManyWebhooksError.

    A name is not resolved here: what it leads to is looked at before each delivery.
    """
    host = check_url(url).hostname or ""
    if not private and (host == "localhost" or _is_private_number(host)):
        raise PrivateAddressError
    secret = f"whsec_{secrets.token_urlsafe(32)}"
    with transaction(engine) as connection:
        if execute(connection, "webhooks.count", user_id=user_id).scalar_one() >= MOST:
            raise TooManyWebhooksError
        made = records(Webhook, execute(connection, "webhooks.create", user_id=user_id, url=url, events=sorted(set(events)), secret=secret))[0]
        record(connection, "webhook_created", target=f"webhook:{made.id}")
        return secret, made


def list_webhooks(engine: Engine, user_id: int) -> list[Webhook]:
    with reading(engine) as connection:
        return records(Webhook, execute(connection, "webhooks.list", user_id=user_id))


def delete_webhook(engine: Engine, user_id: int, webhook_id: int) -> None:
    """Raises NoSuchWebhookError."""
    with transaction(engine) as connection:
        if execute(connection, "webhooks.delete", webhook_id=webhook_id, user_id=user_id).first() is None:
            raise NoSuchWebhookError
        record(connection, "webhook_deleted", target=f"webhook:{webhook_id}")


def list_deliveries(engine: Engine, user_id: int, webhook_id: int, *, before: int | None, limit: int, offset: int) -> tuple[list[Delivery], int]:
    """The newest first, and how many there are. Raises NoSuchWebhookError."""
    with reading(engine) as connection:
        if not execute(connection, "webhooks.owned", webhook_id=webhook_id, user_id=user_id).scalar_one():
            raise NoSuchWebhookError
        found = records(Delivery, execute(connection, "webhooks.deliveries", webhook_id=webhook_id, before=before, limit=limit, offset=offset))
        return found, int(execute(connection, "webhooks.delivery_count", webhook_id=webhook_id).scalar_one())


def _is_private_number(host: str) -> bool:
    """Also where it is shortened, as `127.1` and `0` are: only resolvers read these."""
    if ":" not in host and not host.replace(".", "").isdigit():
        return False
    try:
        return not is_public(host)
    except ValueError:
        return True
