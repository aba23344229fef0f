"""Real processes of a library, for tests."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from pipeline.config import Settings

PATIENCE = 120.0  # seconds until a test says that what it waits for does not come
PLANTED = Path(__file__).with_name("planted_worker.py")


def environment(settings: Settings, **more: str) -> dict[str, str]:
    named = {"DATABASE_URL": settings.dsn or "", "REDIS_URL": settings.redis or "", "PSSCRIPT_DATA": str(settings.data)}
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PYTHONPATH": str(Path(__file__).parents[2]), **named, **more}


@contextmanager
def running(program: Path, *arguments: str, settings: Settings, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """Ended with all that it started when the block ends."""
    process = subprocess.Popen([sys.executable, str(program), *arguments], env=environment(settings, **variables))
    try:
        yield process
    finally:
        children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.terminate()
        try:
            process.wait(30)
        finally:
            for each in [process, *children]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    each.kill()
            process.wait()


def until(true: Callable[[], object], what: str) -> None:
    """Wait for it."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"{what} does not come"
        time.sleep(0.05)
