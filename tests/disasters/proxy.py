"""A way to a server that can be slow, silent, cut, or reset."""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing a connection resets it


class Proxy:
    """Listens on an address, port 0 being any, and passes on to a unix socket.

    `delay`: seconds before what a client sends goes on. `open`: whether it takes anybody in. `silent`: it holds all back.
    """

    def __init__(self, target: Path, address: tuple[str, int] = ("127.0.0.1", 0)) -> None:
        self.target = target
        self.delay = 0.0
        self.open = True
        self.silent = False
        self._listener = socket.create_server(address)
        self.port = self._listener.getsockname()[1]
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def reset(self) -> None:
        """Every connection, now."""
        pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for each in pair:
                with contextlib.suppress(OSError):  # the other side may have ended it already
                    each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    each.shutdown(socket.SHUT_RDWR)
                each.close()

    def close(self) -> None:
        self.open = False
        self._listener.close()
        self.reset()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if not self.open:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    client.close()
                    continue
                server = socket.socket(socket.AF_UNIX)
                try:
                    server.connect(str(self.target))
                except OSError:
                    client.close()
                    server.close()
                    continue
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._pairs.append((client, server))
                threading.Thread(target=self._pass_on, args=(client, server), daemon=True).start()

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError, KeyError), selectors.DefaultSelector() as chosen:
            for each in (client, server):
                chosen.register(each, selectors.EVENT_READ)
            while True:
                for key, _ in chosen.select():
                    source = key.fileobj
                    assert isinstance(source, socket.socket)
                    data = source.recv(65536)
                    while self.silent:
                        time.sleep(0.05)
                    if source is client and self.delay:
                        time.sleep(self.delay)
                    if not data:
                        client.close()
                        server.close()
                        return
                    (server if source is client else client).sendall(data)


@contextmanager
def proxy_to(target: Path) -> Iterator[Proxy]:
    made = Proxy(target)
    try:
        yield made
    finally:
        made.close()
