"""How an import is shown while it goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

LINE_EVERY = 5.0  # seconds


class _Rate(ProgressColumn):
    """Files a second."""

    def render(self, task: Task) -> Text:
        rate = task.finished_speed or task.speed
        return Text("" if rate is None else f"{rate:,.0f}/s", style="progress.data.speed")


@contextmanager
def shown(console: Console, total: int) -> Iterator[Callable[[int, int], None]]:
    """A bar with rate and time left; where nobody watches (no terminal), a line now and then. Gives what takes (handed over, ended)."""
    if not console.is_terminal:
        yield _lines(console, total)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TextColumn("time left"), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("reading", total=total)
        yield lambda handed_over, ended: progress.update(task, completed=ended, description="reading" if handed_over < total else "analysing")


def _lines(console: Console, total: int) -> Callable[[int, int], None]:
    started = last = time.monotonic()

    def tell(handed_over: int, ended: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= LINE_EVERY:
            last = now
            rate = ended / (now - started)
            left = f", {(total - ended) / rate:,.0f} s left" if rate else ""
            console.print(f"{handed_over:,} of {total:,} read, {ended:,} done ({rate:,.0f}/s{left})")

    return tell
