"""Who is there."""

import json
import os
import subprocess
import sys

from sqlalchemy import Engine

from pipeline import runner
from pipeline.viewer import Viewer
from tests.pipeline.flow import Library, script
from workers.presence import EVERY, Presence, bury, runs, space


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


def test_the_dead_are_buried_unless_their_work_goes_on(engine: Engine, library: Library, ann: Viewer) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    here = space()
    for name, pid, where in (("dead", gone.pid, here), ("working", gone.pid, here), ("alive", os.getpid(), here), ("elsewhere", gone.pid, "other")):
        library.database.execute(
            "INSERT INTO processes (name, kind, host, pid, detail) VALUES (%s, 'worker', 'x', %s, %s)", (name, pid, json.dumps({"space": where}))
        )
    accepted = library.accept(ann, script("one"))
    library.to("analyze", accepted)
    library.room.worker = "working/1"
    runner.begin(library.room, accepted.root_id, "analyze")
    bury(engine)
    assert [row["name"] for row in library.rows("SELECT name FROM processes ORDER BY 1")] == ["alive", "elsewhere", "working"]
