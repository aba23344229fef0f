"""JSON for PostgreSQL."""

import json
from typing import Any

import psycopg
import pytest

from pipeline.json_text import storable_json

TEXTS = ["", "\0", "a\0b", "\\u0000", "\\\0", "\\\\u0000\0", "\ud800", "\udfff\ud800x", "\U0001f600", "\u0001", '"\n', "\ufffd"]


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_can_be_stored_and_the_rest_is_as_it_was(text: str, dsn: str) -> None:
    value: dict[str, Any] = {"k": [text, 1.5, None, True], text: "key"}
    expected = json.loads(json.dumps(value).replace("\\ud800", "\ufffd").replace("\\udfff", "\ufffd")) if "\ud800" in text else value
    with psycopg.connect(dsn) as connection:
        row = connection.execute("SELECT %s::jsonb", (storable_json(value),)).fetchone()
    assert row
    replaced = text.replace("\0", "\ufffd")
    if "\ud800" not in text:
        assert row[0] == {"k": [replaced, 1.5, None, True], replaced: "key"}
    else:
        assert row[0] == expected


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_an_error(number: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        storable_json([number])
