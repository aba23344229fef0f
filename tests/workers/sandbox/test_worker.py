"""The process that runs scripts: started only where that is allowed, and honest about what it cannot do."""

import socket
import subprocess
import sys
from dataclasses import replace

from pipeline.config import Settings
from tests.pipeline.flow import Library
from tests.workers.processes import environment, until
from workers.up import programs

COMMAND = [sys.executable, "-m", "workers.cli", "worker", "--lane", "sandbox"]


def test_a_library_has_one_only_where_scripts_may_run(settings: Settings) -> None:
    with socket.socket() as listener:
        names = [each.name for each in programs(settings, listener)]
        allowed = [each.name for each in programs(replace(settings, execute_scripts=True), listener)]
    assert "worker-sandbox" not in names
    assert allowed == [*names, "worker-sandbox"]


def test_where_scripts_may_not_run_it_does_not_start(settings: Settings) -> None:
    done = subprocess.run(COMMAND, env=environment(settings), capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "EXECUTE_SCRIPTS" in done.stderr


def test_without_powershell_it_says_so(library: Library, settings: Settings) -> None:
    worker = subprocess.Popen(COMMAND, env=environment(settings, EXECUTE_SCRIPTS="true", EXECUTE_PWSH="/nowhere/pwsh"))
    try:
        until(lambda: library.value("SELECT count(*) FROM processes WHERE kind = 'worker'"), "a sign of life")
        assert library.value("SELECT detail -> 'refusal' ->> 'code' FROM processes WHERE kind = 'worker'") == "no_pwsh"
    finally:
        worker.terminate()
        worker.wait(60)
