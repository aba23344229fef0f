"""A service that speaks OpenAI's embeddings API, or something else."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Say = tuple[int, dict[str, str], bytes]


@dataclass
class Service:
    """`answers`: what is said to the next requests, after which vectors are."""

    size: int
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)  # bodies
    keys: list[str | None] = field(default_factory=list)
    answers: list[Say | Callable[[dict[str, Any]], Say]] = field(default_factory=list)
    hang: threading.Event = field(default_factory=threading.Event)  # until it is set, where an answer waits for it

    def vectors(self, body: dict[str, Any]) -> Say:
        return said({"data": [{"index": index, "embedding": vector_of(text, self.size)} for index, text in enumerate(body["input"])]})


def vector_of(text: str, size: int) -> list[float]:
    return [float(len(text)), 1.0, *[0.0] * (size - 2)]


def said(body: Any, status: int = 200, **headers: str) -> Say:
    return status, headers, body if isinstance(body, bytes) else json.dumps(body).encode()


@contextmanager
def serving(size: int = 4) -> Iterator[Service]:
    service = Service(size)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            service.asked.append(body)
            service.keys.append(self.headers["Authorization"])
            answer = service.answers.pop(0) if service.answers else service.vectors
            status, headers, content = answer(body) if callable(answer) else answer
            try:
                self.send_response(status)
                for name, value in {"Content-Length": str(len(content)), **headers}.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(content)
            except OSError:  # who asked has gone
                return

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        service.hang.set()
        server.shutdown()
        server.server_close()
        thread.join()
