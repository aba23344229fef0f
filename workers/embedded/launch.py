"""Starts a server program as someone whom it accepts: PostgreSQL refuses to run as root.

Run as a script, by its path and with nothing but the standard library: it changes who it is and becomes the program.

    launch.py [--namespace ID | --user UID:GID] [--die-with-parent SIGNAL] -- PROGRAM ARGUMENT...

--namespace: in a user namespace where root has another number. Files stay root's, nothing is opened to others, no capability is left.
--user: as another user, who may enter folders that are closed to him. For containers that allow no namespaces.
"""

import argparse
import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
CAPABILITY_VERSION_3 = 0x20080522


def main() -> None:
    """Become the program."""
    options = _options()
    parent = os.getppid()
    if options.namespace:
        enter_namespace(options.namespace)
    if options.user:
        become_user(*map(int, options.user.split(":")))
    if options.die_with_parent:
        _call("prctl", PR_SET_PDEATHSIG, options.die_with_parent, 0, 0, 0)
        if os.getppid() != parent:  # it died before it could be watched
            sys.exit(1)
    os.umask(0o077)
    os.execv(options.command[0], options.command)  # noqa: S606 no shell is wanted


def enter_namespace(number: int) -> None:
    """Root becomes user and group `number` in a namespace of its own."""
    group = os.getegid()
    user = os.geteuid()
    _call("unshare", CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/gid_map").write_text(f"{number} {group} 1")
    Path("/proc/self/uid_map").write_text(f"{number} {user} 1")


def become_user(user: int, group: int) -> None:
    """Another user for good, keeping of root's powers only that of passing through closed folders."""
    capability = CAP_DAC_READ_SEARCH if _permitted() & 1 << CAP_DAC_READ_SEARCH else CAP_DAC_OVERRIDE
    _call("prctl", PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(group)
    os.setuid(user)
    sets = (ctypes.c_uint32 * 6)(*[1 << capability] * 3, 0, 0, 0)  # effective, permitted, inheritable; low words, then high words
    _call("capset", (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), sets)
    _call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0)


def _permitted() -> int:
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("CapPrm:")), 16)


def _call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--namespace", type=int, default=0)
    parser.add_argument("--user", default="")
    parser.add_argument("--die-with-parent", type=int, default=0)
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


if __name__ == "__main__":
    main()
