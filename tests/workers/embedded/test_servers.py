from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.engine import open_engine, reading
from pipeline.config import Settings
from tests import servers
from tests.statements import run
from workers.embedded.errors import FolderHeldError, NotRunningError
from workers.embedded.servers import Library, Servers, attach, opened

NAMED = Servers("postgresql://db/library", "redis://cache:6379/0")


@pytest.fixture
def settings() -> Iterator[Settings]:
    with servers.folder() as folder:
        yield Settings.from_environment({}, data=folder.path)


def test_servers_that_the_settings_name_are_used_as_they_are(settings: Settings) -> None:
    named = NAMED.settings(settings)
    assert (named.dsn, named.redis) == (NAMED.dsn, NAMED.redis_url)
    assert Library(named).running == []
    assert attach(named) == NAMED
    with opened(named, "test") as found:
        assert found == NAMED


def test_only_the_server_that_is_not_named_is_run(settings: Settings) -> None:
    assert [server.name for server in Library(replace(settings, redis_url="redis://cache")).running] == ["PostgreSQL"]
    assert [server.name for server in Library(replace(settings, database_url="postgresql://db/d")).running] == ["Redis"]


def test_a_library_that_does_not_run_is_told_how_to_start(settings: Settings, tmp_path: Path) -> None:
    for data in (settings.data, tmp_path / "nothing"):
        with pytest.raises(NotRunningError, match=f"psscript up --data {data}"):
            attach(replace(settings, psscript_data=data))


def test_a_command_finds_the_library_that_runs_or_runs_it_meanwhile(settings: Settings) -> None:
    library = Library(settings)
    library.start("psscript up")
    try:
        with opened(settings, "psscript user") as found:
            assert found == attach(settings) == library.servers
        with pytest.raises(FolderHeldError, match="psscript up"):
            Library(settings).start("another")
        assert library.is_ready()
    finally:
        library.stop()
    assert not library.is_ready()
    with opened(settings, "psscript user") as found:
        engine = open_engine(found.dsn)
        with reading(engine) as connection:
            assert run(connection, "SELECT current_database()").scalar() == "psscript"
        engine.dispose()
    with pytest.raises(NotRunningError):
        attach(settings)


def test_a_start_that_fails_leaves_nothing_running(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(settings)
    monkeypatch.setattr(library.redis, "start", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        library.start("test")
    assert library.postgres
    assert not library.postgres.is_ready()
    assert not library.folder.is_held()
