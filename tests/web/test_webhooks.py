import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from db.engine import Engine, transaction
from pipeline.webhooks import outward
from pipeline.webhooks.delivering import MOST_ATTEMPTS, deliver_due
from pipeline.webhooks.outward import BadAddressError, PrivateAddressError, check_url, is_public, resolve
from tests.web.conftest import Person, Store
from tests.web.multipart import multipart


class Receiver(HTTPServer):
    """Remembers what it was told, and answers as it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.told: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?a=1"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Receiver)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((dict(self.headers), body))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def hook(ada: Person, engine: Engine, receiver: Receiver) -> int:
    """Of Ada, for all events, at the receiver."""
    made = ada.post("/api/webhooks", json={"url": "https://example.org/x", "events": ["script.analyzed", "script.failed", "batch.completed"]})
    assert made.status_code == 201
    with transaction(engine) as connection:
        connection.exec_driver_sql("UPDATE webhooks SET url = %s, secret = 'sesame'", (receiver.url,))
    return int(made.get_json()["id"])


def test_owners_are_told_what_becomes_of_their_uploads(ada: Person, bob: Person, store: Store, engine: Engine, hook: int, receiver: Receiver) -> None:
    script_id = store(ada)
    store(bob, "of no interest")
    assert deliver_due(engine, private=True) == 2
    assert deliver_due(engine, private=True) == 0
    told = {headers["X-PSScript-Event"]: json.loads(body) for headers, body in receiver.told}
    assert set(told) == {"script.analyzed", "batch.completed"}
    assert told["script.analyzed"]["data"]["scriptId"] == script_id
    assert told["batch.completed"]["data"]["byStatus"] == {"completed": 1}

    headers, body = receiver.told[0]
    parts = dict(part.split("=", 1) for part in headers["X-PSScript-Signature"].split(","))
    assert parts["v1"] == hmac.new(b"sesame", f"{parts['t']}.".encode() + body, hashlib.sha256).hexdigest()

    log = ada.get(f"/api/webhooks/{hook}/deliveries").get_json()["deliveries"]
    assert [(each["state"], each["status"], each["attempts"]) for each in log] == [("delivered", 200, 1)] * 2
    assert bob.get(f"/api/webhooks/{hook}/deliveries").status_code == 404


def test_a_request_is_completed_once(ada: Person, work: Callable[[], None], engine: Engine, hook: int, receiver: Receiver) -> None:
    answer = ada.post("/api/scripts/upload/async", **multipart([("a.ps1", b"1"), ("b.ps1", b"2")], {})).get_json()
    assert ada.post(f"{answer['statusUrl']}/cancel").get_json()["cancelled"] == 2
    work()
    while deliver_due(engine, private=True):
        pass
    events = [headers["X-PSScript-Event"] for headers, _ in receiver.told]
    assert sorted(events) == ["batch.completed", "script.failed", "script.failed"]


def test_what_is_not_taken_is_tried_again_later(ada: Person, store: Store, engine: Engine, hook: int, receiver: Receiver) -> None:
    receiver.answers = [500, 302, *[500] * 20]
    store(ada)
    deliver_due(engine, private=True)
    log = ada.get(f"/api/webhooks/{hook}/deliveries").get_json()["deliveries"]
    assert sorted((each["state"], each["status"]) for each in log) == [("waiting", 302), ("waiting", 500)]
    assert deliver_due(engine, private=True) == 0  # not yet
    for _ in range(MOST_ATTEMPTS - 1):
        with transaction(engine) as connection:
            connection.exec_driver_sql("UPDATE webhook_deliveries SET not_before = NOW() WHERE state = 'waiting'")
        deliver_due(engine, private=True)
    log = ada.get(f"/api/webhooks/{hook}/deliveries").get_json()["deliveries"]
    assert [(each["state"], each["attempts"]) for each in log] == [("failed", MOST_ATTEMPTS)] * 2


def test_nothing_is_sent_to_private_addresses(ada: Person, store: Store, engine: Engine, hook: int, receiver: Receiver) -> None:
    store(ada)
    assert deliver_due(engine, private=False) == 2
    assert receiver.told == []
    log = ada.get(f"/api/webhooks/{hook}/deliveries").get_json()["deliveries"]
    assert {each["state"] for each in log} == {"failed"}
    assert "private" in log[0]["error"]


def test_the_address_that_was_checked_is_the_one_that_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def rebinding(host: object, port: int, **_more: object) -> list[Any]:
        """Public the first time, this machine the second."""
        asked.append(host)
        address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    called: list[object] = []

    def connect(address: object, _timeout: float) -> socket.socket:
        called.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "create_connection", connect)
    target = resolve("http://evil.example:81/x", private=False)
    with pytest.raises(outward.UnreachableError):
        outward.post(target, b"", {})
    assert (asked, called) == (["evil.example"], [("93.184.215.14", 81)])
    with pytest.raises(PrivateAddressError):
        resolve("http://evil.example/", private=False)


def test_addresses() -> None:
    for url in (
        "ftp://example.org",
        "http://",
        "https://a:b@example.org/",
        "http://example.org:0/",
        "http://example.org:99999/",
        "/x",
        "http://[::1",
    ):
        with pytest.raises(BadAddressError):
            check_url(url)
    for address in ("127.0.0.1", "10.1.2.3", "169.254.169.254", "::", "::1", "fe80::1%eth0", "::ffff:10.0.0.1", "224.0.0.1", "2002:7f00:1::"):
        assert not is_public(address), address
    assert is_public("93.184.215.14")


def test_webhooks_are_ones_own(ada: Person, bob: Person) -> None:
    for url in (
        "http://localhost/x",
        "http://127.0.0.1/",
        "http://[::1]:80/",
        "http://169.254.169.254/",
        "https://0",
        "http://127.1/",
        "gopher://x",
        "x" * 10,
    ):
        assert ada.post("/api/webhooks", json={"url": url, "events": ["script.failed"]}).status_code == 422, url
    made = ada.post("/api/webhooks", json={"url": "https://example.org/", "events": ["script.failed"]}).get_json()
    assert made["secret"].startswith("whsec_")
    assert "secret" not in ada.get("/api/webhooks").get_json()["webhooks"][0]
    assert bob.get("/api/webhooks").get_json()["webhooks"] == []
    assert bob.delete(f"/api/webhooks/{made['id']}").status_code == 404
    assert ada.delete(f"/api/webhooks/{made['id']}").status_code == 204
    for _ in range(20):
        ada.post("/api/webhooks", json={"url": "https://example.org/", "events": ["script.failed"]})
    assert ada.post("/api/webhooks", json={"url": "https://example.org/", "events": ["script.failed"]}).status_code == 409
