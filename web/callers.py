"""Where a request carries its token: a header, or the cookie of a browser session. Only the cookie needs a CSRF token beside it."""

import hashlib
import hmac
from dataclasses import dataclass

from flask import Request
from sqlalchemy import Engine

from pipeline.accounts.callers import NOBODY, Caller, caller_of
from pipeline.accounts.errors import InvalidTokenError
from pipeline.accounts.keys import KeyRing

COOKIE = "psscript_session"
CSRF_COOKIE = "_csrf_token"  # readable by scripts of the page; rq-dashboard's look for this name
CSRF_HEADERS = ("X-CSRF-Token", "X-CSRFToken")
CSRF_FIELD = "csrf_token"


@dataclass(frozen=True, slots=True)
class Presence:
    """A caller, or why a token was not believed, and whether a browser sent it by itself."""

    caller: Caller = NOBODY
    browser: bool = False
    refusal: InvalidTokenError | None = None


def presence(request: Request, engine: Engine, keys: KeyRing) -> Presence:
    try:
        if header := request.headers.get("Authorization"):
            return Presence(caller_of(engine, keys, _bearer(header)))
    except InvalidTokenError as error:
        return Presence(refusal=error)
    if cookie := request.cookies.get(COOKIE):
        try:
            return Presence(caller_of(engine, keys, cookie), browser=True)
        except InvalidTokenError:
            return Presence()  # a browser sends its cookie long after it ran out, also with the request that signs in again
    return Presence()


def _bearer(header: str) -> str:
    kind, _, token = header.partition(" ")
    if kind.lower() != "bearer":
        raise InvalidTokenError("Authorization takes `Bearer` and a token.")
    return token.strip()


def csrf_token(session: str) -> str:
    """Of a browser session: only who can read the session's own cookie, which no other site can, could make it."""
    return hmac.new(b"csrf:" + session.encode(), b"psscript", hashlib.sha256).hexdigest()


def csrf_passes(request: Request, session: str) -> bool:
    given = next((request.headers[name] for name in CSRF_HEADERS if name in request.headers), None) or request.form.get(CSRF_FIELD, "")
    return hmac.compare_digest(given.encode(), csrf_token(session).encode())
