"""What is done to answers on their way out: entity tags, compression, headers for browsers of other origins."""

import gzip
import hashlib

from flask import Flask, Response, request

from pipeline.config import Settings

COMPRESSED = ("application/json", "application/sarif+json", "text/html", "text/css", "text/markdown", "text/javascript", "application/javascript")
LEAST = 1000  # bytes worth compressing
LEVEL = 5
# Nothing of these is kept anywhere, and nothing secret is compressed together with what a stranger chose.
SECRET = ("/api/auth", "/api/users", "/api/admin", "/api/webhooks", "/sign-in", "/rq")
ALLOWED = "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Request-Id"
EXPOSED = "Content-Disposition, ETag, Location, Retry-After, X-Request-Id"


def install(app: Flask, settings: Settings) -> None:
    origins = frozenset(settings.cors_origins)

    @app.after_request
    def finish(response: Response) -> Response:
        open_to_origin(response, origins)
        if response.direct_passthrough or request.path.startswith(SECRET):
            return response
        if request.method in ("GET", "HEAD") and response.status_code == 200 and request.path.startswith("/api/"):
            tag(response)
        return compress(response)


def tag(response: Response) -> None:
    """A client that has this answer already gets 304. Private: a shared cache must not answer others with it."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(("Authorization", "Cookie"))
    if "ETag" not in response.headers:
        response.set_etag(hashlib.blake2b(response.get_data(), digest_size=16).hexdigest(), weak=True)
    response.make_conditional(request)


def compress(response: Response) -> Response:
    if response.mimetype not in COMPRESSED:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 304 or "Content-Encoding" in response.headers or request.accept_encodings.quality("gzip") <= 0:
        return response
    data = response.get_data()
    if len(data) >= LEAST:
        response.set_data(gzip.compress(data, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def open_to_origin(response: Response, origins: frozenset[str]) -> None:
    """Pages of configured origins may call with a token; cookies are not for them."""
    origin = request.headers.get("Origin")
    if not origins or not origin:
        return
    response.vary.add("Origin")
    if origin not in origins:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = ALLOWED
        response.headers["Access-Control-Max-Age"] = "600"
