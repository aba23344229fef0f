from pathlib import Path

import pytest

from db.dsn import arguments
from db.pool import Pool
from pipeline.errors import InvalidSettingError

TCP = "postgresql://me:secret@db.example:6432/library"
SOCKET = "postgresql://me:secret@/library?host=%2Frun%2Fpostgres"


def test_takes_the_address_apart() -> None:
    found = arguments(TCP, Pool())
    assert (found["host"], found["port"], found["dbname"], found["user"], found["password"]) == ("db.example", "6432", "library", "me", "secret")
    assert arguments(SOCKET, Pool())["host"] == "/run/postgres"


def test_takes_sqlalchemys_form_too() -> None:
    assert arguments("postgresql+psycopg://me@h/d", Pool())["host"] == "h"


def test_every_session_has_its_time_zone_and_limits() -> None:
    options = arguments(TCP + "?options=-c%20work_mem%3D8MB", Pool(statement=60, lock=10, idle=10))["options"]
    assert "-c TimeZone=UTC" in options
    assert "-c statement_timeout=60000" in options
    assert "-c lock_timeout=10000" in options
    assert "-c idle_session_timeout=10000" in options
    assert options.endswith("-c work_mem=8MB")


def test_waits_for_a_connection_as_long_as_the_pool_says() -> None:
    assert arguments(TCP, Pool(connect=15.0))["connect_timeout"] == 15


@pytest.mark.parametrize(
    ("dsn", "pool", "expected"),
    [
        (TCP, Pool(tls=False), (None, None)),
        (TCP, Pool(tls=True), ("require", None)),
        (TCP, Pool(tls=True, verify=True), ("verify-full", "system")),
        (TCP, Pool(tls=True, verify=True, ca_file=Path("/ca.pem")), ("verify-full", "/ca.pem")),
        (TCP + "?sslmode=verify-ca", Pool(tls=True), ("verify-ca", None)),
        (SOCKET, Pool(tls=True, verify=True), (None, None)),
    ],
)
def test_speaks_tls_as_the_settings_say(dsn: str, pool: Pool, expected: tuple[str | None, str | None]) -> None:
    found = arguments(dsn, pool)
    assert (found.get("sslmode"), found.get("sslrootcert")) == expected


def test_refuses_what_is_no_address_without_repeating_it() -> None:
    with pytest.raises(InvalidSettingError, match="must read postgresql://") as caught:
        arguments("mysql://me:secret@h/d", Pool())
    assert "secret" not in str(caught.value)
