"""Webhooks: where owners want to be told what becomes of their uploads."""

from pipeline.webhooks import owning
from web.call import Answer, Call
from web.endpoint import SIGNED_IN, Noun
from web.schemas.webhooks import CreatedWebhook, Deliveries, Delivery, DeliveryPaging, NewWebhook, Webhook, Webhooks
from web.scripts import pages

noun = Noun("webhooks", "/api/webhooks")


@noun.get("", SIGNED_IN, answers={200: Webhooks})
def list_webhooks(call: Call) -> Webhooks:
    """One's own webhooks, without their secrets."""
    found = owning.list_webhooks(call.engine, call.caller.id)
    return Webhooks(webhooks=[Webhook.model_validate(each) for each in found], total=len(found), page=1, total_pages=1, next_cursor=None)


@noun.post("", SIGNED_IN, answers={201: CreatedWebhook}, refusals=(409,))
def create_webhook(call: Call, body: NewWebhook) -> Answer:
    """Name an address to be told of events, signed with a secret that is shown this once."""
    secret, made = owning.create_webhook(call.engine, call.caller.id, body.url, body.events, private=call.settings.webhooks_to_private_addresses)
    return Answer(CreatedWebhook(**Webhook.model_validate(made).model_dump(), secret=secret), 201)


@noun.delete("/<id:webhook_id>", SIGNED_IN, answers={204: None})
def delete_webhook(call: Call, webhook_id: int) -> Answer:
    """Tell it nothing more."""
    owning.delete_webhook(call.engine, call.caller.id, webhook_id)
    return Answer(status=204)


@noun.get("/<id:webhook_id>/deliveries", SIGNED_IN, answers={200: Deliveries})
def list_deliveries(call: Call, webhook_id: int, query: DeliveryPaging) -> Deliveries:
    """What it was told and how that went, the newest first."""
    number = query.page or 1
    offset = 0 if query.cursor else (number - 1) * query.limit
    found, total = owning.list_deliveries(call.engine, call.caller.id, webhook_id, before=query.cursor, limit=query.limit + 1, offset=offset)
    shown = found[: query.limit]
    return Deliveries(
        deliveries=[Delivery.model_validate(each) for each in shown],
        total=total,
        page=number,
        total_pages=pages(total, query.limit),
        next_cursor=str(shown[-1].id) if len(found) > query.limit else None,
    )
