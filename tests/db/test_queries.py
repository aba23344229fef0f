import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import queries
from db.engine import Engine, transaction
from db.queries import Query, QueryFileError, query, read
from pipeline.errors import PermanentError
from tests.servers import Cluster
from tests.statements import run

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("db", "pipeline", "web", "workers")


def test_reads_name_purpose_statement_and_parameters() -> None:
    (found,) = read("users", "-- About users.\n\n-- name: find -- The user of a name.\nSELECT id\n  FROM users WHERE name = %(name)s;\n")
    assert found.name == "users.find"
    assert found.purpose == "The user of a name."
    assert found.sql == "SELECT id\n  FROM users WHERE name = %(name)s"
    assert found.parameters == {"name"}


def test_keeps_comments_inside_a_statement() -> None:
    first, second = read("f", "-- name: a -- A.\n-- why it is so\nSELECT 1;\n-- name: b -- B.\nSELECT 2;")
    assert first.sql == "-- why it is so\nSELECT 1"
    assert second.sql == "SELECT 2"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("SELECT 1", "without a name"),
        ("-- name: a -- A.\n-- nothing else\n", "is empty"),
        ("-- name: a\nSELECT 1", "has no purpose"),
        ("-- name: Find-It -- A.\nSELECT 1", "is no name"),
        ("-- name: a -- A.\nSELECT 'x' LIKE 'x%'", "lone percent sign"),
        ("-- name: a -- A.\nSELECT %s", "lone percent sign"),
        ("-- name: a -- A.\nSELECT %(Bad)s", "lone percent sign"),
    ],
)
def test_says_what_is_wrong_with_a_file(text: str, complaint: str) -> None:
    with pytest.raises(QueryFileError, match=complaint):
        read("f", text)


def test_a_doubled_percent_sign_is_one() -> None:
    (found,) = read("f", "-- name: a -- A.\nSELECT 'x' LIKE 'x%%'")
    assert not found.parameters


def test_two_queries_of_one_name_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "f.sql").write_text("-- name: a -- A.\nSELECT 1;\n-- name: a -- A again.\nSELECT 2;\n")
    with pytest.raises(QueryFileError, match=r"two queries f\.a"):
        queries.load(tmp_path)


def test_an_unknown_query_is_an_error() -> None:
    with pytest.raises(QueryFileError, match=r"no query users\.nobody"):
        query("users.nobody")


def _named_in_code() -> Iterator[str]:
    """Every string in the program that looks like the name of a query: the stem of a file, a dot, a name."""
    stems = {path.stem for path in queries.FOLDER.glob("*.sql")}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_bytes())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    stem, dot, name = node.value.partition(".")
                    if dot and stem in stems and name.isidentifier() and name not in ("py", "sql", "md", "html"):
                        yield node.value


def test_every_query_is_used_and_every_used_query_exists() -> None:
    assert set(_named_in_code()) == set(queries.load())


UNTOLD = ("42P18", "42P08", "42725")  # the type of a parameter follows from the value alone


def _prepared(found: Query) -> str:
    """A statement with numbers for parameters; PostgreSQL checks it against the schema, and runs nothing."""
    numbers = {name: number for number, name in enumerate(sorted(found.parameters), 1)}
    sql = re.sub(r"%\((\w+)\)s", lambda match: f"${numbers[match[1]]}", found.sql)
    return f"PREPARE checked AS {sql}"


def _can_be_prepared(found: Query) -> bool:
    first = found.sql.lstrip("(").split(None, 1)[0]
    return first in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "VALUES")


def test_every_query_fits_the_schema_in_every_postgresql(each_engine: Engine, each_cluster: Cluster) -> None:
    refused: dict[str, str] = {}
    for name, found in queries.load().items():
        if not _can_be_prepared(found) or (each_cluster.major == 15 and ("embedding" in found.sql or "sparsevec" in found.sql)):
            continue
        try:
            with transaction(each_engine) as connection:
                run(connection, _prepared(found))
                run(connection, "DEALLOCATE checked")
        except PermanentError as error:
            if error.details.get("sqlstate") not in UNTOLD:
                refused[name] = str(error.__cause__).splitlines()[0]
    assert refused == {}
