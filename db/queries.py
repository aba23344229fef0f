"""Every query has a name and one line of purpose, and stands in a file of db/sql.

    -- name: find_user -- The user of a name, however it is written.
    SELECT ... WHERE lower(username) = lower(%(username)s)

in db/sql/users.sql is `query("users.find_user")`. Parameters are the driver's, %(name)s, always bound; a percent sign is doubled (%%).
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "sql"
_HEAD = re.compile(r"^-- name: (?P<name>\S+)(?: -- (?P<purpose>\S.*))?$", re.MULTILINE)
_PARAMETER = re.compile(r"%\((?P<name>[a-z][a-z0-9_]*)\)s")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class QueryFileError(Exception):
    """A file of queries is not written as it must be."""


@dataclass(frozen=True, slots=True)
class Query:
    """One statement, ready for the driver."""

    name: str  # file.name
    purpose: str
    sql: str
    parameters: frozenset[str]


def query(name: str) -> Query:
    """The query `file.name`."""
    try:
        return load()[name]
    except KeyError:
        raise QueryFileError(f"There is no query {name}.") from None


@cache
def load(folder: Path = FOLDER) -> dict[str, Query]:
    """All queries by name, read once a process."""
    queries: dict[str, Query] = {}
    for path in sorted(folder.glob("*.sql")):
        for each in read(path.stem, path.read_text(encoding="utf-8")):
            if each.name in queries:
                raise QueryFileError(f"There are two queries {each.name}.")
            queries[each.name] = each
    return queries


def read(file: str, text: str) -> list[Query]:
    """The queries of one file. Raises QueryFileError."""
    heads = list(_HEAD.finditer(text))
    if lead := _code(text[: heads[0].start()] if heads else text):
        raise QueryFileError(f"{file}.sql has a statement without a name: {lead[:60]}")
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [_parse(file, head, text[head.end() : end]) for head, end in zip(heads, ends, strict=True)]


def _parse(file: str, head: re.Match[str], body: str) -> Query:
    name = f"{file}.{head['name']}"
    sql = body.strip().removesuffix(";").rstrip()
    if not _NAME.fullmatch(head["name"]):
        raise QueryFileError(f"{name} is no name: small letters, digits and underscores.")
    if not head["purpose"]:
        raise QueryFileError(f"{name} has no purpose: write `-- name: {head['name']} -- What it is for.`")
    if not _code(sql):
        raise QueryFileError(f"{name} is empty.")
    if "%" in _PARAMETER.sub("", sql).replace("%%", ""):
        raise QueryFileError(f"{name} has a lone percent sign: write %% for the sign and %(name)s for a parameter.")
    return Query(name, head["purpose"], sql, frozenset(_PARAMETER.findall(sql)))


def _code(text: str) -> str:
    """Without whole-line comments."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--")).strip()
