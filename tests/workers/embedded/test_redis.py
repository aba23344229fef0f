import os
import signal
import stat
from collections.abc import Iterator

import pytest
import redis

from tests import servers
from workers.embedded import process
from workers.embedded.binaries import redis_server
from workers.embedded.errors import BinaryMissingError, DiskFullError, ServerStartError
from workers.embedded.folder import DataFolder
from workers.embedded.redis import Redis


@pytest.fixture
def server() -> Iterator[Redis]:
    with servers.folder() as folder:
        started = Redis(folder, die_with_parent=True)
        started.start()
        yield started
        started.stop()


@pytest.fixture
def client(server: Redis) -> Iterator[redis.Redis]:
    connected = redis.Redis.from_url(server.url, decode_responses=True)
    yield connected
    connected.close()


def test_it_keeps_a_file_evicts_nothing_and_listens_on_a_socket_alone(client: redis.Redis) -> None:
    found = client.config_get("*")
    wanted = {"appendonly": "yes", "appendfsync": "everysec", "maxmemory-policy": "noeviction", "port": "0"}
    assert {key: found[key] for key in wanted} == wanted


def test_what_it_writes_is_closed_to_others(server: Redis, client: redis.Redis) -> None:
    client.set("key", "value")
    for path in [*server.path.iterdir(), server.folder.log("redis")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_it_stops_and_starts_with_what_it_had(server: Redis, client: redis.Redis) -> None:
    client.set("key", "value")
    server.stop()
    assert not server.is_ready()
    server.start()
    assert client.get("key") == "value"


def test_one_that_lives_on_after_its_supervisor_is_adopted(server: Redis) -> None:
    successor = Redis(DataFolder(server.folder.path))
    successor.start()
    assert server.process
    assert successor.process
    assert successor.process.pid == server.process.pid
    successor.stop()
    assert not server.is_alive()


def test_one_that_was_killed_is_started_again(server: Redis, client: redis.Redis) -> None:
    client.set("key", "value")
    assert server.process
    os.kill(server.process.pid, signal.SIGKILL)
    while server.is_alive():
        pass
    server.start()
    assert client.ping()


def test_one_that_does_not_answer_is_replaced(server: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = server.process
    assert frozen
    frozen.suspend()
    monkeypatch.setattr("workers.embedded.redis.TERMINATE", (signal.SIGTERM, 0.05))
    server.start()
    assert not process.is_alive(frozen)
    assert server.is_ready()


def test_a_file_that_it_cannot_read_is_put_aside(server: Redis) -> None:
    server.stop()
    (server.path / "appendonly.aof").write_text("this is no append-only file\n")
    server.start()
    assert server.is_ready()
    assert [path.name[:26] for path in server.path.glob("*.unreadable.*")] == ["appendonly.aof.unreadable."]


def test_a_start_that_fails_says_why(server: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    server.stop()
    monkeypatch.setattr("workers.embedded.redis.SETTINGS", {"appendfsync": "sometimes"})
    with pytest.raises(ServerStartError, match=r"Redis did not start: .*argument must be"):
        server.start()


def test_a_full_disk_is_said_to_be_full(server: Redis) -> None:
    with server.folder.log("redis").open("a") as log:
        log.write("# Can't open the append-only file: No space left on device\n")
    assert isinstance(server._failure(), DiskFullError)


def test_binaries_that_are_not_there_are_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workers.embedded.binaries._package", lambda *_: None)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(BinaryMissingError, match="REDIS_URL"):
        redis_server()
