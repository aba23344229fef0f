"""gunicorn's worker with threads, which get a request when all of it is there: a client that trickles holds a socket, never a thread."""

import selectors
import socket
import struct
import time
from functools import partial
from http import HTTPStatus
from typing import Any

from gunicorn.http.errors import (  # type: ignore[attr-defined]  # the stubs are of an older release
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    ParseException,
)
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

from web.answers import JSON, to_json
from web.arriving import LONGEST_HEAD, Arriving, Largest, State

RECEIVE = 256 * 1024  # bytes at once
SEND_SECONDS = 30  # a client that does not take its answer is given up
LOOK_EVERY = 1.0  # seconds between two looks for what is too slow


def worker_for(largest: Largest) -> type["Worker"]:
    """Gunicorn makes its workers itself, so what they are to know stands in their class."""
    return type("Worker", (Worker,), {"largest": largest})


class ArrivedUnreader(SocketUnreader):
    """What has arrived, and then nothing: reading never waits for a client."""

    def __init__(self, sock: socket.socket, arrived: Arriving) -> None:
        super().__init__(sock)
        self._arrived = arrived
        self._head: bytes | None = bytes(arrived.head)
        if arrived.file is not None:
            arrived.file.seek(0)

    def chunk(self, size_hint: int | None = None) -> bytes:
        if self._head is not None:
            head, self._head = self._head, None
            return head
        if self._arrived.file is not None:
            return self._arrived.file.read(max(self.mxchunk, min(size_hint or 0, RECEIVE)))
        return self._arrived.pieces.popleft() if self._arrived.pieces else b""

    def take_buffered(self) -> bytes:
        """What arrived behind the request."""
        ahead, self._arrived.ahead = self._arrived.ahead, b""
        return super().take_buffered() + ahead

    @property
    def whole(self) -> bool:
        return self._arrived.whole

    def close(self) -> None:
        self._arrived.close()


class Worker(ThreadWorker):
    largest = Largest(2**40, 2**40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arriving: dict[TConn, Arriving] = {}
        self._look_at = 0.0

    def accept(self, listener: socket.socket) -> None:
        try:
            client, address = listener.accept()
        except OSError:
            return  # somebody else took it, or it is gone
        self.nr_conns += 1
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SEND_SECONDS, 0))
        self._await(TConn(self.cfg, client, address, listener.getsockname()))

    def _await(self, conn: TConn, data: bytes = b"") -> None:
        """A request on a new connection, or the next one on an old."""
        conn.sock.setblocking(False)
        self._arriving[conn] = Arriving(self.largest, time.monotonic())
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_data, conn))
        if data:
            self._take(conn, data)

    def _on_data(self, conn: TConn, client: socket.socket) -> None:
        try:
            data = client.recv(RECEIVE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._take(conn, data)
        else:
            self._drop(conn)

    def _take(self, conn: TConn, data: bytes) -> None:
        arriving = self._arriving[conn]
        before = arriving.state
        after = arriving.feed(data, time.monotonic())
        if after is State.DONE and b"\r\n" not in arriving.head:
            _answer(conn.sock, 414, "too_large", f"Its first line is longer than {LONGEST_HEAD:,} bytes.")
            self._drop(conn)
        elif after is State.DONE:
            self._hand_over(conn)
        elif before is State.HEAD and after is State.BODY and arriving.expects_continue:
            conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _hand_over(self, conn: TConn) -> None:
        arrived = self._forget(conn)
        conn.init()
        conn.data_ready = True
        parser: Any = conn.parser  # of HTTP/1: nothing else is set up
        parser.unreader = ArrivedUnreader(conn.sock, arrived)
        self.enqueue_req(conn)

    def _forget(self, conn: TConn) -> Arriving:
        self.poller.unregister(conn.sock)
        return self._arriving.pop(conn)

    def _drop(self, conn: TConn) -> None:
        self._forget(conn).close()
        self.nr_conns -= 1
        conn.close()

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """The next request of a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await(conn)
        self._on_data(conn, client)

    def finish_request(self, conn: TConn, fs: Any) -> None:
        parser: Any = conn.parser
        unreader: ArrivedUnreader = parser.unreader
        ahead = unreader.take_buffered()
        unreader.close()
        if not unreader.whole:
            self.nr_conns -= 1
            conn.close(graceful=True)
            return
        super().finish_request(conn, fs)
        if ahead and conn in self.keepalived_conns:
            self.poller.unregister(conn.sock)
            self.keepalived_conns.remove(conn)
            self._await(conn, ahead)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """What is no HTTP is refused in the shape of all refusals; anything else is gunicorn's to log."""
        if isinstance(exc, (InvalidResponseHeader, InvalidResponseHeaderName)):
            self.log.error("%s", exc)
            _answer(client, 500, "internal_error", "Something went wrong here, not with your request.")
            return
        if not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        status, code = (431, "too_large") if isinstance(exc, LimitRequestHeaders) else (400, "invalid_request")
        _answer(client, status, code, f"This is no request that can be answered: {exc}")

    def murder_pending(self) -> None:
        """Called with every turn of the loop: those that take too long are told so."""
        now = time.monotonic()
        if now < self._look_at:
            return
        self._look_at = now + LOOK_EVERY
        for conn, arriving in list(self._arriving.items()):
            if now > arriving.deadline:
                if arriving.begun:
                    _answer(conn.sock, 408, "request_timeout", "The request did not arrive in time.")
                self._drop(conn)


def _answer(client: socket.socket, status: int, code: str, message: str) -> None:
    """Before there is an application to answer."""
    body = to_json({"error": code, "message": message[:300], "requestId": ""})
    head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: {JSON}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    try:
        client.send(head.encode() + body)
    except OSError:
        return  # gone already
