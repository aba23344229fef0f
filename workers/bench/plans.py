"""How PostgreSQL would read each list: along an index, or all rows of a large table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

if TYPE_CHECKING:
    from db.engine import Engine
    from pipeline.viewer import Viewer

LARGE = re.compile(r"Seq Scan on (scripts|script_versions|script_analysis|script_tags|execution_logs|uploads)\b")
LIMIT = 21


class Asked(NamedTuple):
    what: str
    query: str
    parameters: dict[str, Any]


def scans(engine: Engine, viewer: Viewer) -> tuple[int, list[str]]:
    """How many lists were looked at, and those that read all rows of a large table. A viewer's, a stranger's and an administrator's."""
    from db.engine import explain, reading
    from pipeline.viewer import Viewer

    viewers = {"viewer": viewer, "nobody": Viewer(), "user": Viewer(viewer.user_id), "admin": Viewer(viewer.user_id, is_admin=True)}
    slow = []
    number = 0
    with reading(engine) as connection:
        for who, each in viewers.items():
            for asked in _lists(each):
                number += 1
                if found := LARGE.search(explain(connection, asked.query, **asked.parameters)):
                    slow.append(f"{asked.what} for {who}: {found[0]}")
    return number, slow


def _lists(viewer: Viewer) -> Iterator[Asked]:
    from pipeline.library.lists import Cursor, Filters, Order, Sort, page_query

    for sort in get_args(Sort):
        for order in get_args(Order):
            values = {"updatedAt": "2020-01-01", "createdAt": "2020-01-01", "title": "s"}
            for after in (None, Cursor(sort, order, values.get(sort, 50), 7, 1)):
                asked = page_query(viewer, Filters(), sort=sort, order=order, limit=LIMIT, after=after)
                yield Asked(f"{sort} {order}{' cursor' if after else ''}", *asked)
    for filters in (
        Filters(category_id=3),
        Filters(category_id=3, is_public=True),
        Filters(user_id=viewer.user_id or 1),
        Filters(tag="backup"),
        Filters(q="backup"),
        Filters(min_security=99),
        Filters(max_risk=1),
    ):
        said = {name: value for name, value in filters.parameters.items() if value is not None}
        yield Asked(f"{said}", *page_query(viewer, filters, sort="updatedAt", order="desc", limit=LIMIT))
        yield Asked(f"{said} by score", *page_query(viewer, filters, sort="securityScore", order="desc", limit=LIMIT))
    yield Asked("count", "library.count", viewer.parameters | Filters().parameters)
    page = {"before": None, "limit": LIMIT, "offset": 0}
    yield Asked("versions", "library.versions", viewer.parameters | page | {"script_id": 1})
    yield Asked("runs", "executions.history", page | {"script_id": 1})
