"""Who is there."""

import os
import subprocess
import sys

from sqlalchemy import Engine

from tests.pipeline.flow import Library
from workers.presence import EVERY, Presence, runs, space


def test_a_process_is_seen_from_its_first_sign_of_life_to_its_leave(engine: Engine, library: Library) -> None:
    now = [0.0]
    detail = {"lane": "bulk"}
    presence = Presence(engine, "worker", lambda: detail, lambda: now[0])
    presence.beat()
    (row,) = library.rows("SELECT * FROM processes")
    assert (row["name"], row["kind"], row["pid"]) == (presence.name, "worker", os.getpid())
    assert row["detail"] == {"lane": "bulk", "space": space()}
    detail["lane"] = "interactive"
    presence.beat()  # not so soon again
    assert library.value("SELECT detail ->> 'lane' FROM processes") == "bulk"
    now[0] += EVERY
    presence.beat()
    (again,) = library.rows("SELECT * FROM processes")
    assert again["detail"]["lane"] == "interactive"
    assert again["seen_at"] > row["seen_at"]
    assert again["started_at"] == row["started_at"]
    presence.leave()
    assert library.rows("SELECT * FROM processes") == []


def test_two_processes_have_two_names(engine: Engine) -> None:
    assert Presence(engine, "web").name != Presence(engine, "web").name


def test_a_process_that_has_ended_does_not_run() -> None:
    assert runs(os.getpid())
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert not runs(process.pid)
