"""What is known of PSScriptAnalyzer's rules: severity, whether they run by default, options."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from .store import rows


class RuleFacts(NamedTuple):
    """`options` are names and default values, such as `{"IndentationSize": 4}`."""

    name: str
    severity: str
    on_by_default: bool
    options: Mapping[str, Any]
    suggests_corrections: bool


@cache
def rule_facts() -> Mapping[str, RuleFacts]:
    """By the rule's name, `PS` included."""
    return {row[0]: RuleFacts(row[0], row[1], row[2], {name: _default(text) for name, text in row[3].items()}, row[4]) for row in rows("rules")}


def _default(text: str) -> Any:
    """The value; the table has it as PSScriptAnalyzer's documentation writes it."""
    if text == "none":
        return None
    return json.loads(text.partition(" (")[0])
