"""Lists of a large library are read along indexes, whatever their order and their filters."""

import re
from collections.abc import Iterator

import pytest

from db.engine import Connection, Engine, explain, reading
from db.queries import query
from pipeline.library.lists import SCORES, Filters
from pipeline.viewer import Viewer
from tests.workers.processes import until

SCRIPTS = 20_000
FILL = (
    "INSERT INTO users (username, email, password_hash) SELECT 'u' || n, 'u' || n || '@x', 'x' FROM generate_series(1, 50) n",
    "INSERT INTO scripts (title, content, user_id, category_id, is_public, sha256, size, updated_at, created_at, execution_count) "
    "SELECT 'Script number ' || md5(n::text), repeat('x', 500), 1 + n %% 50, 1 + n %% 10, n %% 3 = 0, sha256(n::text::bytea), 500, "
    f"NOW() - n * INTERVAL '1 minute', NOW() - n * INTERVAL '1 minute', n %% 100 FROM generate_series(1, {SCRIPTS}) n",
    "INSERT INTO script_analysis (script_id, security_score, quality_score, risk_score) "
    "SELECT id, CASE WHEN id %% 50 > 0 THEN id %% 101 END, id %% 97, id %% 89 FROM scripts",
    "INSERT INTO tags (name) SELECT 't' || n FROM generate_series(1, 100) n",
    "INSERT INTO script_tags (script_id, tag_id) SELECT id, 1 + id %% 100 FROM scripts",
)
SEEN = "SELECT bool_and(relallvisible >= relpages) FROM pg_class WHERE relname IN ('scripts', 'script_analysis', 'script_tags')"


@pytest.fixture
def library(engine: Engine) -> Iterator[Engine]:
    with reading(engine) as connection:
        for statement in FILL:
            connection.exec_driver_sql(statement, ())
        until(lambda: vacuumed(connection), "a look at pages that all may see")
    yield engine


def vacuumed(connection: Connection) -> bool:
    """Not while the server's own ANALYZE looks at an earlier state: index-only scans would then be taken for dearer than they are."""
    connection.exec_driver_sql("VACUUM ANALYZE")
    return bool(connection.exec_driver_sql(SEEN).scalar_one())


def plan(engine: Engine, name: str, viewer: Viewer, filters: Filters, **place: object) -> str:
    known = viewer.parameters | filters.parameters | {"after_time": None, "after_text": None, "after_number": None, "after_id": None} | place
    with reading(engine) as connection:
        return explain(connection, name, **{key: known[key] for key in query(name).parameters})


LARGE = re.compile(r"Seq Scan on (scripts|script_analysis)\b")
VIEWERS = [Viewer(), Viewer(7), Viewer(1, is_admin=True)]
FILTERS = [
    Filters(q="number abc"),
    Filters(category_id=3),
    Filters(category_id=3, is_public=True),
    Filters(user_id=9),
    Filters(tag="t9"),
    Filters(min_security=99),
    Filters(max_risk=1),
]
AFTER = {"after_time": "2020-01-01", "after_text": "s", "after_number": 50, "after_id": 7}


def test_every_list_uses_indexes(library: Engine) -> None:
    slow = []
    for viewer in VIEWERS:
        for sort in ("updatedAt", "createdAt", "title", "executionCount", *SCORES):
            for descending in (True, False):
                for after in ({}, AFTER):
                    name = "library.list_by_score" if sort in SCORES else "library.list"
                    found = plan(library, name, viewer, Filters(), sort=sort, descending=descending, limit=21, offset=0, **after)
                    if LARGE.search(found):
                        slow.append(f"{viewer} {sort} {descending} {bool(after)}\n{found}")
        for each in FILTERS:
            found = plan(library, "library.list", viewer, each, sort="updatedAt", descending=True, limit=21, offset=0)
            if LARGE.search(found):
                slow.append(f"{viewer} {each}\n{found}")
        if LARGE.search(found := plan(library, "library.count", viewer, Filters())):
            slow.append(f"{viewer} count\n{found}")
    assert not slow, "\n\n".join(slow)


INDEXES = {
    "updatedAt": "idx_scripts_updated",
    "createdAt": "idx_scripts_created",
    "title": "idx_scripts_title",
    "executionCount": "idx_scripts_executions",
}


def test_an_order_is_read_from_its_index_and_words_are_looked_up(library: Engine) -> None:
    for sort, index in INDEXES.items():
        assert index in plan(library, "library.list", VIEWERS[2], Filters(), sort=sort, descending=True, limit=21, offset=0)
    found = plan(library, "library.list", Viewer(), Filters(q="abcdef"), sort="updatedAt", descending=True, limit=21, offset=0)
    assert "idx_scripts_words" in found
