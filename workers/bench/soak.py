"""`psscript bench soak`: a steady load on a library that runs, and what grows meanwhile: memory, connections, Redis keys, dead rows."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workers.options import Subparsers, add_data, add_json, positive

if TYPE_CHECKING:
    from workers.library import OpenLibrary

WARM_UP = 0.25  # of the time, at most WARM_UP_SECONDS: caches fill, pools open
WARM_UP_SECONDS = 300.0
MOST_GROWTH = 0.05
NOTHING = 2**20  # bytes: a session of PostgreSQL that learns of another table, a key more in Redis
TOGETHER = 10  # files of a request
ASKED = ("/api/scripts?limit=50", "/api/scripts/search?q=service", "/api/categories", "/health/ready")


@dataclass(frozen=True, slots=True)
class Sample:
    seconds: float  # since the start
    memory: dict[str, int]  # bytes that each process has for itself, by its name and number
    connections: int
    live_rows: int
    dead_rows: int
    bytes: int  # of the database
    keys: int  # in Redis
    waiting: int  # uploads that have not ended


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("soak", help="a steady load on a library that runs, and what grows meanwhile; 1 if memory does")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="scripts to begin with")
    parser.add_argument("--minutes", type=positive, default=30, metavar="N", help="how long (default: 30)")
    parser.add_argument("--rate", type=positive, default=5, metavar="N", help="scripts a second (default: 5)")
    parser.add_argument("--every", type=positive, default=30, metavar="N", help="seconds between two looks (default: 30)")
    parser.add_argument("--user", metavar="NAME", default="admin", help="whose scripts they become (default: admin)")
    parser.add_argument("--url", metavar="URL", help="of its web server, which is then asked for lists and searches all the while")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed makes the same scripts (default: 1)")
    add_data(parser)
    add_json(parser, "samples, growth")


def run(args: argparse.Namespace) -> int:
    from workers.library import running

    with running(args) as library:
        samples = []
        for sample in _soak(library, args):
            samples.append(sample)
            if not args.json:
                _print(sample)
    grown = growth(samples)
    if args.json:
        print(json.dumps({"samples": [asdict(sample) for sample in samples], "growth": grown}))
    else:
        _print_growth(samples, grown)
    return 1 if too_much(samples) else 0


def _soak(library: OpenLibrary, args: argparse.Namespace) -> Iterator[Sample]:
    """Hands scripts in at a steady rate: one of each request comes again with the next."""
    from pipeline.accounts import find_user
    from workers.bench.library import originals_in
    from workers.import_directly import Directly
    from workers.variants import variants

    target = Directly(library, find_user(library.engine, args.user))
    made = variants(originals_in(args.folder), args.minutes * 60 * args.rate, args.seed)
    began = time.monotonic()
    look_at = 0.0
    batch = []
    for number, script in enumerate(made):
        batch.append(script)
        if len(batch) < TOGETHER:
            continue
        target.send(batch)
        _ask(args.url)
        batch = batch[:1]  # sent once more with the next ones: a duplicate
        time.sleep(max(0.0, began + number / args.rate - time.monotonic()))
        if time.monotonic() - began >= look_at:
            yield _look(library, time.monotonic() - began)
            look_at += args.every
    yield _look(library, time.monotonic() - began)


def _ask(url: str | None) -> None:
    """As somebody who is not signed in. An answer that is no 200 ends the soak."""
    import requests

    for path in ASKED if url else ():
        requests.get(f"{url}{path}", timeout=30).raise_for_status()


def _look(library: OpenLibrary, seconds: float) -> Sample:
    from contextlib import closing

    from db.engine import execute, reading
    from pipeline.queues import connect
    from pipeline.state import look

    state = look(library.engine)
    with reading(library.engine) as connection:
        figures = execute(connection, "soak.figures").one()
    with closing(connect(library.settings.redis or "", library.settings.redis_timeout)) as client:
        keys = client.dbsize()
    memory = {name: size for name, pid in _family([each.pid for each in state.processes]).items() if (size := own_memory(pid)) is not None}
    return Sample(seconds, memory, figures.connections, figures.live_rows, figures.dead_rows, figures.bytes, int(keys), state.waiting)


def _family(pids: list[int]) -> dict[str, int]:
    """These processes and whatever else their supervisor started: the web server and, in a data folder, PostgreSQL and Redis."""
    import psutil

    found: dict[str, int] = {}
    for pid in pids:
        try:
            for each in psutil.Process(psutil.Process(pid).ppid()).children(recursive=True):
                found[f"{role(each.cmdline() or [each.name()])} {each.pid}"] = each.pid
        except psutil.NoSuchProcess:
            continue
    return found


def role(line: list[str]) -> str:
    """What a process is for, from its command line: `worker bulk`, `web`, `postgres checkpointer`."""
    if "--lane" in line:
        return f"worker {line[line.index('--lane') + 1]}"
    for name in ("sweeper", "web"):
        if name in line:
            return name
    if line[0].startswith("postgres:"):  # `postgres: cluster: checkpointer`, and a session begins with its user
        return f"postgres {line[0].rpartition(': ')[2].split()[0]}"
    return Path(line[0].split()[0]).name


def own_memory(pid: int) -> int | None:
    """Bytes; None where the process is gone. Not what it shares: every session of PostgreSQL comes to see all of the buffers, once."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("RssAnon:")), None)


def growth(samples: list[Sample]) -> dict[str, float]:
    """Of each process's memory, from the first look after the warm-up to the last; those that were there at both."""
    if not samples:
        return {}
    first, last = settled(samples), samples[-1]
    return {name: last.memory[name] / size - 1 for name, size in first.memory.items() if size and name in last.memory}


def too_much(samples: list[Sample]) -> list[str]:
    """Whose memory grew by more than it may."""
    grown = growth(samples)
    return [name for name, share in grown.items() if share > MOST_GROWTH and samples[-1].memory[name] * share / (1 + share) > NOTHING]


def settled(samples: list[Sample]) -> Sample:
    """The first look after the warm-up."""
    since = min(WARM_UP_SECONDS, WARM_UP * samples[-1].seconds)
    return next(sample for sample in samples if sample.seconds >= since)


def _print_growth(samples: list[Sample], grown: dict[str, float]) -> None:
    first, last = settled(samples), samples[-1]
    print(f"\nFrom {first.seconds:.0f} s to {last.seconds:.0f} s:")
    for name, share in sorted(grown.items()):
        print(f"{name:<32} {first.memory[name] / 2**20:7.1f} -> {last.memory[name] / 2**20:7.1f} MiB  {share:+7.1%}")
    for name, before, after in (
        ("connections", first.connections, last.connections),
        ("Redis keys", first.keys, last.keys),
        ("dead rows", first.dead_rows, last.dead_rows),
        ("live rows", first.live_rows, last.live_rows),
        ("uploads under way", first.waiting, last.waiting),
    ):
        print(f"{name:<32} {before:7,} -> {after:7,}")


def _print(sample: Sample) -> None:
    by_role: Counter[str] = Counter()
    for name, size in sample.memory.items():
        by_role[name.rpartition(" ")[0]] += size
    memory = "  ".join(f"{name} {size / 2**20:.0f}" for name, size in by_role.most_common() if size > 2**20)
    print(
        f"{sample.seconds:6.0f} s  waiting {sample.waiting}, connections {sample.connections}, keys {sample.keys}, "
        f"dead rows {sample.dead_rows} of {sample.live_rows}, {sample.bytes / 2**20:.0f} MiB;  MiB: {memory}",
        flush=True,
    )
