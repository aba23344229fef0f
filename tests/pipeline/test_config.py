import re
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from db.pool import Pool, Retry
from pipeline.config import Settings
from pipeline.errors import InvalidSettingError

ROOT = Path(__file__).parent.parent.parent
DOCUMENTATION = ROOT / "docs" / "configuration.md"


def settings(**environment: str) -> Settings:
    return Settings.from_environment({"HOME": "/home/ann"} | environment)


def test_defaults_are_those_of_the_first_systems_documentation() -> None:
    assert settings().pool == Pool(size=10, acquire=30, idle=10, connect=15)
    assert settings().retry == Retry(connections=5, delay=2, conflicts=3)
    assert (settings().cache_script_ttl, settings().cache_list_ttl, settings().cache_analytics_ttl) == (600, 300, 3600)
    assert settings().port == 4000


def test_without_servers_a_library_runs_its_own_in_the_users_data_folder() -> None:
    assert (settings().dsn, settings().redis) == (None, None)
    assert settings().data == Path("/home/ann/.local/share/psscript")
    assert settings(XDG_DATA_HOME="/data").data == Path("/data/psscript")


def test_what_a_command_says_goes_before_the_environment() -> None:
    chosen = Settings.from_environment({"PORT": "1", "PSSCRIPT_DATA": "/a"}, data=Path("/b"), port=2, bind=None)
    assert (chosen.port, chosen.data, chosen.bind) == (2, Path("/b"), "127.0.0.1")


def test_a_relative_data_folder_is_one_of_the_current_folder() -> None:
    assert Settings.from_environment({}, data=Path("here")).data == Path.cwd() / "here"


@pytest.mark.parametrize(
    ("environment", "dsn"),
    [
        ({"DATABASE_URL": "postgresql://u:p@h/d", "DB_HOST": "other"}, "postgresql://u:p@h/d"),
        ({"DB_HOST": "db"}, "postgresql://postgres@db:5432/psscript"),
        ({"DB_PASSWORD": "p@ss/word:"}, "postgresql://postgres:p%40ss%2Fword%3A@localhost:5432/psscript"),
        ({"DB_HOST": "::1", "DB_PORT": "6432", "DB_NAME": "a b", "DB_USER": "me"}, "postgresql://me@[::1]:6432/a%20b"),
        ({"DB_HOST": "/run/postgresql"}, "postgresql://postgres@%2Frun%2Fpostgresql:5432/psscript"),
        ({"DB_HOST": ""}, None),
    ],
)
def test_where_postgresql_is(environment: dict[str, str], dsn: str | None) -> None:
    assert settings(**environment).dsn == dsn


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({"REDIS_URL": "rediss://h/1", "REDIS_HOST": "other"}, "rediss://h/1"),
        ({"REDIS_HOST": "cache"}, "redis://cache:6379/0"),
        ({"REDIS_PORT": "6380"}, "redis://localhost:6380/0"),
    ],
)
def test_where_redis_is(environment: dict[str, str], url: str) -> None:
    assert settings(**environment).redis == url


@pytest.mark.parametrize(
    ("environment", "tls", "verify"),
    [
        ({}, False, False),
        ({"DB_SSL": "true"}, True, False),
        ({"ENVIRONMENT": "production"}, True, True),
        ({"ENVIRONMENT": "production", "DB_SSL": "false"}, False, True),
    ],
)
def test_production_speaks_tls_and_verifies(environment: dict[str, str], *, tls: bool, verify: bool) -> None:
    found = settings(**environment).pool
    assert (found.tls, found.verify) == (tls, verify)


def test_no_secret_shows_when_settings_are_printed() -> None:
    names = ("DATABASE_URL", "DB_PASSWORD", "REDIS_URL", "JWT_SECRET", "EMBEDDING_KEY")
    assert "hunter2" not in repr(settings(**{name: f"hunter2-{name}" for name in names}))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "0", "PORT must be between 1 and 65535, not 0."),
        ("PORT", "http", "PORT must be a whole number, not 'http'."),
        ("DB_IDLE_TIMEOUT", "soon", "DB_IDLE_TIMEOUT must be a number, not 'soon'."),
        ("DB_RETRIES", "-1", "DB_RETRIES must be at least 0, not -1."),
        ("DB_SSL", "maybe", "DB_SSL must be true or false, not 'maybe'."),
        ("ENVIRONMENT", "test", "ENVIRONMENT must be development or production, not 'test'."),
        ("REGISTRATION", "Open", "REGISTRATION must be closed or invite or open, not 'Open'."),
        ("ACCESS_TOKEN_LIFETIME", "60", "ACCESS_TOKEN_LIFETIME must be between 900 and 86400, not 60."),
    ],
)
def test_a_value_that_cannot_be_is_one_sentence(name: str, value: str, sentence: str) -> None:
    with pytest.raises(InvalidSettingError) as caught:
        settings(**{name: value})
    assert str(caught.value) == sentence
    assert caught.value.details == {"setting": name}


def test_lists_have_commas() -> None:
    assert settings(TRUSTED_PROXIES="10.0.0.0/8, ::1,").trusted_proxies == ("10.0.0.0/8", "::1")


def _documented() -> dict[str, str]:
    """Key and default of every row of the documentation's tables."""
    rows = re.findall(r"^\| `([A-Z0-9_]+)` \| (.*?) \|", DOCUMENTATION.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == len(dict(rows))
    return dict(rows)


def _default(field_default: object) -> str:
    if field_default is MISSING:
        return "your data folder"
    if field_default is None or field_default == ():
        return ""
    if isinstance(field_default, bool):
        return f"`{str(field_default).lower()}`"
    return f"`{field_default:g}`" if isinstance(field_default, float) else f"`{field_default}`"


def test_the_documentation_lists_every_key_with_its_default_and_no_other() -> None:
    assert _documented() == {field.name.upper(): _default(field.default) for field in fields(Settings)}


def test_every_key_has_its_comment() -> None:
    source = (ROOT / "pipeline" / "config.py").read_text(encoding="utf-8")
    for field in fields(Settings):
        assert re.search(rf"^    {field.name}: .*  # \S", source, re.MULTILINE), field.name


@pytest.mark.parametrize("room", ["db", "pipeline", "web"])
def test_only_the_edge_reads_the_environment(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        if path.name == "__main__.py":  # the edge of a process
            continue
        assert not re.search(r"os\.environ|os\.getenv|\bgetenv\(", path.read_text(encoding="utf-8")), path
