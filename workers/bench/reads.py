"""`psscript bench http --library`: what reading costs in a library that runs, as it is, with its scripts and its cache."""

from __future__ import annotations

import argparse
import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

if TYPE_CHECKING:
    from pipeline.viewer import Viewer
    from workers.library import OpenLibrary

SHARES = {"list": 0.3, "filters": 0.2, "get": 0.4, "analytics": 0.1}  # of the repeated mix
ANALYTICS = ("usage", "security", "categories")
SCRIPTS = 200  # that are asked for one by one
TIMES = 3  # that each of the analytics is made anew


class Question(NamedTuple):
    kind: str
    path: str


@dataclass(slots=True)
class Answers:
    """Times in milliseconds. `processor`: of all processes of the library, a request, whatever else they do meanwhile."""

    statuses: Counter[int] = field(default_factory=Counter)
    times: dict[str, list[float]] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)

    def add(self, kind: str, status: int, milliseconds: float) -> None:
        self.statuses[status] += 1
        self.times.setdefault(kind, []).append(milliseconds)

    def within(self, kind: str, share: float) -> float:
        times = sorted(self.times[kind])
        return times[min(len(times) - 1, int(share * len(times)))]


@dataclass(frozen=True, slots=True)
class Target:
    """Where to ask, and the processes whose time is counted."""

    port: int
    token: str
    supervisor: int | None

    def processor_seconds(self) -> float:
        from workers.bench.load import processor_seconds

        return processor_seconds(self.supervisor) if self.supervisor else 0.0


def run(args: argparse.Namespace) -> int:
    from pipeline.accounts import find_user
    from pipeline.viewer import Viewer
    from workers.bench.plans import scans
    from workers.library import running

    with running(args) as library:
        account = find_user(library.engine, args.user)
        viewer = Viewer(account.id, is_admin=account.role == "admin")
        asked = questions(library, viewer, random.Random(args.seed))  # noqa: S311 a sample, no secret
        with _signed_in(library, account.id, args.port or library.settings.port) as target:
            first = _first(library, target, asked)
            before = _looks(target)
            again = ask(target, _mix(asked, args.requests, random.Random(args.seed)), args.clients)  # noqa: S311
            hits, misses = (now - then for now, then in zip(_looks(target), before, strict=True))
        looked_at, slow = scans(library.engine, viewer)
    rate = hits / (hits + misses) if hits + misses else None
    _show(first, again, rate, looked_at, slow, as_json=args.json)
    return 1 if any(status != 200 for status in (*first.statuses, *again.statuses)) else 0


def questions(library: OpenLibrary, viewer: Viewer, chance: random.Random) -> list[Question]:
    """Of every kind, about what is there."""
    from db.engine import execute, reading

    with reading(library.engine) as connection:
        ids = [row.id for row in execute(connection, "bench.some_scripts", number=SCRIPTS, **viewer.parameters)]
        words = [row.word for row in execute(connection, "bench.some_words", number=20, **viewer.parameters)]
        tags = [row.name for row in execute(connection, "bench.some_tags", number=10)]
    lists = [{"sort": sort, "order": order, "page": page} for sort in _sorts() for order in ("asc", "desc") for page in (1, 2, 5)]
    filters: list[dict[str, Any]] = [{"categoryId": number} for number in range(1, 11)]
    filters += [{"q": word} for word in words] + [{"tag": name} for name in tags]
    filters += [{"minSecurity": score} for score in (50, 80, 99)] + [{"maxRisk": score} for score in (5, 20, 50)]
    filters += [{"isPublic": "false"}, {"isPublic": "true"}, {"userId": viewer.user_id}, {"categoryId": 1, "minSecurity": 80, "sort": "riskScore"}]
    asked = [Question("list", f"/api/scripts?{urlencode(each)}") for each in lists]
    asked += [Question("filters", f"/api/scripts?{urlencode(each)}") for each in filters]
    asked += [Question("get", f"/api/scripts/{each}") for each in ids]
    asked += [Question("analytics", f"/api/analytics/{each}") for each in ANALYTICS]
    chance.shuffle(asked)
    return asked


def _sorts() -> Sequence[str]:
    from typing import get_args

    from pipeline.library.lists import Sort

    return get_args(Sort)


def _mix(asked: Sequence[Question], number: int, chance: random.Random) -> list[Question]:
    """Some questions are asked much more often than others."""
    by_kind = {kind: [each for each in asked if each.kind == kind] for kind in SHARES}
    kinds = chance.choices(list(SHARES), list(SHARES.values()), k=number)
    return [by_kind[kind][int(len(by_kind[kind]) * chance.random() ** 3)] for kind in kinds]


