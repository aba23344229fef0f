"""What administrators are told over HTTP is what `psscript status` tells: of uploads, old analyses, runs of scripts, processes and queues."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

import pytest
from flask import Flask

from db.engine import Engine, transaction
from pipeline.config import Settings
from pipeline.state import Outdated, State, look
from tests.web.conftest import Person, Store
from workers.cli import main
from workers.presence import Presence

REFUSAL = {"code": "no_pwsh", "message": "There is no PowerShell here."}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, execute_scripts=True)


@contextmanager
def there(engine: Engine, **detail: Any) -> Iterator[None]:
    """A worker that gives a sign of life."""
    presence = Presence(engine, "worker", lambda: detail)
    presence.beat()
    yield
    presence.leave()


def status(root: Person) -> Any:
    return root.get("/api/admin/status").get_json()


def order(person: Person, script_id: int, seconds: int) -> None:
    """A run that was asked for so long ago."""
    assert person.post(f"/api/scripts/{script_id}/execute", json={}).status_code == 202
    with transaction(person.engine) as connection:
        moved = "UPDATE execution_logs SET created_at = NOW() - make_interval(secs => %s) WHERE script_id = %s"
        connection.exec_driver_sql(moved, (seconds, script_id))


def test_runs_of_scripts(ada: Person, root: Person, store: Store, engine: Engine) -> None:
    none: dict[str, Any] = {"waiting": 0, "running": 0, "oldest": None, "workers": 0, "refusals": []}
    assert status(root)["executions"] == none
    scripts = [store(ada, text) for text in ("1", "2", "3")]
    for script_id, seconds in zip(scripts, (10000, 7200, 3600), strict=True):
        order(ada, script_id, seconds)
    with transaction(engine) as connection:
        connection.exec_driver_sql("UPDATE execution_logs SET status = 'running', worker = 'x' WHERE script_id = %s", (scripts[0],))
    assert status(root)["queues"]["sandbox"] == 3  # nobody takes anything out of a queue in this test
    with there(engine, lane="sandbox", refusal=None), there(engine, lane="sandbox", refusal=REFUSAL), there(engine, lane="bulk"):
        said = status(root)["executions"]
        assert 7200 <= said.pop("oldest") < 10000
        assert said == {"waiting": 2, "running": 1, "workers": 1, "refusals": [REFUSAL["message"]]}
    assert status(root)["executions"]["workers"] == 0
    with transaction(engine) as connection:
        connection.exec_driver_sql("UPDATE execution_logs SET status = 'cancelled'")
    assert status(root)["executions"] == none


def test_analyses_that_are_not_up_to_date(ada: Person, root: Person, store: Store, engine: Engine) -> None:
    store(ada, "1")
    given_up = store(ada, "2")
    assert status(root)["outdated"] == {"waiting": 0, "underWay": 0, "givenUp": 0}
    with transaction(engine) as connection:
        (now,) = connection.exec_driver_sql("SELECT DISTINCT analysis_version FROM script_analysis").one()
        connection.exec_driver_sql("UPDATE script_analysis SET analysis_version = 'older'")
        connection.exec_driver_sql("UPDATE script_analysis SET tried_version = %s WHERE script_id = %s", (now, given_up))
    assert status(root)["outdated"] == {"waiting": 1, "underWay": 0, "givenUp": 1}
    assert look(engine).outdated == Outdated(waiting=1, under_way=0, given_up=1)


def test_it_is_what_the_command_tells(
    ada: Person, root: Person, store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], app: Flask
) -> None:
    order(ada, store(ada), 3600)
    monkeypatch.setenv("DATABASE_URL", settings.dsn or "")
    monkeypatch.setenv("REDIS_URL", settings.redis or "")
    with there(app.extensions["psscript"].engine, lane="sandbox", refusal=REFUSAL):
        assert main(["status", "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        over_http = status(root)
        assert main(["status"]) == 0
    told["failures"] = [{"errorCode": code, "number": number} for code, number in told["failures"].items()]
    assert without_time(in_camels(told)) == without_time(over_http)
    assert told.keys() == {*(field.name for field in fields(State)), "queues"}
    shown = capsys.readouterr().out
    assert "Sandbox   1 runs wait, the oldest for 36" in shown
    assert f"a worker cannot run scripts: {REFUSAL['message']}" in shown



def in_camels(value: Any) -> Any:
    if isinstance(value, list):
        return [in_camels(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {name.split("_")[0] + "".join(map(str.capitalize, name.split("_")[1:])): in_camels(each) for name, each in value.items()}


def without_time(said: dict[str, Any]) -> dict[str, Any]:
    """But for what another moment makes different."""
    processes = [each | {"ago": 0} for each in said["processes"]]
    return said | {"processes": processes, "rate": 0, "executions": said["executions"] | {"oldest": 0}}
