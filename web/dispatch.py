"""What happens to every request of an endpoint, in this order: who calls, may they, is it well formed, then the handler."""

import hashlib
from typing import Any

from flask import Response, g, request
from pydantic import ValidationError

from pipeline.accounts.callers import Caller
from pipeline.idempotency import Key
from web.answers import JSON, to_json
from web.bodies import small_body
from web.call import Answer, Call
from web.callers import COOKIE, Presence, csrf_passes
from web.endpoint import Access, Endpoint
from web.errors import BrokenBodyError, CsrfError, ForbiddenError, InvalidError, NotSignedInError, WrongTypeError
from web.idempotency import idempotency_key, once
from web.schemas.base import Request
from web.stores import Stores


def dispatch(stores: Stores, endpoint: Endpoint, path: dict[str, Any]) -> Response:
    found: Presence = g.presence
    admit(endpoint, found, anonymous_read=stores.settings.anonymous_read)
    arguments = dict(path)
    if endpoint.query is not None:
        arguments["query"] = _query(endpoint.query)
    elif request.args:
        raise InvalidError(f"This takes no parameters, and got {_names(request.args)}.")
    data = b""
    if endpoint.body is not None:
        data = small_body(stores.settings.max_json_bytes)
        arguments["body"] = _parsed(endpoint.body, data, optional=endpoint.body_optional)
    call = Call(found.caller, stores, g.request_id, g.address)
    if endpoint.idempotent == "yes" and (key := idempotency_key()):
        place = Key(call.caller.id, key, endpoint.name, hashlib.sha256(request.full_path.encode() + data).digest())
        return once(call, place, lambda: respond(endpoint.handler(call, **arguments)))
    return respond(endpoint.handler(call, **arguments))


def admit(endpoint: Endpoint, found: Presence, *, anonymous_read: bool) -> None:
    """Raises NotSignedInError, InvalidTokenError or ForbiddenError."""
    if endpoint.access is Access.ANYONE:
        return
    if found.refusal:
        raise found.refusal
    if found.caller.user_id is None and (endpoint.access is not Access.READERS or not anonymous_read):
        raise NotSignedInError
    if endpoint.scope not in found.caller.scopes:
        raise ForbiddenError(f"This needs a token with the scope `{endpoint.scope}`.")
    if endpoint.access is Access.ADMINS and not _is_admin(found.caller):
        raise ForbiddenError("This is for administrators.")
    if endpoint.changes and found.browser and not csrf_passes(request, request.cookies[COOKIE]):
        raise CsrfError


def _is_admin(caller: Caller) -> bool:
    return caller.is_admin


def _query(model: type[Request]) -> Request:
    given: dict[str, Any] = {}
    for name, values in request.args.lists():
        if len(values) > 1:
            raise InvalidError(f"The parameter {name[:50]!r} stands there more than once.")
        given[name] = values[0]
    return model.model_validate(given)


def _parsed(model: type[Request], data: bytes, *, optional: bool) -> Request:
    if not data and optional:
        return model.model_validate({})
    if request.mimetype != JSON:
        raise WrongTypeError("Send the body as application/json.")
    try:
        return model.model_validate_json(data, strict=True)
    except ValidationError:
        raise
    except (ValueError, RecursionError) as error:
        raise BrokenBodyError("The body is no valid JSON.") from error


def _names(given: Any) -> str:
    return ", ".join(repr(name[:50]) for name in list(given)[:5])


def respond(result: Any) -> Response:
    """A handler's model, Answer or Response as a response."""
    if isinstance(result, Response):
        return result
    answer = result if isinstance(result, Answer) else Answer(result)
    if answer.body is None:
        response = Response(status=answer.status)
        response.headers.pop("Content-Type", None)
    else:
        response = Response(to_json(answer.body), answer.status, content_type=answer.content_type or JSON)
    response.headers.update(answer.headers)
    return response
