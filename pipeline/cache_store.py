"""The cache: Redis, or a little memory of this process while Redis is away. Nothing in it is needed, and no failure of it is an error.

Keys, and how long they are kept (pipeline.config, CACHE_*):

    script:{id}                      one script
    analysis:{scriptId}              its analysis
    scripts:{page}:{limit}:{filters} a page of a list; the filters hold the viewer's scope
    categories:all:{viewer}          the categories with their counts
    analytics:{what}                 statistics

What changed while Redis was away was not dropped from it: on meeting it again all keys are dropped before any is used.
"""

import json
import logging
import random
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import redis

log = logging.getLogger(__name__)

GENERATION = "cache:generation"
PATTERNS = ("script:*", "scripts:*", "analysis:*", "categories:*", "analytics:*")
MOST_IN_MEMORY = 1000
FIRST_LOOK = 1.0  # seconds after Redis was found missing; doubling, up to the interval of the settings
_SCAN = 1000


class Cache:
    """Safe to use from many threads. `client` has short timeouts of its own: a worker's waits long."""

    def __init__(
        self, client: redis.Redis, *, fallback_ttl: float = 5.0, health_interval: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._clock = clock
        self._fallback_ttl = fallback_ttl
        self._health_interval = health_interval
        self._memory: dict[str, tuple[float, str]] = {}  # until when, and what
        self._lock = threading.Lock()
        self._generation = 0
        self.hits = self.misses = 0
        self._look_at: float | None = None  # when to look for Redis again; None: it is there
        self._missed = 0  # looks in a row that did not find it

    def get(self, key: str) -> Any | None:
        """What JSON can hold, or None."""
        if self._is_there():
            text: Any = self._try(lambda: self._client.get(key))
            return None if text is None else json.loads(text)
        with self._lock:
            until, kept = self._memory.get(key, (0.0, "null"))
        return json.loads(kept) if self._clock() < until else None

    def get_current(self, key: str, *, counted: bool = True) -> str | None:
        """A text of `set_current`, unless something was forgotten since its making began. `counted`: among hits and misses."""
        if self._is_there():
            found = self._try(lambda: self._client.mget(key, GENERATION)) or [None, None]
            text, now = (each.decode() if isinstance(each, bytes) else None for each in found)
        else:
            with self._lock:
                until, text = self._memory.get(key, (0.0, ""))
            text, now = (json.loads(text) if self._clock() < until else None), str(self._generation)
        generation, _, kept = (text or "|").partition("|")
        hit = text is not None and generation == (now or "0")
        if counted:
            self.hits, self.misses = self.hits + hit, self.misses + (not hit)
        return kept if hit else None

    def generation(self) -> str:
        """How often something was forgotten; to be asked before an answer is made that `set_current` keeps."""
        if self._is_there():
            found = self._try(lambda: self._client.get(GENERATION))
            return found.decode() if isinstance(found, bytes) else "0"
        return str(self._generation)

    def set_current(self, key: str, text: str, ttl: float, generation: str) -> None:
        marked = f"{generation}|{text}"
        if self._is_there() and self._try(lambda: self._client.set(key, marked, px=round(ttl * 1000))):
            return
        self._remember(key, json.dumps(marked), ttl)

    def set(self, key: str, value: Any, ttl: float | None = None) -> None:
        """For `ttl` seconds; None: until it is dropped."""
        text = json.dumps(value)
        if self._is_there() and self._try(lambda: self._client.set(key, text, px=round(ttl * 1000) if ttl else None)):
            return
        self._remember(key, text, ttl)

    def delete(self, *keys: str) -> None:
        with self._lock:
            for key in keys:
                self._memory.pop(key, None)
        if keys and self._is_there():
            self._try(lambda: self._client.delete(*keys))

    def clear_pattern(self, *patterns: str) -> None:
        """Drop all keys that fit one of the patterns, which end with a star."""
        with self._lock:
            for key in [key for key in self._memory if key.startswith(tuple(pattern.rstrip("*") for pattern in patterns))]:
                del self._memory[key]
        if self._is_there():
            self._try(lambda: self._clear(patterns))

    def _remember(self, key: str, text: str, ttl: float | None) -> None:
        with self._lock:
            if len(self._memory) >= MOST_IN_MEMORY:
                self._memory.clear()
            self._memory[key] = (self._clock() + min(ttl or self._fallback_ttl, self._fallback_ttl), text)

    def _outdate(self) -> None:
        """Before anything is dropped: what is being made at this moment must not be kept afterwards."""
        self._generation += 1
        if self._is_there():
            self._try(lambda: self._client.incr(GENERATION))

    def forget_scripts(self, script_ids: Iterable[int]) -> None:
        """What was cached of these scripts and of all lists and figures they may occur in."""
        ids = list(script_ids)
        if ids:
            self._outdate()
            self.delete(*(f"script:{each}" for each in ids), *(f"analysis:{each}" for each in ids))
            self.clear_pattern("scripts:*", "categories:*", "analytics:*")

    def forget_categories(self) -> None:
        """Categories, and all that names one."""
        self._outdate()
        self.clear_pattern("categories:*", "script:*", "scripts:*", "analytics:*")

    def forget_everything(self) -> None:
        self._outdate()
        self.clear_pattern(*PATTERNS)

    def close(self) -> None:
        self._client.close()

    def _clear(self, patterns: Iterable[str]) -> bool:
        for pattern in patterns:
            cursor = 0
            while True:
                cursor, keys = self._client.scan(cursor, match=pattern, count=_SCAN)
                if keys:
                    self._client.delete(*keys)
                if not cursor:
                    break
        return True

    def _is_there(self) -> bool:
        if self._look_at is None:
            return True
        if self._clock() < self._look_at:
            return False
        self._look_later()  # one thread looks, the others do not wait for it
        try:
            self._clear(PATTERNS)
        except redis.RedisError:
            return False
        log.info("Redis is there again; the cache begins anew.")
        self._look_at, self._missed = None, 0
        return True

    def _look_later(self) -> float:
        """In how many seconds: later and later, and not at the same moment as all other processes."""
        longest: float = min(self._health_interval, FIRST_LOOK * 2.0 ** min(self._missed, 30))
        self._missed += 1
        seconds = longest * random.uniform(0.5, 1.0)  # noqa: S311 no secret
        self._look_at = self._clock() + seconds
        return seconds

    def _try(self, work: Callable[[], Any]) -> Any | None:
        try:
            return work()
        except redis.RedisError as error:
            if self._look_at is None:  # of many threads that notice at once, one says so
                log.warning("The cache does without Redis for %.1f s: %s", self._look_later(), error)
            return None
