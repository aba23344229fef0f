"""The process that runs one stage, in its limits: what it may take is set by the kernel, which ends it if it takes more."""

import faulthandler
import os
import resource
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from pipeline.config import Settings
from pipeline.spot import Spot
from pipeline.trouble import Death

RESTARTS = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT})  # somebody wants the process to end, not a script
ENTERING = 30  # seconds to build a sandbox and to note how a run went
_EVIDENCE = 20_000  # bytes that are kept of what a dying process wrote


class TimedSpot(Spot):
    """The kernel's timer ends the process that works on one script, or on one stage, for too long: native code and deadlocks too."""

    def __init__(self, script_seconds: float) -> None:
        super().__init__()
        self._script_seconds = script_seconds
        self._until: float | None = None  # when the stage must be over; None: no timer, in a process that no one would start again

    def start(self, stage_seconds: float) -> None:
        self._until = time.monotonic() + stage_seconds
        self._arm(stage_seconds)

    @contextmanager
    def on(self, upload_id: UUID) -> Iterator[None]:
        self._arm(self._script_seconds)
        with super().on(upload_id):
            yield
        self._arm(float("inf"))

    def _arm(self, seconds: float) -> None:
        if self._until is not None:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, min(seconds, self._until - time.monotonic())))


class Evidence:
    """What a dying process writes with its last breath, in a file that its parent reads."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 as long as the process

    def collect(self) -> None:
        """In the process that may die: where it was when a signal ended it."""
        self._file.seek(0)
        self._file.truncate()
        faulthandler.enable(self._file, all_threads=False)

    def on_timer(self) -> None:
        """The same for the timer. After RQ, which sets that signal's handler for itself."""
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        faulthandler.register(signal.SIGALRM, self._file, all_threads=False, chain=True)

    def close(self) -> None:
        self._file.close()

    def read(self) -> str:
        """In its parent."""
        return os.pread(self._file.fileno(), _EVIDENCE, 0).decode(errors="replace")


def limit_memory(most: int) -> None:
    """Of the address space. What asks for more gets none: MemoryError in Python, usually a crash elsewhere."""
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def limit_of(stage: str, settings: Settings) -> int:
    """Seconds that a stage may take on one batch."""
    own = {"analyze": settings.analyze_time_limit, "embed": settings.embed_time_limit, "execute": settings.execute_time_limit + ENTERING}
    return own.get(stage, settings.stage_time_limit)


def cause_of(status: int, usage: resource.struct_rusage, spot: Spot, evidence: str) -> tuple[Death, bool]:
    """Why a process ended, from what wait4 says; and whether a script may be the reason."""
    used = f"processor time {usage.ru_utime + usage.ru_stime:.1f} s, largest size {usage.ru_maxrss // 1024} MiB"
    seen = spot.seen()
    where = f", working on one script for {seen.seconds:.1f} s" if seen else ""
    text = f"{used}{where}\n{evidence}".strip()
    if not os.WIFSIGNALED(status):
        # RQ ends a process with 1 when its own bookkeeping fails, as when Redis is away.
        return Death(f"Its process ended with exit code {os.waitstatus_to_exitcode(status)}.", text), os.waitstatus_to_exitcode(status) != 1
    number = os.WTERMSIG(status)
    if number == signal.SIGALRM:
        # Without a script on the spot it was a server that did not answer.
        return Death(f"It was not done after {seen.seconds:.0f} s." if seen else "The stage was not done in time.", text), seen is not None
    name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
    return Death(f"Its process was ended by {name}.", text), number not in RESTARTS
