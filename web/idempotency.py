"""The header Idempotency-Key: a repeated request gets the first answer, unless that was a refusal, which changed nothing and may be tried again."""

import re
from collections.abc import Callable

from flask import Response, request

from pipeline import idempotency
from pipeline.idempotency import Kept, Key
from web.answers import json_response
from web.call import Call
from web.errors import InvalidError

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,255}", re.ASCII)


def idempotency_key() -> str | None:
    """Raises InvalidError."""
    key = request.headers.get(HEADER)
    if key is not None and not _KEY.fullmatch(key):
        raise InvalidError(f"{HEADER} takes 1 to 255 visible ASCII characters.")
    return key


def once(call: Call, place: Key, make: Callable[[], Response]) -> Response:
    """The answer that was kept, or the one made now, which is kept from now on."""
    if kept := idempotency.reserve(call.engine, place):
        return json_response(kept.response, kept.status)
    try:
        response = make()
    except BaseException:
        idempotency.release(call.engine, place)
        raise
    idempotency.keep(call.engine, place, Kept(response.status_code, response.get_json(silent=True)))
    return response
