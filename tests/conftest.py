"""Fixtures of all tests: an empty library of one's own in a real PostgreSQL, and an empty real Redis."""

import logging
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from db.engine import Engine, open_engine
from pipeline.config import Settings
from tests import servers
from tests.servers import Cluster
from workers.embedded.redis import Redis

# Tokens of both kinds, hashes of passwords, addresses with a password, and the passwords that tests use.
SECRET = re.compile(r"pss_\w{20}|eyJ[\w-]{20,}\.|\$2[aby]\$\d\d\$|\w://[^\s/:@]+:[^\s/@*]+@|a horse, a battery and a staple|Tr0ub4dor")


class Listener(logging.Handler):
    """Keeps the lines of the whole run that say a secret, with what logged them."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = self.format(record)  # with the traceback, where there is one
        if said := SECRET.search(text):
            self.found.append(f"{record.name}: {said[0][:12]} in {text[:200]}")


@pytest.fixture(scope="session", autouse=True)
def no_line_of_a_log_says_a_secret() -> Iterator[None]:
    listener = Listener()
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    assert listener.found == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Nor does what processes of tests write to standard error, where their logs go. Logs that lie in files are searched where they are made."""
    report = yield
    said = [found[0][:12] for name, text in report.sections if "stderr" in name and (found := SECRET.search(text))]
    if call.when == "teardown" and said:
        report.outcome, report.longrepr = "failed", f"Standard error says a secret: {said}"
    return report


def pytest_report_header() -> str:
    """What is not run is said, never skipped in silence."""
    return f"PostgreSQL 15: {'also tested' if servers.DEBIAN_15.is_dir() else 'not installed, not tested'}"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """PostgreSQL 18 with pgvector."""
    with servers.postgres_18() as running:
        yield running


@pytest.fixture(scope="session")
def cluster_15() -> Iterator[Cluster]:
    """PostgreSQL 15 without pgvector; asked for only where it is installed."""
    with servers.postgres_15() as running:
        yield running


@pytest.fixture(params=["cluster", "cluster_15"] if servers.DEBIAN_15.is_dir() else ["cluster"])
def each_cluster(request: pytest.FixtureRequest) -> Cluster:
    """Every PostgreSQL that there is, for what needs no vectors."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Cluster)
    return found


@pytest.fixture
def each_engine(each_cluster: Cluster) -> Iterator[Engine]:
    """On a new database with the whole schema, in every PostgreSQL that there is."""
    name = each_cluster.create()
    opened = open_engine(each_cluster.dsn(name))
    yield opened
    opened.dispose()
    each_cluster.drop(name)


@pytest.fixture
def dsn(cluster: Cluster) -> Iterator[str]:
    """Of a new database with the whole schema and the ten categories."""
    name = cluster.create()
    yield cluster.dsn(name)
    cluster.drop(name)


@pytest.fixture
def empty_dsn(cluster: Cluster) -> Iterator[str]:
    """Of a new database without a schema."""
    name = cluster.create(template="template1")
    yield cluster.dsn(name)
    cluster.drop(name)


@pytest.fixture
def engine(dsn: str) -> Iterator[Engine]:
    """On `dsn`."""
    opened = open_engine(dsn)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def template_engine(cluster: Cluster) -> Iterator[Engine]:
    """On a database that all tests share: only for looking at the schema."""
    name = cluster.create()
    opened = open_engine(cluster.dsn(name))
    yield opened
    opened.dispose()
    cluster.drop(name)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    """One for all tests of a process."""
    with servers.redis_server() as running:
        yield running


@pytest.fixture
def redis_url(redis_server: Redis) -> str:
    """Of an empty Redis."""
    client = redis.Redis.from_url(redis_server.url)
    client.flushall()
    client.close()
    return redis_server.url


@pytest.fixture
def settings(dsn: str, redis_url: str, tmp_path: Path) -> Settings:
    """Naming the servers of this test, with delays that do not make tests wait."""
    chosen: dict[str, Any] = {"database_url": dsn, "redis_url": redis_url, "db_retry_delay": 0.01, "sweep_interval": 0.1}
    return Settings.from_environment({}, data=tmp_path / "data", **chosen)
