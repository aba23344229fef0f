"""How often a caller may call: counted in Redis for all processes together, in each one's memory while Redis is away."""

import time
from collections.abc import Callable

import redis
from flask import Flask, Response, g
from flask_limiter import Limiter
from limits import parse

from pipeline.config import Settings
from web.endpoint import Rate
from web.leases import Leases

TIMEOUT = 0.5  # seconds; counting is never worth a long wait
TRIES = 3


class _Patient(Limiter):
    """Of requests that find at the same time that Redis is away, Flask-Limiter turns to its memory for the first alone, and fails the others."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:  # noqa: FBT001, FBT002 its signature
        for attempt in range(TRIES):
            try:
                super()._check_request_limit(callable_name, in_middleware)
            except redis.RedisError:
                if attempt == TRIES - 1:
                    raise
                self.context.seen_limits.clear()  # of this request, which counts in memory now
            else:
                return


class Limits:
    """Flask-Limiter, with leases where a limit is generous."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._limiter = _Patient(
            key_func=caller_key,
            app=app,
            storage_uri=_storage(settings.redis or ""),
            storage_options={"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT},  # type: ignore[dict-item]  # fractions are taken
            strategy="fixed-window",
            in_memory_fallback_enabled=True,
            key_prefix="rates",
        )
        self._texts: dict[Rate, str] = {
            "sign_in": settings.rate_sign_in,
            "register": settings.rate_register,
            "read": settings.rate_read,
            "write": settings.rate_write,
        }
        self._leases = {rate: Leases(parse(text).amount) for rate, text in self._texts.items()}

    def applied(self, rate: Rate, view: Callable[..., Response]) -> Callable[..., Response]:
        """Signing in and registering is counted by address, whoever it is."""
        leases = self._leases[rate]
        key = address_key if rate in ("sign_in", "register") else caller_key

        def counted(**path: object) -> Response:
            if not g.pop("leased", False):
                leases.take(key())
            return view(**path)

        def leased() -> bool:
            g.leased = leases.spend(key())
            return bool(g.leased)

        counted.__name__ = view.__name__
        limited: Callable[..., Response] = self._limiter.shared_limit(
            self._texts[rate], scope=rate, key_func=key, cost=leases.size, exempt_when=leased
        )(counted)
        return limited

    def seconds_left(self) -> int:
        """Until the limit that was just reached is lifted; one where Redis, which knows, went away meanwhile."""
        reached = self._limiter.current_limit
        try:
            return max(1, reached.reset_at - int(time.time())) if reached else 1
        except redis.RedisError:
            return 1


def caller_key() -> str:
    """Whose calls are counted together: a user's, or those from an address."""
    user_id = g.presence.caller.user_id
    return f"user:{user_id}" if user_id is not None else address_key()


def address_key() -> str:
    return f"address:{g.address}"


def _storage(url: str) -> str:
    """As the library that counts writes addresses."""
    return f"redis+{url}" if url.startswith("unix:") else url
