"""COPY, the cheapest way in for many rows."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

import psycopg
from sqlalchemy import Connection

from db import engine
from db.errors import translated
from db.queries import query


def copy_in(connection: Connection, name: str, rows: Iterable[Sequence[Any]]) -> int:
    """Send rows through the query `file.name`, a `COPY ... FROM STDIN`, within the connection's transaction. Returns how many went in."""
    chosen = query(name)
    engine.tell(chosen.name)
    driver = cast("psycopg.Connection", connection.connection.driver_connection)
    with translated(), driver.cursor() as cursor:
        with cursor.copy(chosen.sql) as copy:
            for row in rows:
                copy.write_row(row)
        return int(cursor.rowcount)
