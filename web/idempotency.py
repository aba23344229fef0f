"""The header Idempotency-Key."""

import re

from flask import request

from web.errors import InvalidError

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,255}", re.ASCII)


def idempotency_key() -> str | None:
    """Raises InvalidError."""
    key = request.headers.get(HEADER)
    if key is not None and not _KEY.fullmatch(key):
        raise InvalidError(f"{HEADER} takes 1 to 255 visible ASCII characters.")
    return key
