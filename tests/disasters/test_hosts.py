"""Disaster 12: several hosts. The web server, the workers and the servers each run in a network of their own, and cables are pulled. Needs root."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.disasters.conftest import Tell
from tests.disasters.hosts import ADDRESS, Host, Hosts, some_hosts
from tests.disasters.outcome import assert_same, snapshot
from tests.disasters.sheets import HISTORY, hand_in
from tests.disasters.stand import Stand, sending
from workers import up

WAY = Path(__file__).with_name("programs") / "way.py"
POSTGRES, REDIS = "5432", "6379"
LONG = 40.0  # seconds: more than connections survive


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    if os.geteuid() != 0 or not (shutil.which("ip") and shutil.which("tc")):
        pytest.skip("needs root, and the programs ip and tc: counts as not run")
    try:
        with some_hosts() as made:
            yield made
    except subprocess.CalledProcessError as error:
        pytest.skip(f"needs root who may make network namespaces: counts as not run ({error.stderr.strip()})")


def start(stand: Stand, hosts: Hosts) -> None:
    """Each where it belongs. The web server listens on a socket of this test's own network, so that clients reach it whatever is cut."""
    stand.stop_programs()
    sockets = (POSTGRES, str(stand.postgres.path / ".s.PGSQL.5432"), REDIS, stand.redis._socket)
    way = stand.script("way", WAY, ADDRESS["data"], *map(str, sockets))
    named = {program.name: program for program in up.programs(stand.settings, stand.listener)}
    parts = urlsplit(stand.postgres.dsn)
    dsn = urlunsplit(parts._replace(netloc=f"{parts.username}:{parts.password}@{ADDRESS['data']}:{POSTGRES}", query=""))
    chosen = [hosts.on("data", way), hosts.on("front", named["web"])]
    chosen += [hosts.on("work", named[name]) for name in ("sweeper", "worker-interactive", "worker-bulk-1")]
    stand.start(other=chosen, DATABASE_URL=dsn, REDIS_URL=f"redis://{ADDRESS['data']}:{REDIS}/0")
    stand.until(stand.is_ready, "the web server")


@pytest.mark.timeout(900)
@pytest.mark.parametrize("lasting", [3.0, pytest.param(LONG, marks=pytest.mark.disaster)])
def test_cables_are_pulled(stand: Stand, tell: Tell, undisturbed: dict[str, list[str]], hosts: Hosts, lasting: float) -> None:
    start(stand, hosts)
    ann = stand.person("ann")
    order: tuple[Host, ...] = ("front", "work", "data")
    with sending(stand, lambda: hand_in(ann)):
        stand.until(lambda: len(stand.told.accepted) > 5, "uploads")
        for host in order:
            hosts.pull(host)
            before = len(stand.told.accepted)
            stand.wait(lasting)
            if host != "work":  # no way to the database: at most the request that was just being answered
                assert len(stand.told.accepted) <= before + max(map(len, HISTORY))
            hosts.plug(host)
            stand.wait(1)
    seconds = stand.end()
    stand.stop_programs()
    assert {answer.status_code for answer in stand.told.refused} <= {503}
    assert_same(snapshot(stand), undisturbed)
    tell(stand, "12 hosts", f"cables of web, workers and servers pulled for {lasting:g} s each", seconds)


@pytest.mark.disaster
@pytest.mark.timeout(900)
def test_a_slow_network(stand: Stand, tell: Tell, undisturbed: dict[str, list[str]], hosts: Hosts) -> None:
    start(stand, hosts)
    hosts.slow("data")
    hand_in(stand.person("ann"))
    stand.wait(5)
    hosts.fast("data")
    seconds = stand.end()
    stand.stop_programs()
    assert_same(snapshot(stand), undisturbed)
    tell(stand, "12 hosts", "256 kbit/s to the servers and back", seconds)
