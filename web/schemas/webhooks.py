"""Webhooks on the wire."""

from typing import Annotated, Any, Literal

from pydantic import Field

from web.schemas.base import IdText, Model, Page, PageNumber, PageSize, Request, Utc

Event = Literal["script.analyzed", "script.failed", "batch.completed"]


class NewWebhook(Request):
    url: Annotated[str, Field(min_length=8, max_length=2048, pattern=r"^https?://[!-~]+$")]
    events: Annotated[list[Event], Field(min_length=1, max_length=3)]


class Webhook(Model):
    id: int
    url: str
    events: list[Event]
    created_at: Utc


class CreatedWebhook(Webhook):
    """`secret` signs what is sent; it is shown this once."""

    secret: str


class Webhooks(Page):
    webhooks: list[Webhook]


class Delivery(Model):
    id: int
    event: Event
    subject: str
    payload: Any
    state: Literal["waiting", "delivered", "failed"]
    attempts: int
    not_before: Utc
    status: int | None
    error: str | None
    created_at: Utc
    delivered_at: Utc | None


class Deliveries(Page):
    deliveries: list[Delivery]


class DeliveryPaging(Request):
    limit: PageSize = 20
    cursor: IdText | None = None
    page: PageNumber | None = None
