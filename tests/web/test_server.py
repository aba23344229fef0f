"""The application behind its real server."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from db.engine import Engine
from pipeline.accounts import create_token
from pipeline.accounts.users import insert_user
from pipeline.config import Settings
from tests.web.conftest import Person, Store
from tests.web.multipart import multipart

# A head that does not come is waited for but shortly.
PROGRAM = "import web.arriving; web.arriving.HEAD_SECONDS = 1.0; from web.__main__ import main; main([])"


@pytest.fixture
def port(settings: Settings, tmp_path: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        chosen = int(probe.getsockname()[1])
    said = {"DATABASE_URL": settings.dsn or "", "REDIS_URL": settings.redis or "", "PSSCRIPT_DATA": str(tmp_path), "PORT": str(chosen)}
    environment = os.environ | said | {"WEB_PROCESSES": "1", "WEB_THREADS": "2", "TZ": "Asia/Kathmandu"}
    with subprocess.Popen([sys.executable, "-c", PROGRAM], env=environment) as process:
        _await(chosen)
        yield chosen
        process.terminate()


def _await(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise TimeoutError


@pytest.fixture
def token(engine: Engine) -> str:
    with engine.begin() as connection:
        account = insert_user(connection, "ada", "ada@example.org", "x", "user")
    return create_token(engine, account.id, "tests")[0]


def test_requests_one_after_the_other_on_one_connection(port: int, token: str) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    headers = {"Authorization": f"Bearer {token}"}
    large = multipart([(f"{number}.ps1", b"# %d\n" % number * 20_000) for number in range(20)], {})
    for number in range(3):
        connection.request("POST", "/api/scripts/upload/async", large["data"], headers | {"Content-Type": large["content_type"]})
        assert _read(connection.getresponse())["uploads"][19]["status"] == "queued"
        connection.request(
            "POST", "/api/tags", iter([b'{"name":', b'"tag-%d"}' % number]), headers | {"Content-Type": "application/json"}, encode_chunked=True
        )
        assert _read(connection.getresponse())["name"] == f"tag-{number}"
    connection.request("GET", "/api/batches", headers=headers)
    created = _read(connection.getresponse())["batches"][0]["createdAt"]
    assert abs(time.time() - time.mktime(time.strptime(created[:19], "%Y-%m-%dT%H:%M:%S")) + time.timezone) < 3600  # UTC, whatever the server's zone
    connection.close()


def _read(response: HTTPResponse) -> Any:
    return json.loads(response.read())


def _raw(port: int, data: bytes) -> bytes:
    """All that is answered until the server closes."""
    with socket.create_connection(("127.0.0.1", port), 30) as client:
        client.sendall(data)
        answer = b""
        while piece := client.recv(65536):
            answer += piece
        return answer


def test_requests_sent_ahead_are_answered_in_turn(port: int) -> None:
    answer = _raw(port, b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n" * 2 + b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200 OK") == 3


BROKEN = [
    (b"nonsense\r\n\r\n", b"400"),
    (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(200)) + b"\r\n", b"4"),
    (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 40_000 + b"\r\n\r\n", b"4"),
    (b"GET /" + b"x" * 10_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"404"),
    (b"GET /" + b"x" * 400_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"414"),
    (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"a: b\r\n" * 200 + b"\r\n", b"431"),
    (b"POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n", b"413"),
    (b"POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", b"400"),
    (b"POST /api/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n", b"400"),
]


def test_broken_requests(port: int) -> None:
    for data, status in BROKEN:
        answer = _raw(port, data)
        assert answer.split(b" ")[1].startswith(status), data[:100]
        assert {"error", "message", "requestId"} <= set(json.loads(answer.partition(b"\r\n\r\n")[2]))


def test_a_question_of_a_hundred_kilobytes_is_refused_by_whom_it_asks(port: int, token: str) -> None:
    head = f"GET /api/scripts/search?q={'%C3%A9' * 50_000} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    answer = _raw(port, head.encode())
    assert answer.startswith(b"HTTP/1.1 422 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"] == "invalid_query"


def test_a_hundred_megabytes_are_refused_before_they_are_read(port: int, token: str) -> None:
    head = (
        f"POST /api/scripts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 100000000\r\n\r\n"
    )
    answer = _raw(port, head.encode() + b'{"content": "')
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"] == "too_large"


def test_a_form_without_end_stores_nothing(port: int, token: str, engine: Engine) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.ps1"'
    body = part + b"\r\n\r\n1\r\n" + part
    head = (
        f"POST /api/scripts/upload/async HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    answer = _raw(port, head.encode() + body)
    assert answer.startswith(b"HTTP/1.1 400 "), answer[:100]
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM uploads").scalar() == 0


def test_clients_that_trickle_hold_up_nobody_and_are_told(port: int) -> None:
    started = b"POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    with contextlib.ExitStack() as stack:
        slow = [stack.enter_context(socket.create_connection(("127.0.0.1", port), 30)) for _ in range(100)]
        for number, client in enumerate(slow):
            client.sendall(b"GET / HT" if number % 2 else started)
        for _ in range(20):  # with two threads
            assert b"200 OK" in _raw(port, b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = slow[1].recv(1000)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"] == "request_timeout"


def test_a_body_is_asked_for(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 30) as client:
        client.sendall(
            b"POST /api/auth/refresh HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        )
        assert client.recv(1000).startswith(b"HTTP/1.1 100 Continue")
        client.sendall(b"{}")
        answer = client.recv(4000)
        while b"422" not in answer:
            answer += client.recv(4000)


def test_a_script_is_saved_under_a_name_in_any_language(port: int, ada: Person, store: Store, engine: Engine) -> None:
    script_id = store(ada, title='Проба\u0006 "諺"')
    with contextlib.closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        headers = {"Authorization": f"Bearer {create_token(engine, ada.id, 'tests')[0]}"}
        for path, ending in ((f"/api/scripts/{script_id}/download", "ps1"), (f"/api/scripts/{script_id}/export-analysis", "json")):
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            said = answer.headers["Content-Disposition"]
            assert (answer.status, said.isascii()) == (200, True)
            assert unquote(said.rpartition("UTF-8''")[2]) == f"Проба_ _諺_.{ending}"
