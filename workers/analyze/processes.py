"""Judges targets in one process or several; the answers come in the order of the targets."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from pipeline.analysis.files import FileReport
from workers.analyze.judging import Judge, Request
from workers.analyze.targets import Target

_CHUNK = 200_000
"""So many bytes travel to a process at once: enough that the travelling costs nothing, few enough that all processes end together."""
_MOST_IN_CHUNK = 50
_WORTH_IT = 1_000_000
"""Below so many bytes a second process costs more than it brings."""


class _State:
    """The judge of this process; forked processes inherit the one that is there already."""

    judge: Judge | None = None


def judge_all(targets: Sequence[Target], request: Request, judge: Judge, jobs: int) -> Iterator[FileReport]:
    """`jobs` 0 is as many as there are cores, when there is enough to do."""
    jobs = jobs or _fitting(targets)
    expect_much_garbage()
    if jobs == 1 or len(targets) < 2:
        yield from map(judge.judge, targets)
        return
    _State.judge = judge
    how = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    chunks = deque(_chunks(targets))
    with ProcessPoolExecutor(jobs, multiprocessing.get_context(how), _prepare, (request,)) as pool:
        yield from _in_order(pool, chunks, jobs)


def _in_order(pool: ProcessPoolExecutor, chunks: Iterable[list[Target]], jobs: int) -> Iterator[FileReport]:
    """A few chunks a process wait, so that none is idle and answers do not pile up."""
    waiting: deque[tuple[list[Target], Future[list[FileReport]]]] = deque()
    rest = iter(chunks)
    while True:
        for chunk in islice(rest, jobs * 4 - len(waiting)):
            waiting.append((chunk, _submit(pool, chunk)))
        if not waiting:
            return
        chunk, future = waiting.popleft()
        try:
            yield from future.result()
        except BrokenProcessPool:
            yield from (FileReport(target.name, error="The process that judged it, or others with it, was killed.") for target in chunk)


def _submit(pool: ProcessPoolExecutor, chunk: list[Target]) -> Future[list[FileReport]]:
    try:
        return pool.submit(_judge_chunk, chunk)
    except BrokenProcessPool as error:
        broken: Future[list[FileReport]] = Future()
        broken.set_exception(error)
        return broken


def _prepare(request: Request) -> None:
    if _State.judge is None:
        _State.judge = Judge(request)
    expect_much_garbage()


def _judge_chunk(chunk: list[Target]) -> list[FileReport]:
    judge = _State.judge
    if judge is None:
        raise AssertionError("a process judges before it is prepared")
    return [judge.judge(target) for target in chunk]


def _chunks(targets: Iterable[Target]) -> Iterator[list[Target]]:
    chunk: list[Target] = []
    size = 0
    for target in targets:
        chunk.append(target)
        size += target.size
        if size >= _CHUNK or len(chunk) >= _MOST_IN_CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _fitting(targets: Sequence[Target]) -> int:
    return min(os.cpu_count() or 1, len(targets)) if sum(target.size for target in targets) >= _WORTH_IT else 1


def expect_much_garbage() -> None:
    """Trees come and go without cycles left in them: looking for cycles all the time would only cost."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
