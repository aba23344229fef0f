"""Logging of a process, set up at its edge: lines to standard error, times in UTC."""

from __future__ import annotations

import logging
import time

from pipeline.audit import origin
from workers import whereabouts


def set_up(level: int = logging.INFO) -> None:
    """What RQ says at length, PostgreSQL knows better."""
    formatter = logging.Formatter("%(asctime)s.%(msecs)03dZ %(levelname)s %(process)d %(request)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    handler.addFilter(_add_request)
    logging.basicConfig(level=level, handlers=[handler])
    for noisy in ("rq", "rq.worker", "yoyo"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    whereabouts.tell_on_request()


def _add_request(record: logging.LogRecord) -> bool:
    """The request that caused the line, in the web server and in the stages that its files went through."""
    record.request = origin.get().request_id or "-"
    return True
