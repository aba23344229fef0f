"""Disaster 9: many clients hand in the same file, and the same change of it, at the same moment."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.disasters.conftest import Tell
from tests.disasters.stand import Client, Sheet, Stand

CLIENTS = 32
FILE = Sheet("same.ps1", b"Get-Process\n")
CHANGED = Sheet("same.ps1", b"Get-Process # changed\n")


def at_once(stand: Stand, people: Sequence[Client], sheet: Sheet) -> None:
    gate = threading.Barrier(CLIENTS)

    def hand_in(person: Client) -> None:
        gate.wait()
        person.send([sheet])

    with ThreadPoolExecutor(CLIENTS) as pool:
        done = [pool.submit(hand_in, people[number % len(people)]) for number in range(CLIENTS)]
        stand.until(lambda: all(each.done() for each in done), "the answers")
        for each in done:
            each.result()


@pytest.mark.parametrize("users", [1, pytest.param(CLIENTS, marks=pytest.mark.disaster)])
def test_the_same_file_at_once(stand: Stand, tell: Tell, users: int) -> None:
    stand.start_all()
    people = [stand.person(f"user-{number}") for number in range(users)]
    at_once(stand, people, FILE)
    stand.end()
    assert stand.rows("SELECT count(*) AS scripts, count(DISTINCT user_id) AS owners FROM scripts") == [{"scripts": users, "owners": users}]
    at_once(stand, people, CHANGED)
    seconds = stand.end()
    versions = stand.rows("SELECT array_agg(convert_to(v.content, 'UTF8') ORDER BY v.version) AS all FROM script_versions v GROUP BY script_id")
    assert versions == [{"all": [FILE.content, CHANGED.content]}] * users
    assert stand.value("SELECT count(*) FROM scripts WHERE version = 2") == users
    tell(stand, "9 same file", f"{CLIENTS} clients of {users} users, twice", seconds)
