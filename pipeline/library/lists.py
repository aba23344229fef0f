"""Lists of scripts: filters, orders, and a cursor that stays right while rows are inserted."""

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from db.engine import Engine, execute, reading
from db.records import records
from pipeline.library.errors import InvalidCursorError
from pipeline.library.records import ScriptSummary
from pipeline.viewer import Viewer

Sort = Literal["updatedAt", "createdAt", "title", "executionCount", "securityScore", "qualityScore", "riskScore"]
SCORES = ("securityScore", "qualityScore", "riskScore")
Order = Literal["asc", "desc"]
_WORD = re.compile(r"\w+")
MOST_WORDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """None: any."""

    category_id: int | None = None
    user_id: int | None = None
    tag: str | None = None
    is_public: bool | None = None
    min_security: float | None = None
    max_risk: float | None = None
    q: str | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        return {
            "category_id": self.category_id,
            "user_id": self.user_id,
            "tag": self.tag,
            "is_public": self.is_public,
            "min_security": self.min_security,
            "max_risk": self.max_risk,
            "words": self._words(),
        }

    def _words(self) -> str | None:
        """Every word has to begin a word of the title or the description; what has no word is found nowhere."""
        if self.q is None or not self.q.strip():
            return None
        words = [part for word in _WORD.findall(self.q.lower()) for part in word.split("_") if part]
        return " & ".join(f"'{word}':*" for word in words[:MOST_WORDS]) or "'\u0001'"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place behind the last row of a page: its value in the list's order, and its id."""

    sort: str
    order: str
    value: str | float | None  # times as ISO 8601
    script_id: int
    page: int  # of the page before it, from 1

    def encode(self) -> str:
        packed = json.dumps([self.sort, self.order, self.value, self.script_id, self.page], separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()

    @classmethod
    def decode(cls, text: str, sort: Sort, order: Order) -> "Cursor":
        """Raises InvalidCursorError."""
        try:
            cursor = cls(*json.loads(base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))))
            valid = (cursor.sort, cursor.order) == (sort, order) and _is_id(cursor.script_id) and _is_id(cursor.page) and _fits(cursor.value, sort)
        except (ValueError, TypeError, RecursionError):
            valid = False
        if not valid:
            raise InvalidCursorError
        return cursor


def _is_id(value: Any) -> bool:
    return type(value) is int and 0 < value < 2**31


def _fits(value: Any, sort: Sort) -> bool:
    if sort == "title":
        return isinstance(value, str) and "\0" not in value and len(value) <= 1000 and _encodable(value)
    if sort in ("updatedAt", "createdAt"):
        datetime.fromisoformat(value)
        return True
    if sort == "executionCount":
        return type(value) is int and 0 <= value < 2**31
    return value is None or (isinstance(value, int | float) and type(value) is not bool and 0 <= value <= 100)


def _encodable(text: str) -> bool:
    text.encode()  # a lone surrogate raises UnicodeEncodeError, a ValueError
    return True


@dataclass(frozen=True, slots=True)
class ScriptPage:
    scripts: Sequence[ScriptSummary]
    total: int
    page: int
    next_cursor: str | None


def list_scripts(
    engine: Engine, viewer: Viewer, filters: Filters, *, sort: Sort, order: Order, limit: int, page: int | None, cursor: str | None
) -> ScriptPage:
    """`cursor` goes before `page`. Raises InvalidCursorError."""
    after = Cursor.decode(cursor, sort, order) if cursor else None
    number = after.page + 1 if after else page or 1
    query, parameters = page_query(viewer, filters, sort=sort, order=order, limit=limit + 1, offset=0 if after else (number - 1) * limit, after=after)
    with reading(engine) as connection:
        found = records(ScriptSummary, execute(connection, query, **parameters))
        total = int(execute(connection, "library.count", **viewer.parameters, **filters.parameters).scalar_one())
    shown = found[:limit]
    more = len(found) > limit
    return ScriptPage(shown, total, number, _behind(shown[-1], sort, order, number).encode() if more else None)


def page_query(
    viewer: Viewer, filters: Filters, *, sort: Sort, order: Order, limit: int, offset: int = 0, after: Cursor | None = None
) -> tuple[str, dict[str, Any]]:
    """The query that reads a page, and its parameters."""
    place = {"limit": limit, "offset": offset, "sort": sort, "descending": order == "desc"}
    by_score = sort in SCORES
    name = "library.list_by_score" if by_score else "library.list"
    return name, viewer.parameters | filters.parameters | place | _after(after, by_score=by_score)


def _after(cursor: Cursor | None, *, by_score: bool) -> dict[str, Any]:
    value = cursor.value if cursor else None
    number = value if isinstance(value, int | float) else None
    script_id = cursor.script_id if cursor else None
    if by_score:
        return {"after_id": script_id, "after_number": number}
    time = value if cursor and cursor.sort in ("updatedAt", "createdAt") else None
    return {"after_id": script_id, "after_number": number, "after_time": time, "after_text": value if cursor and cursor.sort == "title" else None}


def _behind(script: ScriptSummary, sort: Sort, order: Order, page: int) -> Cursor:
    value: Any = {
        "updatedAt": script.updated_at.isoformat(),
        "createdAt": script.created_at.isoformat(),
        "title": script.sort_title,
        "executionCount": script.execution_count,
        "securityScore": script.security_score,
        "qualityScore": script.quality_score,
        "riskScore": script.risk_score,
    }[sort]
    return Cursor(sort, order, value, script.id, page)
