"""Answers that are kept for a while, under keys that hold the viewer's scope.

What was made before a change is never kept after it: each entry carries the number of changes that was current when it was begun.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pydantic import BaseModel

from pipeline.library.scripts import stamp
from web.answers import to_json
from web.call import Call
from web.stores import Stores

_making: dict[str, tuple[threading.Lock, int]] = {}  # by key: the lock of who makes the answer, and how many hold or want it
_guard = threading.Lock()


def kept(stores: Stores, key: str, ttl: float, make: Callable[[], BaseModel]) -> bytes:
    """JSON: from the cache, or made now by one of those who ask at the same time."""
    if (found := stores.cache.get_current(key)) is not None:
        return str(found).encode()
    with _alone(key):
        if (found := stores.cache.get_current(key, counted=False)) is not None:  # somebody made it meanwhile
            return str(found).encode()
        generation = stores.cache.generation()
        answer = to_json(make())
        stores.cache.set_current(key, answer.decode(), ttl, generation)
        return answer


def kept_script(call: Call, key: str, script_id: int, ttl: float, make: Callable[[], BaseModel]) -> bytes:
    """About one script. Whether the viewer sees it, and whether what is kept is still so, PostgreSQL is asked every time.

    Raises NotVisibleError, and what `make` raises.
    """
    now = str(stamp(call.engine, call.viewer, script_id))
    found = call.stores.cache.get_current(key)
    if found is not None and found.startswith(f"{now}|"):
        return found.partition("|")[2].encode()
    generation = call.stores.cache.generation()
    answer = to_json(make())
    call.stores.cache.set_current(key, f"{now}|{answer.decode()}", ttl, generation)
    return answer


@contextmanager
def _alone(key: str) -> Iterator[None]:
    with _guard:
        lock, users = _making.get(key, (threading.Lock(), 0))
        _making[key] = (lock, users + 1)
    try:
        with lock:
            yield
    finally:
        with _guard:
            lock, users = _making[key]
            if users > 1:
                _making[key] = (lock, users - 1)
            else:
                del _making[key]
