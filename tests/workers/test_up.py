"""A whole library on its own servers, from the first start to a clean stop, with processes killed on the way: as a person runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.conftest import SECRET
from tests.servers import said_of
from workers.folder import Script
from workers.variants import variants

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SCRIPTS = 300
PSSCRIPT = (sys.executable, "-m", "workers.cli")
SERVER_VARIABLES = re.compile(r"DATABASE_URL|REDIS_URL|(DB|REDIS|PSSCRIPT)_\w+|PORT|BIND")

pytestmark = pytest.mark.timeout(900)


class Running:
    """`psscript up` as a process, and other commands beside it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.said = data.with_name("up.out")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str, until_it_says: str = "Ready") -> None:
        command = [*PSSCRIPT, "up", "--data", str(self.data), "--port", str(self.port), *options]
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=out, stderr=out)
        until(lambda: until_it_says in self.said.read_text() or self.has_ended())
        assert not self.has_ended(), self.said.read_text()

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(180)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PSSCRIPT, *arguments, "--data", str(self.data)], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
        )

    def json(self, *arguments: str) -> Any:
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def counts(self, folder: Path, *options: str) -> dict[str, int]:
        answer = self.json("import", str(folder), *options)
        return {state: number for state, number in answer.items() if state != "files" and number}

    def workers(self) -> list[int]:
        return [one["pid"] for one in self.json("status")["processes"] if one["kind"] == "worker" and runs(one["pid"])]


def environment() -> dict[str, str]:
    """One web process starts sooner than two."""
    return {name: value for name, value in os.environ.items() if not SERVER_VARIABLES.fullmatch(name)} | {"WEB_PROCESSES": "1"}


def until(condition: Callable[[], object]) -> None:
    """The time limit of pytest ends a wait for what never comes."""
    while not condition():
        time.sleep(0.05)


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def processes_of(data: Path) -> list[str]:
    """Command lines that name the data folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(data) in line:
            found.append(line)
    return found


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Running]:
    one = Running(tmp_path / "library")
    yield one
    if not one.has_ended():
        assert one.stop() == 0
    if one.data.exists():
        assert said_of(one.data) == []
        assert not any(SECRET.search(log.read_text(errors="replace")) for log in (one.data / "log").iterdir())
    # Whatever a failed test left: the next start takes it over and ends it.
    if processes_of(one.data):
        one.start()
        one.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Scripts made of the examples by small changes."""
    originals = [Script(path, path.read_bytes()) for path in sorted(EXAMPLES.rglob("*.ps*1"))]
    for script in variants(originals, SCRIPTS, seed=1):
        path = tmp_path / "scripts" / script.path.relative_to("/variants")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(script.content)
    return tmp_path / "scripts"


def test_a_library_from_its_first_start_to_a_clean_stop(library: Running, folder: Path) -> None:
    library.start()
    sign_in(library, password_shown(library))
    import_while_workers_are_killed(library, folder)
    assert library.counts(folder) == {"unchanged": SCRIPTS}
    change(folder, 10)
    assert library.counts(folder) == {"changed": 10, "unchanged": SCRIPTS - 10}
    everything_comes_out_as_it_went_in(library, folder)
    figures_agree(library)
    assert library.run("doctor", "--port", str(library.port)).returncode == 0
    assert library.stop() == 0
    assert library.said.read_text().rstrip().endswith("Stopped.")
    assert processes_of(library.data) == []


def password_shown(library: Running) -> str:
    """Once: a second start does not have it."""
    found = re.search(r"Account admin   password (\S+) ", library.said.read_text())
    assert found
    return found[1]


def sign_in(library: Running, password: str) -> None:
    answer = requests.post(f"{library.url}/api/auth/login", json={"email": "admin", "password": password}, timeout=30)
    assert answer.status_code == 200, answer.text
    assert answer.json()["user"]["role"] == "admin"


