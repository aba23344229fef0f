"""One run of one script in a sandbox: what it gets, what it may take, and how it ended."""

import base64
import contextlib
import json
import os
import re
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from pipeline.config import MEBIBYTE, Settings
from pipeline.executing import CannotRunScriptsError, Ended, NoPowerShellError, Work
from pipeline.masking import masked_text

ENTER = str(Path(__file__).with_name("enter.py"))
# What programs need of a system, as far as it is there. Not /etc, /home, /opt, /run, /srv, /var: what is worth keeping to oneself lies there.
READABLE = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"),
    *("/etc/alternatives", "/etc/ca-certificates", "/etc/ld.so.cache", "/etc/localtime", "/etc/pki", "/etc/ssl/certs", "/etc/terminfo"),
)
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/home/sandbox",
    "TMPDIR": "/tmp",  # noqa: S108 a room of the sandbox
    "LANG": "C.UTF-8",
    "TERM": "dumb",
    "NO_COLOR": "1",
    "POWERSHELL_TELEMETRY_OPTOUT": "1",
    "POWERSHELL_UPDATECHECK": "Off",
    "DOTNET_EnableDiagnostics": "0",  # needs sockets
    "DOTNET_EnableWriteXorExecute": "0",  # needs a file of terabytes, of which nothing is used
}
SCRATCH = 64 * MEBIBYTE  # home and temporary folder, each
# .NET reserves several times the memory that it may use, and address space for its own code.
RESERVED, RESERVED_ALWAYS = 6, 4096 * MEBIBYTE
POLL = 0.1  # seconds between two looks at the memory
PIECE = 65536
BEYOND = 8192  # bytes of output read past the limit, so that a secret that lies on it is seen whole and masked
_OWN = re.compile(r"^Rss(?:Anon|Shmem):\s+(\d+) kB$", re.MULTILINE)
LAST_SECONDS = 10.0  # for the kernel to end what it was told to


@dataclass(slots=True)
class _Watched:
    """What is known of a run while it goes on."""

    most: int  # bytes of output to keep
    output: bytearray = field(default_factory=bytearray)
    said: bytearray = field(default_factory=bytearray)
    ended_for: str | None = None  # why it was ended from here

    @property
    def verdict(self) -> dict[str, Any]:
        """What enter.py said."""
        return json.loads(self.said.splitlines()[0]) if self.said else {}

    @property
    def text(self) -> tuple[str, bool]:
        """The output without secrets, and whether some is missing."""
        text = masked_text(bytes(self.output).decode("utf-8", "replace").replace("\0", "\ufffd"))
        kept = text.encode()[: self.most].decode("utf-8", "ignore")
        return kept, len(self.output) > self.most


def find_pwsh(settings: Settings) -> str:
    """Where PowerShell is. Raises NoPowerShellError."""
    found = shutil.which(settings.execute_pwsh or "pwsh")
    if found is None:
        raise NoPowerShellError("There is no PowerShell here: install it, or say with EXECUTE_PWSH where it is.")
    return str(Path(found).resolve())


def check(settings: Settings) -> None:
    """Raises NoPowerShellError, CannotRunScriptsError."""
    pwsh = find_pwsh(settings)
    work = Work(id=0, script_id=0, name="nothing.ps1", content=b"", arguments=())
    ended = _run(settings, ["/bin/sh", "-c", 'test -x "$0"', pwsh], work, _readable(settings, pwsh))
    if ended.status != "success":
        raise CannotRunScriptsError(f"In the sandbox {pwsh} cannot be read: let everybody read it and the folders above it.")


def run(settings: Settings, work: Work) -> Ended:
    """How it ended. Raises NoPowerShellError, CannotRunScriptsError; without a sandbox nothing runs."""
    pwsh = find_pwsh(settings)
    command = [pwsh, "-NoProfile", "-NonInteractive", "-File", f"./{work.name}", *work.arguments]
    return _run(settings, command, work, _readable(settings, pwsh))


def _readable(settings: Settings, pwsh: str) -> list[str]:
    """Raises CannotRunScriptsError where that would show the library's own files."""
    folder = str(Path(pwsh).parent)
    paths = [path for path in READABLE if os.path.lexists(path)]
    if not any(Path(folder).is_relative_to(path) for path in paths):
        paths.append(folder)
    for path in paths:
        if settings.data.resolve().is_relative_to(Path(path).resolve()):
            raise CannotRunScriptsError(f"The data folder lies in {path}, which scripts can read: move one of them.")
    return paths


