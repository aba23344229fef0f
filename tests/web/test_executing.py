"""Scripts are run here where an operator allows it: asked for over HTTP, run by a real worker, with a stand-in for PowerShell."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import redis
from flask import Flask

from db.engine import transaction
from pipeline.config import Settings
from tests.web.conftest import Person, Store
from tests.web.test_uploads import rows
from tests.workers.processes import environment, until
from workers.presence import Presence

LINES = '#!/bin/sh\necho "$@"; cat "$4"; echo "Password=hunter2"; exit 5\n'


@pytest.fixture
def pwsh() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="psscript-pwsh-"))
    folder.chmod(0o755)
    (folder / "pwsh").write_text(LINES)
    (folder / "pwsh").chmod(0o755)
    yield folder / "pwsh"
    shutil.rmtree(folder)


@pytest.fixture
def settings(settings: Settings, pwsh: Path) -> Settings:
    return replace(settings, execute_scripts=True, execute_pwsh=str(pwsh))


@pytest.fixture
def worker(settings: Settings) -> Iterator[None]:
    variables = {"EXECUTE_SCRIPTS": "true", "EXECUTE_PWSH": settings.execute_pwsh or "", "DB_PASSWORD": "planted"}
    process = subprocess.Popen([sys.executable, "-m", "workers.cli", "worker", "--lane", "sandbox"], env=environment(settings, **variables))
    yield
    process.terminate()
    process.wait(60)


def order(person: Person, script_id: int, **parameters: Any) -> Any:
    return person.post(f"/api/scripts/{script_id}/execute", json={"parameters": parameters})


@pytest.mark.usefixtures("worker")
def test_a_run_from_the_order_to_its_end(ada: Person, bob: Person, root: Person, store: Store) -> None:
    script_id = store(ada, "Get-Date", is_public="true")
    answer = order(ada, script_id, Name="it's", Force=True)
    said = answer.get_json()
    assert (answer.status_code, said["status"], said["version"]) == (202, "queued", 1)
    assert answer.headers["Location"] == said["statusUrl"] == f"/api/scripts/{script_id}/executions/{said['id']}"
    until(lambda: ada.get(said["statusUrl"]).get_json()["status"] not in ("queued", "running"), "the end of the run")
    run = ada.get(said["statusUrl"]).get_json()
    assert (run["status"], run["reason"], run["exitCode"], run["outputTruncated"]) == ("failure", "exit_code", 5, False)
    arguments, rest = run["output"].split("\n", 1)
    assert arguments.startswith("-NoProfile -NonInteractive -File ./a.ps1 -")
    assert {"-Force", "-Name:it's"} <= set(arguments.split())
    assert rest == "Get-DatePassword=***\n"
    assert run["startedAt"].endswith("Z")
    assert "hunter2" not in str(rows(ada.engine, "SELECT * FROM execution_logs"))
    script = bob.get(f"/api/scripts/{script_id}").get_json()
    assert (script["executionCount"], script["averageExecutionTime"]) == (1, run["executionTime"])
    assert [each["id"] for each in root.get(f"/api/scripts/{script_id}/execution-history").get_json()["executions"]] == [said["id"]]
    assert bob.get(said["statusUrl"]).status_code == 403
    assert ada.get(f"/api/scripts/{script_id}/executions/4711").status_code == 404
    assert order(root, script_id).status_code == 202


def test_one_run_of_a_script_at_a_time(ada: Person, store: Store) -> None:
    script_id = store(ada)
    first = order(ada, script_id)
    again = order(ada, script_id)
    assert (first.status_code, again.status_code, again.get_json()["error"]) == (202, 409, "execution_under_way")
    assert again.get_json()["details"]["executionId"] == first.get_json()["id"]
    assert rows(ada.engine, "SELECT action FROM audit_log WHERE action = 'script_executed'") == [("script_executed",)]


def test_an_order_is_kept_while_redis_is_away(ada: Person, store: Store, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    script_id = store(ada)
    monkeypatch.setattr(app.extensions["psscript"].queues._client, "execute_command", _cut)
    assert order(ada, script_id).status_code == 202
    assert rows(ada.engine, "SELECT status FROM execution_logs") == [("queued",)]


def _cut(*_arguments: object, **_options: object) -> None:
    raise redis.ConnectionError("cut")


def test_who_may_not(ada: Person, bob: Person, nobody: Person, store: Store) -> None:
    public, private = store(ada, "1", is_public="true"), store(ada, "2")
    assert [order(bob, public).status_code, order(bob, private).status_code, order(nobody, public).status_code] == [403, 404, 401]
    assert rows(ada.engine, "SELECT count(*) FROM execution_logs") == [(0,)]


def test_what_is_not_run(ada: Person, root: Person, store: Store) -> None:
    attack, text = store(ada, "attack"), store(ada, "text", "a.txt")
    with transaction(ada.engine) as connection:
        connection.exec_driver_sql("UPDATE script_analysis SET malice_score = 50 WHERE script_id = %s", (attack,))
    for person in (ada, root):
        refused = order(person, attack)
        assert (refused.status_code, refused.get_json()["error"]) == (409, "too_malicious")
    assert order(ada, text).get_json()["error"] == "not_runnable"
    secret = order(ada, store(ada, "1"), Password="hunter2")
    assert (secret.status_code, secret.get_json()["error"]) == (422, "secret_parameters")
    assert rows(ada.engine, "SELECT count(*) FROM execution_logs") == [(0,)]
    with transaction(ada.engine) as connection:
        connection.exec_driver_sql("UPDATE script_analysis SET malice_score = 49.9 WHERE script_id = %s", (attack,))
    assert order(ada, attack).status_code == 202


def test_what_is_not_analysed_is_not_run(ada: Person, store: Store) -> None:
    script_id = store(ada, "1")
    changed = ada.put(f"/api/scripts/{script_id}", json={"content": "2"})
    assert changed.status_code == 200
    assert order(ada, script_id).get_json()["error"] == "not_analyzed"
    unwanted = store(ada, "3", analyze="false")
    assert order(ada, unwanted).get_json()["error"] == "not_analyzed"


@pytest.mark.parametrize(("code", "message"), [("no_pwsh", "There is no PowerShell here."), ("no_sandbox", "Not permitted.")])
def test_workers_that_cannot_say_so(ada: Person, store: Store, code: str, message: str) -> None:
    script_id = store(ada, title="My script")
    presence = Presence(ada.engine, "worker", lambda: {"lane": "sandbox", "refusal": {"code": code, "message": message}})
    presence.beat()
    answer = order(ada, script_id, Name="x")
    said = answer.get_json()
    assert (answer.status_code, said["error"], said["message"]) == (409, code, message)
    assert said["details"]["command"] == "pwsh -NoProfile -NonInteractive -File ./My-script.ps1 -Name 'x'"
    presence.leave()
    assert order(ada, script_id).status_code == 202  # whoever comes may be able to


def test_an_order_that_is_sent_again_is_carried_out_once(ada: Person, store: Store) -> None:
    script_id = store(ada)
    answers = [ada.post(f"/api/scripts/{script_id}/execute", headers={"Idempotency-Key": "once"}) for _ in range(2)]
    assert [each.status_code for each in answers] == [202, 202]
    assert answers[0].get_json() == answers[1].get_json()
