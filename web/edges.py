"""The first and the last thing that happens to a request: its id, its caller, headers that every answer carries."""

import re
import secrets
import time

from flask import Flask, Response, g, request

from pipeline.audit import Origin, origin
from web.callers import presence
from web.proxies import client_address, forwarded_tls, trusted
from web.stores import Stores

REQUEST_ID = re.compile(r"[A-Za-z0-9._:/+=-]{1,128}", re.ASCII)
# Answers are data, not pages: whatever a browser makes of one, it may load and run nothing.
POLICY = "default-src 'none'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
}


def install(app: Flask, stores: Stores) -> None:
    networks = trusted(stores.settings.trusted_proxies)

    @app.before_request
    def arrive() -> None:
        g.began = time.perf_counter()
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        g.address = client_address(request, networks)
        if forwarded_tls(request, networks):
            request.scheme = "https"
        g.origin = origin.set(Origin(address=g.address, request_id=g.request_id))
        g.presence = presence(request, stores.engine, stores.keys)
        origin.set(Origin(g.presence.caller.user_id, g.address, g.request_id))

    @app.after_request
    def leave(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        if token := g.pop("origin", None):
            origin.reset(token)
