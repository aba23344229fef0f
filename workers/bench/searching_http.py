"""The same questions over HTTP, asked of a web server that is started for it beside the library."""

from __future__ import annotations

import json
import os
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace

from pipeline.accounts import create_token, revoke_token
from workers import up
from workers.bench.load import processor_seconds
from workers.bench.searching import TOP, WARM_UP, Searcher, Series
from workers.import_directly import user_of
from workers.library import OpenLibrary
from workers.supervisor import Supervisor


def over_http(library: OpenLibrary, searcher: Searcher, series: Sequence[Series], user: str | None) -> list[Series]:
    account = user_of(library, user)
    token, known = create_token(library.engine, account.id, "bench", ["read", "admin"] if account.role == "admin" else ["read"])
    try:
        with _web(library) as (url, pid):
            return [_measure(url, pid, token, searcher, each) for each in series]
    finally:
        revoke_token(library.engine, account.id, known.id)


def _measure(url: str, pid: int, token: str, searcher: Searcher, like: Series) -> Series:
    asked = [f"{each} {like.term}" if like.term else each for each in searcher.questions]
    for each in asked[:WARM_UP]:
        _ask(url, token, each, searcher.mode)
    own = processor_seconds(pid)
    seconds, found = [], 0
    for each in asked:
        begun = time.perf_counter()
        found += _ask(url, token, each, searcher.mode)
        seconds.append(time.perf_counter() - begun)
    spent = 1000 * (processor_seconds(pid) - own) / len(asked)
    return replace(like, way="HTTP", seconds=seconds, found=found / len(asked), own=spent, postgres=None, rows=None, recall=None)


def _ask(url: str, token: str, text: str, mode: str) -> int:
    query = urllib.parse.urlencode({"q": text, "mode": mode, "limit": TOP})
    request = urllib.request.Request(f"{url}/api/scripts/search?{query}", headers={"Authorization": f"Bearer {token}"})  # noqa: S310 a loopback address
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        return len(json.load(answer)["scripts"])


@contextmanager
def _web(library: OpenLibrary) -> Iterator[tuple[str, int]]:
    settings = library.settings
    named = {"DATABASE_URL": settings.dsn or "", "REDIS_URL": settings.redis or "", "RATE_READ": "1000000 per minute"}
    with closing(up.listen("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        supervisor = Supervisor([up.programs(settings, listener)[0]], dict(os.environ) | named, print)
        supervisor.tend()
        try:
            while up.degraded(f"{url}/health/ready") is None:
                time.sleep(0.1)
            yield url, supervisor.pids()["web"]
        finally:
            supervisor.stop()
