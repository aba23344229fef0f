"""Clients that send prepared requests as fast as they are answered, and what that cost others in processor time."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import psutil

from workers.folder import Script

BOUNDARY = "psscript-bench-7d1f0c"


@dataclass(slots=True)
class Measured:
    """Times in seconds. `processor` is of the watched processes, not of the clients."""

    files: int
    requests: int
    seconds: float
    processor: dict[str, float]
    statuses: Counter[int]
    latencies: list[float] = field(repr=False)

    @property
    def rate(self) -> float:
        """Files a second."""
        return self.files / self.seconds

    @property
    def milliseconds(self) -> float:
        """Processor time a file."""
        return 1000 * sum(self.processor.values()) / self.files

    def latency(self, share: float) -> float:
        """Milliseconds within which this share of the requests was answered."""
        return 1000 * sorted(self.latencies)[min(len(self.latencies) - 1, int(share * len(self.latencies)))]


def multipart(scripts: Iterable[Script]) -> bytes:
    """A request's body."""
    parts = []
    for script in scripts:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{script.path.name}"\r\nContent-Type: text/plain\r\n\r\n'
        parts += [head.encode(), script.content, b"\r\n"]
        source = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="source_path"\r\n\r\n{script.path}\r\n'
        parts.append(source.encode())
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def send_all(port: int, token: str, bodies: Sequence[bytes], files: int, clients: int, watched: dict[str, int]) -> Measured:
    """Each client keeps one connection. `watched`: name and number of processes, counted with their children."""
    waiting = iter(bodies)
    lock = threading.Lock()
    statuses: Counter[int] = Counter()
    latencies: list[float] = []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        while True:
            with lock:
                body = next(waiting, None)
            if body is None:
                connection.close()
                return
            begun = time.perf_counter()
            connection.request("POST", "/api/scripts/upload/async", body, headers)
            answer = connection.getresponse()
            answer.read()
            with lock:
                statuses[answer.status] += 1
                latencies.append(time.perf_counter() - begun)

    before = {name: processor_seconds(pid) for name, pid in watched.items()}
    begun = time.perf_counter()
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    spent = {name: processor_seconds(pid) - before[name] for name, pid in watched.items()}
    return Measured(files, len(bodies), seconds, spent, statuses, latencies)


def processor_seconds(pid: int) -> float:
    """Of a process, those that it began and those of them that have ended."""
    total = 0.0
    top = psutil.Process(pid)
    for process in [top, *top.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + (times.children_user + times.children_system if process.pid == pid else 0)
    return total
