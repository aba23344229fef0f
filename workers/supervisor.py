"""Keeps the processes of a library running: starts them, starts again what dies, ends all of them together.

Every process leads a session of its own, so that Ctrl-C reaches the supervisor alone and whatever a process left behind can be found and
ended. It asks the kernel to be told when the supervisor dies, so that a killed supervisor leaves nothing running.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from workers.embedded.process import command

log = logging.getLogger(__name__)

FIRST_DELAY = 0.5  # seconds before a process is started again
LONGEST_DELAY = 30.0
PROVEN_AFTER = 60.0  # a process that ran so long is not the one that keeps dying
GRACE = 30.0  # seconds to finish what was begun
POLL = 0.2
LONGEST_LOG = 20 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Program:
    """One process to keep running. Ended in the order of the list."""

    name: str
    command: tuple[str, ...]
    log: Path | None = None  # where its output goes; None: where the supervisor's goes
    inherited: tuple[int, ...] = ()  # file descriptors that it gets


@dataclass(slots=True)
class _Kept:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    again_at: float = 0.0
    sessions: set[int] = field(default_factory=set)  # of every process that this program ever was, until nothing is left in it


class Supervisor:
    """`environment` is what the programs see; `say` shows a person a sentence."""

    def __init__(self, programs: Sequence[Program], environment: Mapping[str, str], say: Callable[[str], None]) -> None:
        self._kept = [_Kept(program) for program in programs]
        self._environment = dict(environment)
        self._say = say
        self._asked_to_stop = 0

    def install_signals(self) -> None:
        """SIGTERM and SIGINT stop the library; a second one stops it at once."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    @property
    def stopping(self) -> bool:
        return self._asked_to_stop > 0

    def pids(self) -> dict[str, int]:
        return {kept.program.name: kept.process.pid for kept in self._kept if kept.process}

    def run(self, watch: Callable[[], None] = lambda: None) -> None:
        """Until asked to stop. `watch` is called a few times a second and may raise to end everything."""
        try:
            while not self.stopping:
                self.tend()
                watch()
                time.sleep(POLL)
        finally:
            self.stop()

    def tend(self) -> None:
        """Start what does not run and whose time has come; notice what died."""
        now = time.monotonic()
        for kept in self._kept:
            if kept.process and (code := kept.process.poll()) is not None:
                self._note_death(kept, code, now)
            if kept.process is None and now >= kept.again_at:
                self._start(kept, now)

    def stop(self) -> None:
        """Ask each to end, in order; what does not within the grace is killed, and so is whatever the dead ones left behind."""
        for kept in self._kept:
            _send(kept.process, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while any(kept.process and kept.process.poll() is None for kept in self._kept):
            if time.monotonic() > deadline or self._asked_to_stop > 1:
                break
            time.sleep(POLL / 4)
        for kept in self._kept:
            self._end(kept)

    def _start(self, kept: _Kept, now: float) -> None:
        with _output(kept.program.log) as output:
            kept.process = subprocess.Popen(  # noqa: S603 command lines that this program made
                command(kept.program.command, die_with_parent=signal.SIGTERM),
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=kept.program.inherited,
            )
        kept.started = now
        kept.sessions.add(kept.process.pid)
        log.info("%s started as process %d", kept.program.name, kept.process.pid)

    def _note_death(self, kept: _Kept, code: int, now: float) -> None:
        if now - kept.started > PROVEN_AFTER:
            kept.deaths = 0
        delay = min(LONGEST_DELAY, FIRST_DELAY * 2**kept.deaths)
        kept.deaths += 1
        kept.process, kept.again_at = None, now + delay
        kept.sessions = {session for session in kept.sessions if members(session)}
        hint = f" (see {kept.program.log})" if kept.program.log else ""
        self._say(f"{kept.program.name} {how_it_ended(code)}{hint}; starting it again in {delay:g} s.")

    def _end(self, kept: _Kept) -> None:
        if kept.process and kept.process.poll() is None:
            self._say(f"{kept.program.name} does not end by itself and is killed.")
        for session in kept.sessions:
            while left := members(session):
                for pid in left:
                    log.info("killing process %d, left by %s", pid, kept.program.name)
                    _kill(pid)
                time.sleep(POLL / 20)
        if kept.process:
            kept.process.wait()
            kept.process = None

    def _on_signal(self, _number: int, _frame: object) -> None:
        self._asked_to_stop += 1


@contextmanager
def _output(log: Path | None) -> Iterator[IO[bytes] | None]:
    """A log that has grown large begins anew; the one before it is kept."""
    if log is None:
        yield None
        return
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        yield file


def how_it_ended(code: int) -> str:
    """In words: `code` is subprocess's, negative for a signal."""
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"


def members(session: int) -> list[int]:
    """Processes of a session that still run (zombies do not)."""
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                state, _parent, _group, its_session = Path(entry.path, "stat").read_text().rpartition(")")[2].split()[:4]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(its_session) == session and state not in "ZX":
                found.append(int(entry.name))
    return found


def _send(process: subprocess.Popen[bytes] | None, number: signal.Signals) -> None:
    if process and process.poll() is None:
        process.send_signal(number)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        log.debug("process %d was gone already", pid)
