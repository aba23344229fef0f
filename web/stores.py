"""What every request works with, opened once a process. Connects to nothing until it is needed."""

import os
import threading
from dataclasses import dataclass

from db.engine import Engine, open_engine
from pipeline.accounts.keys import KeyRing
from pipeline.accounts.sessions import Lifetimes
from pipeline.accounts.users import PasswordRule
from pipeline.cache_store import Cache
from pipeline.config import Settings
from pipeline.errors import InvalidSettingError
from pipeline.queues import Queues, connect
from web.pusher import Pusher

CACHE_TIMEOUT = 0.5  # seconds; what is cached is never worth a long wait


@dataclass(frozen=True, slots=True)
class Stores:
    settings: Settings
    engine: Engine
    keys: KeyRing
    queues: Queues
    pusher: Pusher
    cache: Cache
    analyzing: threading.BoundedSemaphore  # analyses of what is not stored, at the same time
    waiting: threading.BoundedSemaphore  # one place for each thread that may wait for something to end

    @property
    def lifetimes(self) -> Lifetimes:
        return Lifetimes(self.settings.access_token_lifetime, self.settings.refresh_token_lifetime)

    @property
    def password_rule(self) -> PasswordRule:
        return PasswordRule.of(production=self.settings.production)


def open_cache(settings: Settings) -> Cache:
    client = connect(settings.redis or "", CACHE_TIMEOUT)
    return Cache(client, fallback_ttl=settings.cache_fallback_ttl, health_interval=settings.cache_health_interval)


def open_stores(settings: Settings) -> Stores:
    if settings.dsn is None:
        raise InvalidSettingError("There is no database: set DATABASE_URL, or start the library with `psscript up`.", setting="DATABASE_URL")
    if settings.redis is None:
        raise InvalidSettingError("There is no Redis: set REDIS_URL, or start the library with `psscript up`.", setting="REDIS_URL")
    engine = open_engine(settings.dsn, settings.pool)
    queues = Queues(settings.redis, settings.redis_timeout)
    return Stores(
        settings,
        engine,
        KeyRing(engine, settings.jwt_secret),
        queues,
        Pusher(queues),
        open_cache(settings),
        threading.BoundedSemaphore(max(1, (os.cpu_count() or 2) // 2)),
        threading.BoundedSemaphore(max(1, settings.web_threads // 2)),
    )
