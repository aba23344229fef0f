"""How much memory this process may use: what the machine has, or what a container or a unit of systemd leaves it of that."""

from collections.abc import Iterator
from pathlib import Path

import psutil

MIB = 1 << 20
SHARE = 8  # of the memory, PostgreSQL keeps an eighth for pages of the library; only what it has read takes memory
LEAST, MOST = 128 * MIB, 4096 * MIB


def shared_buffers() -> str:
    """For PostgreSQL's setting of that name."""
    return f"{min(max(allowed() // SHARE, LEAST), MOST) // MIB}MB"


def allowed(cgroups: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup")) -> int:
    """In bytes. The control groups of this process and all above them may set a limit, in version 1 and in version 2."""
    said = (_read(path).strip() for path in _limits(cgroups, own))
    total = int(psutil.virtual_memory().total)
    return min([total, *(int(limit) for limit in said if limit.isdecimal())])  # "max" is none, and so is a file that is not there


def _limits(cgroups: Path, own: Path) -> Iterator[Path]:
    for line in _read(own).splitlines():
        _, controllers, path = line.split(":", 2)
        if controllers in {"", "memory"}:
            top, name = (cgroups / "memory", "memory.limit_in_bytes") if controllers else (cgroups, "memory.max")
            group = top / path.lstrip("/")
            yield from (folder / name for folder in (group, *group.parents) if folder.is_relative_to(top))


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
