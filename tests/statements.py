"""Statements that only tests send: they pass the same place as the program's."""

from typing import Any

from db.engine import Connection, CursorResult, send
from db.queries import Query


def run(connection: Connection, sql: str, /, **parameters: Any) -> CursorResult[Any]:
    """One statement, or without parameters several."""
    return send(connection, Query("test.statement", "Of a test.", sql, frozenset(parameters)), parameters)
