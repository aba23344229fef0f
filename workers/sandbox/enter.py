"""Builds a sandbox around itself and runs one program in it.

Run as a script, by its path and with nothing but the standard library. What to run comes as JSON on standard input; how it went is said as
lines of JSON on the file descriptor that the first argument names: {"error": sentence} or {"status": as of wait, "processor": seconds}.

There are two processes of it. The outer one enters the namespaces; the inner one is number 1 in there, lays out what can be seen, starts the
program and waits for it. When either ends, for whatever reason, the kernel ends everything inside.
"""

import base64
import contextlib
import ctypes
import json
import os
import resource
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
ALL = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
# The same numbers on every machine, with Linux 5.2 and 5.12; the C library need not know them.
SYS_MOUNT_SETATTR = 442
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
READ_ONLY = 1 | 2 | 4  # MOUNT_ATTR_: RDONLY, NOSUID, NODEV

INSIDE = 1000  # user and group, as the program sees them
NOBODY = 65534
OLD = "/.outside"
HOME = "/home/sandbox"
DEVICES = ("null", "zero", "full", "random", "urandom")
FILES = 1024  # open at a time
PROCESSES = 256  # with threads


def main() -> None:
    """Enter, run, leave."""
    said = os.fdopen(int(sys.argv[1]), "w", buffering=1)
    os.set_inheritable(said.fileno(), False)
    wanted = json.load(sys.stdin.buffer)
    parent = os.getppid()
    try:
        enter()
        die_with_parent()
        if os.getppid() != parent:  # it died before it could be watched
            sys.exit(1)
        watched, _held = os.pipe()  # ends when this process does, however that comes
        inner = os.fork()
    except OSError as error:
        fail(said, error)
    if inner:
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1]) & 0xFF)
    os.close(_held)
    die_with_parent()
    if select.select([watched], [], [], 0)[0]:
        sys.exit(1)
    try:
        lay_out(wanted)
        report(said, start(wanted))
    except OSError as error:
        fail(said, error)


def fail(said: Any, error: OSError) -> NoReturn:
    where = f" ({error.filename})" if error.filename else ""
    print(json.dumps({"error": f"{error.strerror}{where}"}), file=said)
    sys.exit(1)


def report(said: Any, program: int) -> None:
    """Wait for the program, burying whatever else ends meanwhile."""
    while True:
        pid, status, usage = os.wait4(-1, 0)
        if pid == program:
            print(json.dumps({"status": status, "processor": usage.ru_utime + usage.ru_stime}), file=said)
            return


def die_with_parent() -> None:
    call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def enter() -> None:
    """New namespaces of everything. Root becomes nobody first: its files are others' then, and limits hold for it."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)  # or its own /proc/self would be root's
    call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    user, group = os.geteuid(), os.getegid()
    call("unshare", ALL)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/gid_map").write_text(f"{INSIDE} {group} 1")
    Path("/proc/self/uid_map").write_text(f"{INSIDE} {user} 1")


def lay_out(wanted: dict[str, Any]) -> None:
    """A root of its own: some programs to read, a little memory to write to, and no way back."""
    socket.sethostname("sandbox")
    os.umask(0o022)
    mount(None, "/", None, MS_REC | MS_PRIVATE)
    mount("root", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")  # noqa: S108 a place that is there, for a moment
    os.chdir("/tmp")  # noqa: S108
    Path(OLD[1:]).mkdir()
    call("pivot_root", b".", OLD[1:].encode())
    os.chdir("/")
    for path in ("/tmp", HOME):  # noqa: S108
        place_for(path)
        mount("room", path, "tmpfs", MS_NOSUID | MS_NODEV, f"size={wanted['scratch']},mode=700")
    for path in wanted["readable"]:
        show(path)
    for name in DEVICES:
        place = Path("/dev", name)
        place.parent.mkdir(exist_ok=True)
        place.touch()
        mount(f"{OLD}/dev/{name}", str(place), None, MS_BIND)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        Path("/dev", name).symlink_to(f"/proc/self/fd/{number}")
    Path("/dev/fd").symlink_to("/proc/self/fd")
    place_for("/proc")
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    passwords = Path("/etc/passwd")
    passwords.parent.mkdir(exist_ok=True)
    passwords.write_text(f"sandbox:x:{INSIDE}:{INSIDE}::{HOME}:/bin/sh\n")
    Path("/etc/group").write_text(f"sandbox:x:{INSIDE}:\n")
    Path(HOME, "work").mkdir()
    Path(HOME, "work", wanted["name"]).write_bytes(base64.b64decode(wanted["content"]))
    with contextlib.suppress(OSError):  # some kernels have no such number; further namespaces would only be more of the same
        Path("/proc/sys/user/max_user_namespaces").write_text("0")
    call("umount2", OLD.encode(), MNT_DETACH)
    Path(OLD).rmdir()
    mount(None, "/", None, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, "size=1m")


def show(path: str) -> None:
    """What lies at `path` outside, to read."""
    outside, here = Path(OLD + path), Path(path)
    here.parent.mkdir(parents=True, exist_ok=True)
    if outside.is_symlink():
        here.symlink_to(outside.readlink())
        return
    if outside.is_dir():
        here.mkdir(exist_ok=True)
    else:
        here.touch()
    mount(str(outside), path, None, MS_BIND | MS_REC)
    attributes = (ctypes.c_uint64 * 4)(READ_ONLY, 0, 0, 0)  # to set, to clear, propagation, user namespace
    call("syscall", SYS_MOUNT_SETATTR, AT_FDCWD, path.encode(), AT_RECURSIVE, attributes, ctypes.c_size_t(ctypes.sizeof(attributes)))


def place_for(path: str) -> None:
    Path(path).mkdir(parents=True, exist_ok=True)


def start(wanted: dict[str, Any]) -> int:
    """The program's number."""
    program = os.fork()
    if program:
        return program
    try:
        os.setsid()
        os.chdir(f"{HOME}/work")
        nothing = os.open("/dev/null", os.O_RDONLY)
        os.dup2(nothing, 0)
        for which, limit in wanted["limits"].items():
            resource.setrlimit(getattr(resource, f"RLIMIT_{which}"), limit)
        resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))
        resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, PROCESSES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.execve(wanted["command"][0], wanted["command"], wanted["environment"])  # noqa: S606 no shell is wanted
    except OSError as error:
        os.write(2, f"{wanted['command'][0]}: {error.strerror}\n".encode())
    os._exit(127)


def mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    encoded = [None if each is None else each.encode() for each in (source, target, kind, data)]
    call("mount", *encoded[:3], ctypes.c_ulong(flags), encoded[3])


def call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        where = next((f" {each.decode()}" for each in reversed(arguments) if isinstance(each, bytes)), "")
        raise OSError(number, f"{name}{where}: {os.strerror(number)}")


if __name__ == "__main__":
    main()
