"""The listener of tests/conftest.py, which hears every log line of a run: it knows a secret when it hears one."""

import logging

import pytest

from tests.conftest import SECRET, Listener

SECRETS = [
    "token pss_0123456789abcdefghijABCDEFGHIJ",
    "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIi",
    "$2b$12$abcdefghijklmnopqrstuv",
    "postgresql://psscript:0123456789@127.0.0.1:5432/psscript",
    "redis://:0123456789@127.0.0.1:6379/0".replace("://:", "://x:"),
    "a horse, a battery and a staple",
]


@pytest.mark.parametrize("text", SECRETS)
def test_it_hears_a_secret(text: str) -> None:
    listener = Listener()
    listener.handle(logging.LogRecord("x", logging.INFO, "x", 1, "said %s", (text,), None))
    assert len(listener.found) == 1


@pytest.mark.parametrize("text", ["http://127.0.0.1:4000/api/scripts", "GET /api/scripts 200", "postgresql://127.0.0.1:5432/x?user=a", "eyJ"])
def test_it_hears_nothing_else(text: str) -> None:
    assert SECRET.search(text) is None