def _run(settings: Settings, command: Sequence[str], work: Work, readable: Sequence[str]) -> Ended:
    wanted = {
        "command": command,
        "name": work.name,
        "content": base64.b64encode(work.content).decode(),
        "environment": ENVIRONMENT | {"DOTNET_GCHeapHardLimit": f"{settings.execute_memory_bytes * 3 // 4:x}"},
        "readable": readable,
        "scratch": SCRATCH,
        "limits": _limits(settings),
    }
    reads, writes = os.pipe()
    began = time.monotonic()
    with (
        os.fdopen(reads, "rb", buffering=0) as said,
        subprocess.Popen(  # noqa: S603 a program of our own
            [sys.executable, "-I", ENTER, str(writes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={},
            cwd="/",
            pass_fds=(writes,),
            start_new_session=True,
        ) as process,
    ):
        os.close(writes)
        watched = _Watched(settings.execute_output_bytes)
        try:
            _hand_over(process, wanted)
            _watch(process, said, watched, began + settings.execute_time_limit, settings.execute_memory_bytes)
        finally:
            process.kill()  # and with it, by the kernel, all that is inside
            process.wait(LAST_SECONDS)
    return _ended(watched, time.monotonic() - began, settings)


def _limits(settings: Settings) -> dict[str, tuple[int, int]]:
    space = settings.execute_memory_bytes * RESERVED + RESERVED_ALWAYS
    return {"AS": (space, space), "CPU": (settings.execute_processor_limit, settings.execute_processor_limit + 1), "FSIZE": (SCRATCH, SCRATCH)}


def _hand_over(process: subprocess.Popen[bytes], wanted: dict[str, Any]) -> None:
    assert process.stdin  # noqa: S101 it is a pipe
    with contextlib.suppress(BrokenPipeError):  # it ended already; what it said tells why
        process.stdin.write(json.dumps(wanted).encode())
        process.stdin.close()


def _watch(process: subprocess.Popen[bytes], said: Any, watched: _Watched, until: float, memory: int) -> None:
    """Read what comes until all have closed their end, or until a limit is reached."""
    assert process.stdout  # noqa: S101 it is a pipe
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ, watched.output)
        selector.register(said, selectors.EVENT_READ, watched.said)
        look_at = 0.0
        while selector.get_map():
            now = time.monotonic()
            if now >= until:
                watched.ended_for = "time_limit"
                return
            if now >= look_at:
                look_at = now + POLL
                if _memory(process.pid) > memory:
                    watched.ended_for = "memory_limit"
                    return
            for key, _ in selector.select(min(POLL, until - now)):
                piece = os.read(key.fd, PIECE)
                if not piece:
                    selector.unregister(key.fileobj)
                # What is beyond the limit is read as well, and dropped: a script that says too much is not held up by it.
                key.data.extend(piece[: max(0, watched.most + BEYOND - len(key.data))])


def _memory(pid: int) -> int:
    """Bytes that all processes of the sandbox have in memory for themselves; of files the kernel can let go."""
    total = 0
    with contextlib.suppress(psutil.NoSuchProcess):
        for process in psutil.Process(pid).children(recursive=True):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                total += sum(map(int, _OWN.findall(Path(f"/proc/{process.pid}/status").read_text())))
    return total * 1024


def _ended(watched: _Watched, seconds: float, settings: Settings) -> Ended:
    output, truncated = watched.text
    verdict = watched.verdict
    if "error" in verdict:
        raise CannotRunScriptsError(f"This machine does not let a sandbox be built: {verdict['error']}.")
    status, reason, exit_code = _judge(watched.ended_for, verdict, settings.execute_processor_limit)
    return Ended(status=status, reason=reason, exit_code=exit_code, seconds=seconds, output=output, truncated=truncated)


def _judge(ended_for: str | None, verdict: dict[str, Any], processor_limit: int) -> tuple[str, str | None, int | None]:
    """Status, reason, exit code."""
    if ended_for:
        return ("timeout" if ended_for == "time_limit" else "failure"), ended_for, None
    if "status" not in verdict:
        return "failure", "sandbox_died", None
    code = os.waitstatus_to_exitcode(verdict["status"])
    if -code == signal.SIGXCPU or (-code == signal.SIGKILL and verdict["processor"] >= processor_limit):
        return "timeout", "processor_limit", None
    if code < 0:
        return "failure", "signal", 128 - code
    return ("success", None, 0) if code == 0 else ("failure", "exit_code", code)