def import_while_workers_are_killed(library: Running, folder: Path) -> None:
    command = [*PSSCRIPT, "import", str(folder), "--data", str(library.data), "--json"]
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as importing:
        for _ in range(2):
            until(lambda: library.json("status")["unfinished"] or importing.poll() is not None)
            for pid in library.workers():
                os.kill(pid, signal.SIGKILL)
        said, _ = importing.communicate()
    assert importing.returncode == 0
    answer = json.loads(said)
    assert {state: answer[state] for state in ("new", "changed", "unchanged", "duplicate", "failed", "skipped")} == {
        "new": SCRIPTS, "changed": 0, "unchanged": 0, "duplicate": 0, "failed": 0, "skipped": 0
    }  # fmt: skip
    assert "was killed by SIGKILL" in library.said.read_text()


def change(folder: Path, number: int) -> None:
    for path in sorted(folder.rglob("*.ps1"))[:number]:
        path.write_bytes(path.read_bytes() + b"# changed\n")


def everything_comes_out_as_it_went_in(library: Running, folder: Path) -> None:
    token = library.json("token", "create", "--user", "admin", "--name", "test")["token"]
    answer = library.json("import", str(folder))
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {token}"
        for one in answer["files"]:
            got = session.get(f"{library.url}/api/scripts/{one['scriptId']}/download", timeout=30)
            assert got.status_code == 200
            assert got.content == Path(one["path"]).read_bytes()
        changed = [one for one in answer["files"] if one["version"] == 2]
        assert len(changed) == 10
        versions = session.get(f"{library.url}/api/scripts/{changed[0]['scriptId']}/versions", timeout=30).json()["versions"]
        assert sorted(version["version"] for version in versions) == [1, 2]


def figures_agree(library: Running) -> None:
    state = library.json("status")
    assert state["unfinished"] == []
    assert state["uploads"] == {"completed": SCRIPTS + 10, "duplicate": 3 * SCRIPTS - 10}  # four imports
    assert (state["totals"]["scripts"], state["totals"]["versions"]) == (SCRIPTS, SCRIPTS + 10)


def test_a_folder_that_it_starts_with_is_shown_and_over_http_it_is_the_same(library: Running, tmp_path: Path) -> None:
    library.start("--import", str(EXAMPLES), until_it_says="In another terminal")
    said = library.said.read_text()
    rows = {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.ps*")}
    assert {name for name in rows if re.search(rf"^ {re.escape(name)} +new +\S", said, re.MULTILINE)} == rows
    assert said.count("Account admin   password") == 2
    (tmp_path / "token").write_text(library.json("token", "create", "--user", "admin", "--name", "test")["token"])
    over_http = ("--url", library.url, "--token", (tmp_path / "token").read_text())
    assert library.counts(EXAMPLES, *over_http) == {"unchanged": len(rows), "skipped": 1}
    (tmp_path / "mixed").mkdir()
    (tmp_path / "mixed" / "picture.ps1").write_bytes(bytes(range(32)) * 10)
    (tmp_path / "mixed" / "good.ps1").write_bytes(b"'good'")
    done = library.run("import", str(tmp_path / "mixed"), *over_http)
    assert done.returncode == 1
    assert "1 new, 0 changed, 0 unchanged, 0 duplicate, 1 failed" in done.stdout
    assert "picture.ps1: The file is no text" in done.stdout


def test_a_killed_supervisor_leaves_no_process_that_works_and_the_next_takes_over(library: Running) -> None:
    library.start()
    assert library.counts(EXAMPLES)["new"] > 0
    workers = library.workers()
    library.kill()
    until(lambda: not any(map(runs, workers)))
    done = library.run("status")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    library.start()
    assert "Account" not in library.said.read_text()
    assert set(library.counts(EXAMPLES)) == {"unchanged", "skipped"}
    second = library.run("up", "--port", "1")
    assert second.returncode == 2
    assert library.stop() == 0
    assert processes_of(library.data) == []
