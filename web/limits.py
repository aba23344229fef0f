"""How often a caller may call: counted in Redis for all processes together, in each one's memory while Redis is away."""

import time
from collections.abc import Callable

from flask import Flask, g
from flask_limiter import Limiter

from pipeline.config import Settings
from web.endpoint import Endpoint, Rate

TIMEOUT = 0.5  # seconds; counting is never worth a long wait


def open_limiter(app: Flask, settings: Settings) -> Limiter:
    return Limiter(
        key_func=caller_key,
        app=app,
        storage_uri=_storage(settings.redis or ""),
        storage_options={"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT},  # type: ignore[dict-item]  # the client takes fractions
        strategy="fixed-window",
        in_memory_fallback_enabled=True,
        key_prefix="rates",
    )


def rates(settings: Settings) -> dict[Rate, str]:
    return {
        "sign_in": settings.rate_sign_in,
        "register": settings.rate_register,
        "read": settings.rate_read,
        "write": settings.rate_write,
    }


def caller_key() -> str:
    """Whose calls are counted together: a user's, or those from an address."""
    user_id = g.presence.caller.user_id
    return f"user:{user_id}" if user_id is not None else address_key()


def address_key() -> str:
    return f"address:{g.address}"


def key_of(endpoint: Endpoint) -> Callable[[], str]:
    """Signing in and registering is counted by address, whoever it is."""
    return address_key if endpoint.rate in ("sign_in", "register") else caller_key


def seconds_left(limiter: Limiter) -> int:
    """Until the limit that was just reached is lifted."""
    reached = limiter.current_limit
    return max(1, reached.reset_at - int(time.time())) if reached else 1


def _storage(url: str) -> str:
    """As the library that counts writes addresses."""
    return f"redis+{url}" if url.startswith("unix:") else url
