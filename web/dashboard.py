"""rq-dashboard at /rq, for administrators with a browser session; what it changes needs the CSRF token, which its scripts send along.

A queue that is emptied there is filled again by the sweeper: what is unfinished stands in PostgreSQL.
"""

import json
from typing import Any

import rq_dashboard
from flask import Flask, Response, g, redirect, request
from rq_dashboard import web as dashboard

from web.callers import COOKIE, csrf_passes
from web.errors import CsrfError, ForbiddenError, NotFoundError
from web.stores import Stores

PREFIX = "/rq"
# Its pages carry their scripts in themselves, and make functions of templates.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-ancestors 'none'"
)


class JsonSerializer:
    """What the queues speak."""

    @staticmethod
    def dumps(*args: Any, **kwargs: Any) -> bytes:
        return json.dumps(*args, **kwargs).encode()

    @staticmethod
    def loads(text: bytes) -> Any:
        return json.loads(text)


def install(app: Flask, stores: Stores) -> None:
    dashboard.config.serializer = JsonSerializer
    app.config["RQ_DASHBOARD_REDIS_URL"] = stores.settings.redis
    dashboard.setup_rq_connection(app)
    app.register_blueprint(rq_dashboard.blueprint, url_prefix=PREFIX)

    @app.before_request
    def admit() -> Response | None:
        return _admit() if request.blueprint == rq_dashboard.blueprint.name else None

    @app.after_request
    def allow(response: Response) -> Response:
        if request.blueprint == rq_dashboard.blueprint.name and response.mimetype == "text/html":
            response.headers["Content-Security-Policy"] = POLICY
        return response


def _admit() -> Response | None:
    found = g.presence
    if found.caller.user_id is None:
        return redirect(f"/sign-in?next={request.path}", 303)  # type: ignore[return-value]  # Flask's own redirects are its Responses
    if not found.caller.is_admin:
        raise ForbiddenError("This is for administrators.")
    if request.method == "GET" and "/requeue/" in request.path:  # rq-dashboard would change things on a GET
        raise NotFoundError
    if request.method == "POST" and found.browser and not csrf_passes(request, request.cookies[COOKIE]):
        raise CsrfError
    return None
