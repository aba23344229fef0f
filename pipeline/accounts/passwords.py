"""Passwords: what may be one, and bcrypt in few threads of its own, so that a storm of sign-ins leaves the processor to other requests."""

import itertools
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

import bcrypt

from pipeline.accounts.common_passwords import COMMON
from pipeline.accounts.errors import HashingBusyError, WeakPasswordError

T = TypeVar("T")

ROUNDS = 12
LONGEST = 72  # bytes; bcrypt reads no more, so more would promise what is not checked
# Nobody's password: checked for names that nobody has, so that they take the same time.
NOBODY = "$2b$12$wZ1Xn0o8bKqY1m0o2Zl7E.4rXwq0uSgZs2q1d0C8ivQb0Hh7t5x6W"
WAITING = 64  # passwords that may wait for a thread; more are sent away


def hash_password(password: str) -> str:
    """Raises HashingBusyError."""
    with place():
        return _off_thread(lambda: bcrypt.hashpw(password.encode(), bcrypt.gensalt(ROUNDS)).decode())


def matches(password: str, hashed: str | None) -> bool:
    """Whether this is the password; None takes as long and is nobody's. To be called with a `place`."""
    encoded = password.encode(errors="replace")
    possible = len(encoded) <= LONGEST and b"\0" not in encoded
    checked = encoded if possible else b"impossible"  # the same work for what cannot be a password
    same = _off_thread(lambda: bcrypt.checkpw(checked, (hashed or NOBODY).encode()))
    return same and possible and hashed is not None


@contextmanager
def place() -> Iterator[None]:
    """One of few places in the queue for hashing, taken before a try is counted. Raises HashingBusyError at once when there is none."""
    places = _pool()[1]
    if not places.acquire(blocking=False):
        raise HashingBusyError
    try:
        yield
    finally:
        places.release()


def refuse_weak(password: str, shortest: int, *names: str) -> None:
    """Raises WeakPasswordError with what is wrong. `names`: what the user is called, which is no secret."""
    if len(password) < shortest:
        raise WeakPasswordError(f"A password has at least {shortest} characters.")
    if len(password.encode(errors="replace")) > LONGEST:
        raise WeakPasswordError(f"A password has at most {LONGEST} bytes.")
    if "\0" in password:
        raise WeakPasswordError("A password has no NUL character.")
    if _common(password.lower(), {name.lower() for name in names}):
        raise WeakPasswordError("This password is too common.")


def _common(password: str, names: set[str]) -> bool:
    stem = password.strip("0123456789!?.$#@*-_ ")
    steps = {ord(second) - ord(first) for first, second in itertools.pairwise(password)}
    monotonous = (len(steps) == 1 and steps <= {-1, 0, 1}) or len(set(password)) < 4
    return monotonous or password in COMMON or password in names or stem in names or (len(stem) <= 9 and stem in COMMON)


def _off_thread(work: Callable[[], T]) -> T:
    return _pool()[0].submit(work).result()


@cache
def _pool() -> tuple[ThreadPoolExecutor, threading.BoundedSemaphore]:
    """Made at the first use, that is, after a web process forked."""
    threads = max(1, (os.cpu_count() or 2) // 2)
    return ThreadPoolExecutor(threads, "bcrypt", initializer=_be_nice), threading.BoundedSemaphore(threads + WAITING)


def _be_nice() -> None:
    """Requests that need no password go first. On Linux this sets the thread's priority; elsewhere it would be the process's."""
    if hasattr(os, "sched_getaffinity"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
