import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from workers.embedded import process
from workers.embedded.errors import FolderError

ROOT = os.geteuid() == 0
WHO = "import os; print(os.getuid(), open('/proc/self/status').read().split('CapEff:')[1].split()[0])"


def launch(*options: str, program: str) -> str:
    return subprocess.run(process.command([sys.executable, "-c", program], options), capture_output=True, text=True, check=True).stdout


def sleeper(tmp_path: Path, *arguments: str) -> psutil.Popen:
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(600)"
    started = process.start([sys.executable, "-c", code, *arguments], tmp_path / "log", tmp_path)
    while "ready" not in (tmp_path / "log").read_text():
        assert started.poll() is None
    return started


def test_a_process_has_a_log_and_a_session_of_its_own_and_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "hunter2")
    code = "import os; print(os.getsid(0) == os.getpid(), 'SECRET' in os.environ)"
    started = process.start([sys.executable, "-c", code], tmp_path / "log", tmp_path)
    started.wait()
    assert (tmp_path / "log").read_text() == "True False\n"


def test_a_pid_file_names_a_process_only_if_its_command_line_agrees(tmp_path: Path) -> None:
    data = tmp_path / "data"
    mine = sleeper(tmp_path, str(data))
    pid_file = tmp_path / "pid"
    try:
        pid_file.write_text(f"{mine.pid}\nmore\n")
        found = process.find(pid_file, data)
        assert found is not None
        assert found.pid == mine.pid
        assert process.find(pid_file, tmp_path / "other") is None
    finally:
        process.end(mine)
    assert process.find(pid_file, data) is None


@pytest.mark.parametrize("text", ["", "no number", "999999999"])
def test_a_pid_file_may_say_nothing_of_use(tmp_path: Path, text: str) -> None:
    (tmp_path / "pid").write_text(text)
    assert process.find(tmp_path / "pid", tmp_path) is None
    assert process.find(tmp_path / "none", tmp_path) is None


def test_what_does_not_end_when_asked_is_killed(tmp_path: Path) -> None:
    stubborn = sleeper(tmp_path)
    process.end(stubborn, (signal.SIGTERM, 0.05))
    assert stubborn.poll() == -signal.SIGKILL
    assert not process.is_alive(stubborn)


def test_the_last_words_are_those_of_this_start(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("FATAL: before\n")
    start = log.stat().st_size
    assert process.last_words(log, start, ("FATAL",)) == "it said nothing"
    log.write_text("FATAL: before\nLOG: a\nFATAL: now\nLOG: b\n")
    assert process.last_words(log, start, ("FATAL",)) == "FATAL: now"
    assert process.last_words(log, start, ("PANIC",)) == "LOG: b"


def test_a_log_that_has_grown_large_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "server.log"
    assert process.fresh_log(log) == 0
    log.write_text("12345")
    assert process.fresh_log(log) == 5
    monkeypatch.setattr(process, "LONGEST_LOG", 4)
    assert process.fresh_log(log) == 0
    assert (tmp_path / "server.log.1").read_text() == "12345"


def test_a_child_can_be_made_to_die_with_its_parent(tmp_path: Path) -> None:
    waits = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
    child = process.command([sys.executable, "-c", waits], die_with_parent=signal.SIGTERM)
    code = f"import subprocess, time; subprocess.Popen({child!r}); time.sleep(600)"
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    orphan = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    psutil.wait_procs([orphan], timeout=60)
    assert not process.is_alive(orphan)


def test_an_ordinary_user_needs_nothing_special(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: process._known("daemon", "nobody")[0])
    assert process.identity.__wrapped__() == ()


def test_root_is_someone_else_in_a_namespace_or_becomes_another_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(process, "_starts", lambda _options: True)
    assert process.identity.__wrapped__()[0] == "--namespace"
    monkeypatch.setattr(process, "_starts", lambda _options: False)
    assert process.identity.__wrapped__()[0] == "--user"


def test_a_user_without_a_name_is_told_where_there_are_no_namespaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 987654)
    monkeypatch.setattr(process, "_starts", lambda _options: False)
    with pytest.raises(FolderError, match="as user 987654, who has no name"):
        process.identity.__wrapped__()


@pytest.mark.skipif(not process._starts(("--namespace", "1")), reason="this system allows no user namespaces")
def test_in_a_namespace_a_process_has_another_number_and_no_capability() -> None:
    assert launch("--namespace", "1234", program=WHO).split() == ["1234", "0" * 16]


@pytest.mark.skipif(not ROOT, reason="needs root")
def test_as_another_user_a_process_may_pass_closed_folders_and_no_more(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "file").write_text("content")
    program = WHO + f"\nprint(open({str(closed / 'file')!r}).read())\nos.listdir({str(closed)!r})"
    user, capabilities, content = launch("--user", "65534:65534", program=program).split()
    assert (user, content) == ("65534", "content")
    assert int(capabilities, 16) in (1 << 1, 1 << 2)  # CAP_DAC_OVERRIDE where a container has no CAP_DAC_READ_SEARCH


@pytest.mark.skipif(not ROOT, reason="needs root")
def test_files_are_given_to_whom_a_server_runs_as(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_text("")
    process.give(tmp_path / "a", process.owner(("--user", "65534:65534")))
    assert [path.stat().st_uid for path in (tmp_path / "a", tmp_path / "a" / "b")] == [65534, 65534]
    process.give(tmp_path / "a", process.owner(("--namespace", "26")))
    assert [path.stat().st_uid for path in (tmp_path / "a", tmp_path / "a" / "b")] == [0, 0]
