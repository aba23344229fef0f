"""Logging of a process, set up at its edge: lines to standard error, times in UTC."""

from __future__ import annotations

import logging
import time


def set_up(level: int = logging.INFO) -> None:
    """What RQ says at length, PostgreSQL knows better."""
    formatter = logging.Formatter("%(asctime)s.%(msecs)03dZ %(levelname)s %(process)d %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler])
    for noisy in ("rq", "rq.worker", "yoyo"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
