"""Asking a process where it is leaves it alone."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.workers.processes import until

IDLE = """
import threading
from workers.whereabouts import tell_on_request
def wait_for_nobody():
    threading.Event().wait()
tell_on_request()
threading.Thread(target=wait_for_nobody, name="patient", daemon=True).start()
print("ready", flush=True)
"""
BUSY = """
def go_down(deep):
    return deep and go_down(deep - 1)
def come_and_go():
    while True:
        thread = threading.Thread(target=go_down, args=(20,))
        thread.start()
        thread.join()
for _ in range(4):
    threading.Thread(target=come_and_go, daemon=True).start()
while True:
    exec("def made(): return 1\\nmade()")
"""
OFTEN = 2000


@contextmanager
def running(program: str, told: Path) -> Iterator["subprocess.Popen[str]"]:
    with told.open("w") as stderr:
        process = subprocess.Popen([sys.executable, "-c", IDLE + program], stdout=subprocess.PIPE, stderr=stderr, text=True)
    try:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_all_threads_are_told_with_their_names(tmp_path: Path) -> None:
    told = tmp_path / "told"
    with running("threading.Event().wait()", told) as process:
        process.send_signal(signal.SIGUSR1)
        until(lambda: "in wait_for_nobody" in told.read_text(), "where it waits")
        assert "Thread patient (most recent call last):" in told.read_text()


def test_threads_that_come_and_go_meanwhile_do_no_harm(tmp_path: Path) -> None:
    with running(BUSY, tmp_path / "told") as process:
        for _ in range(OFTEN):
            process.send_signal(signal.SIGUSR1)
            time.sleep(0.001)
        assert process.poll() is None
