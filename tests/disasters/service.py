"""A service of embeddings, for tests: it speaks OpenAI's API, and misbehaves as it is told."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

Mood = Literal["good", "hangs", "500", "429", "garbage"]
SIZE = 1536


class Service:
    """`mood`: what it does from the next request on. `asked`: requests so far."""

    def __init__(self) -> None:
        self.mood: Mood = "good"
        self.asked = 0
        self._ended = threading.Event()
        self._kinds = itertools.count()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                service.asked += 1
                texts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["input"]
                if service.mood == "hangs":
                    service._ended.wait()
                elif service.mood in ("500", "429"):
                    self.send_response(int(service.mood))
                    self.send_header("Retry-After", "1")
                    self.end_headers()
                else:
                    body, length = (vectors(len(texts)), None) if service.mood == "good" else service._garbage(len(texts))
                    self.send_response(200)
                    self.send_header("Content-Length", str(length or len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        return Handler

    def _garbage(self, wanted: int) -> tuple[bytes, int | None]:
        """Another kind each time; with a length that is not true, where the answer ends too early."""
        kinds: list[tuple[bytes, int | None]] = [
            (b"\x00\xff<html>no", None),
            (b"[" * 100_000, None),
            (b'{"data": null}', None),
            (vectors(wanted + 1), None),
            (vectors(wanted, size=7), None),
            (vectors(wanted, value="NaN"), None),
            (vectors(wanted, value="1e400"), None),
            (vectors(wanted)[:100], 100_000),
        ]
        return kinds[next(self._kinds) % len(kinds)]


def vectors(number: int, size: int = SIZE, value: str = "0.5") -> bytes:
    one = "[" + ",".join([value] * size) + "]"
    return ('{"data":[' + ",".join(f'{{"index":{index},"embedding":{one}}}' for index in range(number)) + "]}").encode()


@contextmanager
def a_service() -> Iterator[Service]:
    made = Service()
    try:
        yield made
    finally:
        made.close()
