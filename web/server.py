"""gunicorn, set up from the settings: threads in few processes, told by its own object instead of files and arguments."""

import os
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from prometheus_client.multiprocess import mark_process_dead

from pipeline.config import Settings
from web.app import create_app
from web.arriving import Largest
from web.metrics import is_shared
from web.worker import worker_for

KEEP_ALIVE = 75  # seconds; longer than what proxies keep, so that they never send on a connection that is just closed here
GRACE = 30  # seconds for requests under way when the server is told to stop


def options(settings: Settings, descriptor: int | None = None) -> dict[str, Any]:
    """For gunicorn. `descriptor`: a listening socket that somebody else holds."""
    host = f"[{settings.bind}]" if ":" in settings.bind else settings.bind
    return {
        "bind": f"fd://{descriptor}" if descriptor is not None else f"{host}:{settings.port}",
        "workers": settings.web_processes,
        "threads": settings.web_threads,
        "worker_class": worker_for(Largest(settings.max_multipart_bytes, settings.max_json_bytes)),
        "worker_connections": 1000,
        "keepalive": KEEP_ALIVE,
        "graceful_timeout": GRACE,
        "timeout": 60,  # a process whose main loop stands still for so long is replaced
        "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: PTH112, S108 heartbeats shall not wait for a disk
        "limit_request_line": 0,  # a question may be long; web.arriving bounds the whole head
        "limit_request_fields": 100,
        "limit_request_field_size": 16380,
        "forwarded_allow_ips": "",  # whose forwarded headers are believed is decided in web.proxies
        "loglevel": "warning",
        "proc_name": "psscript-web",
        "child_exit": _forget,
    }


def _forget(_server: Any, worker: Any) -> None:
    """A process that ended has no connections any more; what it counted stays."""
    if is_shared():
        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


class Server(BaseApplication):
    def __init__(self, make: Callable[[], Flask], chosen: dict[str, Any]) -> None:
        self._make = make
        self._chosen = chosen
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:  # type: ignore[override]  # an application is callable as WSGI asks
        return self._make()


def serve(settings: Settings, descriptor: int | None = None) -> None:
    """Answers requests until it is told to stop by SIGTERM or SIGINT. Leaves by SystemExit."""
    Server(lambda: create_app(settings), options(settings, descriptor)).run()
