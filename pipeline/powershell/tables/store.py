"""Where the tables lie, and how their lines are read."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

CORE_MARK = "*"
"""Stands behind the names of types in .NET's core assembly."""

DATA = Path(__file__).parent / "data"


def lines(name: str) -> list[str]:
    """The rows of a table, each still JSON: what is not asked for is not decoded."""
    return (DATA / f"{name}.json").read_text(encoding="ascii").replace(",\n", "\n").split("\n")[1:-2]


@cache
def rows(name: str) -> list[Any]:
    """A small table, whole."""
    return [json.loads(line) for line in lines(name)]