def _first(library: OpenLibrary, target: Target, asked: Sequence[Question]) -> Answers:
    """Nothing is in the cache; analytics are made anew some times."""
    answers = Answers()
    for kind in SHARES:
        rounds = TIMES if kind == "analytics" else 1
        for _ in range(rounds):
            _empty(library)
            found = ask(target, [each for each in asked if each.kind == kind], 1)
            answers.statuses += found.statuses
            answers.times.setdefault(kind, []).extend(found.times[kind])
            answers.processor[kind] = answers.processor.get(kind, 0.0) + found.processor["mix"] / rounds
    return answers


def _empty(library: OpenLibrary) -> None:
    from pipeline.cache_store import Cache
    from pipeline.queues import connect

    with closing(Cache(connect(library.settings.redis or "", library.settings.redis_timeout))) as cache:
        cache.forget_everything()


def ask(target: Target, asked: Sequence[Question], clients: int) -> Answers:
    """Each client keeps one connection."""
    answers = Answers()
    waiting = iter(asked)
    lock = threading.Lock()

    def client() -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", target.port, timeout=120)) as connection:
            while True:
                with lock:
                    question = next(waiting, None)
                if question is None:
                    return
                begun = time.perf_counter()
                status = _get(connection, target, question.path)[0]
                with lock:
                    answers.add(question.kind, status, 1000 * (time.perf_counter() - begun))

    before = target.processor_seconds()
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.processor["mix"] = 1000 * (target.processor_seconds() - before) / max(1, len(asked))
    return answers


def _get(connection: http.client.HTTPConnection, target: Target, path: str) -> tuple[int, bytes]:
    connection.request("GET", path, headers={"Authorization": f"Bearer {target.token}", "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def _looks(target: Target) -> tuple[float, float]:
    """Hits and misses of the cache, as all processes of the web server counted them."""
    from prometheus_client.parser import text_string_to_metric_families

    with closing(http.client.HTTPConnection("127.0.0.1", target.port, timeout=60)) as connection:
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
    samples = [sample for family in text_string_to_metric_families(text) if family.name == "psscript_cache" for sample in family.samples]
    found = {sample.labels["result"]: sample.value for sample in samples if sample.name == "psscript_cache_total"}
    return found.get("hits", 0.0), found.get("misses", 0.0)


@contextmanager
def _signed_in(library: OpenLibrary, user_id: int, port: int) -> Iterator[Target]:
    from pipeline.accounts import create_token, revoke_token
    from pipeline.state import look

    secret, token = create_token(library.engine, user_id, "bench", ("read",) if not _is_admin(library, user_id) else ("read", "admin"))
    try:
        yield Target(port, secret, _supervisor([each.pid for each in look(library.engine).processes]))
    finally:
        revoke_token(library.engine, user_id, token.id)


def _is_admin(library: OpenLibrary, user_id: int) -> bool:
    from pipeline.accounts.users import get_user

    return get_user(library.engine, user_id).role == "admin"


def _supervisor(pids: Sequence[int]) -> int | None:
    """The process that started the others."""
    import psutil

    for pid in pids:
        try:
            return int(psutil.Process(pid).ppid())
        except psutil.NoSuchProcess:
            continue
    return None


def _show(first: Answers, again: Answers, rate: float | None, looked_at: int, slow: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"first": _figures(first), "again": _figures(again), "hitRate": rate, "plans": looked_at, "withoutIndex": list(slow)}))
        return
    from rich.console import Console
    from rich.table import Column, Table

    table = Table(Column("what", no_wrap=True), "asked", "requests", "p50 ms", "p95 ms", "processor ms", box=None, header_style="bold")
    for name, answers in (("first", first), ("again", again)):
        for kind, times in sorted(answers.times.items()):
            spent = f"{answers.processor[kind]:.1f}" if kind in answers.processor else ""
            table.add_row(kind, name, f"{len(times):,}", f"{answers.within(kind, 0.5):.1f}", f"{answers.within(kind, 0.95):.1f}", spent)
    console = Console()
    console.print(table)
    console.print(f"processor time of the library, a request of the repeated mix: {again.processor['mix']:.1f} ms")
    console.print(f"hits of the cache in the repeated mix: {'unknown' if rate is None else f'{rate:.3f}'}")
    console.print(f"plans of lists: {looked_at}, of these without an index: {len(slow)}")
    for each in slow:
        console.print(f"  {each}")


def _figures(answers: Answers) -> dict[str, Any]:
    kinds = {
        kind: {"requests": len(times), "p50": round(answers.within(kind, 0.5), 2), "p95": round(answers.within(kind, 0.95), 2)}
        for kind, times in answers.times.items()
    }
    statuses = {str(status): number for status, number in sorted(answers.statuses.items())}
    processor = {kind: round(spent, 2) for kind, spent in answers.processor.items()}
    return {"milliseconds": kinds, "processorMillisecondsPerRequest": processor, "answers": statuses}
