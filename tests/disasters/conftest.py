"""A table of what was done and what came of it, below the tests' own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.disasters.outcome import Counts, counts, snapshot
from tests.disasters.sheets import hand_in
from tests.disasters.stand import Stand, a_stand

COLUMNS = ("disaster", "what was done", "accepted", "ended", "lost", "doubled", "seconds to recover")

Tell = Callable[..., Counts]


@pytest.fixture(scope="package")
def one_stand() -> Iterator[Stand]:
    with a_stand() as made:
        yield made
        no_log_says_a_secret(made)


def no_log_says_a_secret(stand: Stand) -> None:
    """Neither a password of a server nor a token of a person, whatever happened to the processes that knew them."""
    said = stand.log_since({})
    assert sum(map(len, said.values())) > 0
    assert [(name, secret[:8]) for name, text in said.items() for secret in stand.secrets if secret in text] == []


@pytest.fixture
def stand(one_stand: Stand) -> Iterator[Stand]:
    """An empty library; its servers, and mostly its programs, have seen disasters before. What programs said is shown where a test fails."""
    one_stand.empty()
    sizes = one_stand.log_sizes()
    yield one_stand
    print(*one_stand.said, sep="\n")
    for path, text in one_stand.log_since(sizes).items():
        print(f"--- {path}\n{text[-4000:]}")


@pytest.fixture(scope="package")
def undisturbed(one_stand: Stand) -> dict[str, list[str]]:
    """What the history makes of a library where nothing happens."""
    one_stand.empty()
    one_stand.start_all()
    hand_in(one_stand.person("ann"))
    one_stand.end()
    assert counts(one_stand).lost == 0
    found = snapshot(one_stand)
    one_stand.empty()
    return found


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """A row of the table; nothing may be lost or doubled."""

    def write(stand: Stand, disaster: str, done: str, seconds: float) -> Counts:
        found = counts(stand)
        row = (disaster, done, *found, f"{seconds:.1f}")
        record_property("disaster", "\t".join(map(str, row)))
        assert (found.lost, found.doubled) == (0, 0)
        return found

    return write


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, []) if hasattr(report, "user_properties")]
    rows = [value.split("\t") for report in reports if report.when == "call" for name, value in report.user_properties if name == "disaster"]
    if not rows:
        return
    terminalreporter.section("disasters")
    widths = [max(map(len, column)) for column in zip(COLUMNS, *rows, strict=True)]
    for row in (COLUMNS, *rows):
        terminalreporter.line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
