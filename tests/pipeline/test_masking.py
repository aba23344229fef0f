import time
from typing import Any

import pytest

from pipeline.masking import masked, masked_text


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ({"Password": "hunter2", "User": "ann"}, {"Password": "***", "User": "ann"}),
        ({"adminPwd": 1234, "apiKey": "x", "api_key": "y"}, {"adminPwd": "***", "apiKey": "***", "api_key": "***"}),
        ({"Credential": {"UserName": "ann", "Password": "x"}}, {"Credential": {"UserName": "ann", "Password": "***"}}),
        ({"args": ["-Token", "abc", "-Verbose", "x"]}, {"args": ["-Token", "***", "-Verbose", "x"]}),
        ({"args": ["-Password", "-Force"]}, {"args": ["-Password", "-Force"]}),
        ({"Passage": "a", "KeyPath": "c", "Monkey": "d"}, {"Passage": "a", "KeyPath": "c", "Monkey": "d"}),
        ({"Key": "a", "SshKey": "b", "AdminPin": "c"}, {"Key": "***", "SshKey": "***", "AdminPin": "***"}),
        ({"Secure": True, "Password": None}, {"Secure": True, "Password": None}),
        ({"Passwords": ["a", "b"]}, {"Passwords": ["***", "***"]}),
    ],
)
def test_parameters(given: dict[str, Any], stored: dict[str, Any]) -> None:
    assert masked(given) == stored


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("login -User ann -Password hunter2 -Force", "login -User ann -Password *** -Force"),
        ("Server=db;Password=hunter2;Timeout=3", "Server=db;Password=***;Timeout=3"),
        ("https://ann:hunter2@example.org/x", "https://***@example.org/x"),
        ("Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", "Authorization: *** ***"),
        ("key AKIAABCDEFGHIJKLMNOP here", "key *** here"),
        ("-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nmore", "***\nmore"),
        ("Cannot find path C:\\temp because it does not exist.", "Cannot find path C:\\temp because it does not exist."),
    ],
)
def test_texts(given: str, stored: str) -> None:
    assert masked_text(given) == stored


@pytest.mark.parametrize(
    "piece", ["a", "a-", "-a ", "a=", "a: ", '"', "a b ", "eyJ", "eyJaaaaaaaa.", "://a:", "-----BEGIN PRIVATE KEY-----", "sk-", " ", "--", "=\t"]
)
def test_long_texts_take_time_by_their_length(piece: str) -> None:
    def seconds(length: int) -> float:
        began = time.process_time()
        masked_text(piece * (length // len(piece)))
        return time.process_time() - began

    # Ten times the text, ten times the time; what grows with the square would take a hundred times as long.
    assert seconds(100_000) < 40 * seconds(10_000) + 0.2
