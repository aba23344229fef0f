"""A worker whose analyser does what the text says: crashes, swells, hangs, raises. Run as a program with the settings' variables set."""

import ctypes
import os
import signal
import sys
import time
from typing import Any

from pipeline.analysis import report
from pipeline.config import Settings
from workers import worker

real = report.analyse


def planted(text: str, kind: str, **more: Any) -> dict[str, Any]:
    if "# crash" in text:
        ctypes.string_at(0)
    if "# swell" in text:
        sys.stderr.write(str(len([bytearray(1 << 24) for _ in range(640)])))  # 10 GB, a little at a time
    if "# hang" in text:
        while True:
            time.sleep(60)
    if "# kill" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "# raise" in text:
        raise ValueError("as the text says")
    if "# slow" in text:
        time.sleep(3)
    return real(text, kind, **more)


report.analyse = planted
worker.work(Settings.from_environment(os.environ), sys.argv[1])  # type: ignore[arg-type]
