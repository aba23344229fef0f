"""What a script gets in a sandbox, and what it does not."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from pipeline.config import MEBIBYTE, Settings
from pipeline.executing import CannotRunScriptsError, Ended, NoPowerShellError
from tests.workers.sandbox.conftest import work
from workers.sandbox.running import ENTER, check, run

Here = Callable[..., Settings]
TOO_LONG = "exec sleep 3141"


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Of what ran in a sandbox, and of what built it."""
    yield
    assert not [each for each in psutil.Process().children(recursive=True) if ENTER in each.cmdline()]
    assert not [each.pid for each in psutil.process_iter() if "sleep 3141" in " ".join(_line(each))]


def _line(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def test_a_script_runs_with_its_arguments_and_its_output_and_exit_code_are_told(runs_here: Here) -> None:
    settings = runs_here('echo "$@"; cat "$4"; pwd; echo oops >&2; exit 3')
    ended = run(settings, work("Get-Date", "-Name:it's $HOME", "-Force"))
    assert ended.output == "-NoProfile -NonInteractive -File ./a.ps1 -Name:it's $HOME -Force\nGet-Date/home/sandbox/work\noops\n"
    assert (ended.status, ended.reason, ended.exit_code, ended.truncated) == ("failure", "exit_code", 3, False)
    ended = run(runs_here('cat "$4"'), work("Get-Date"))
    assert replace(ended, seconds=None) == Ended(status="success", exit_code=0, output="Get-Date")


def test_there_is_no_network(runs_here: Here) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.settimeout(0)
        port = listener.getsockname()[1]
        ended = run(runs_here(f"exec 3<>/dev/tcp/127.0.0.1/{port}".join(['exec bash -c "', '"'])), work())
        assert (ended.status, ended.exit_code) == ("failure", 1)
        assert "unreachable" in (ended.output or "")
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_a_reachable_listener_would_have_been_reached() -> None:
    """So that the test above can fail."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
        subprocess.run(["bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{port}"], check=True)
        listener.settimeout(10)
        listener.accept()[0].close()


def test_the_environment_has_nothing_of_the_workers(runs_here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:planted@localhost/x")
    ended = run(runs_here("env; cat /proc/*/environ; echo; ls /proc/self/fd"), work())
    assert "HOME=/home/sandbox" in (ended.output or "")
    assert "planted" not in (ended.output or "")
    assert "PSSCRIPT" not in (ended.output or "")
    assert re.findall(r"^\d+$", ended.output or "", re.MULTILINE) == ["0", "1", "2", "3"]  # the last is the listing's own


def test_files_of_the_library_and_of_the_machine_are_not_there(runs_here: Here, tmp_path: Path) -> None:
    secret = tmp_path / "data" / "secrets"
    secret.mkdir(parents=True)
    (secret / "password").write_text("planted")
    for folder in (tmp_path, tmp_path / "data", secret):
        folder.chmod(0o755)
    settings = runs_here(f"ls {secret} {Path(__file__).parent} /root /home /etc /var /; touch /usr/bin/planted /planted; cat /etc/shadow; exit 0")
    output = run(settings, work()).output or ""
    assert output.count("No such file or directory") >= 4
    assert "password" not in output
    assert "conftest" not in output
    assert output.count("Read-only file system") == 2
    assert not Path("/usr/bin/planted").exists()


def test_what_it_writes_is_gone_and_has_an_end(runs_here: Here) -> None:
    lines = "ls -A ~/work /tmp; echo kept > ~/work/kept; echo kept > /tmp/kept; head -c 200M /dev/zero > ~/much; exit 0"
    for _ in range(2):
        output = run(runs_here(lines), work()).output or ""
        assert "kept" not in output
        assert "a.ps1" in output


def test_it_is_nobody_and_cannot_become_anybody(runs_here: Here) -> None:
    lines = "id -u; grep -E 'CapEff|NoNewPrivs' /proc/self/status; unshare --user true || echo refused; kill -9 1; echo alive"
    output = run(runs_here(lines), work()).output
    assert output
    assert output.split()[:5] == ["1000", "CapEff:", "0000000000000000", "NoNewPrivs:", "1"]
    assert "refused" in output
    assert "alive" in output
    assert os.getpid() not in {int(each) for each in re.findall(r"\d+", run(runs_here("cd /proc; echo [0-9]*"), work()).output or "")}


def test_it_has_limits_of_time(runs_here: Here) -> None:
    ended = run(runs_here(f"echo begun; sleep 3141 & {TOO_LONG}", execute_time_limit=1), work())
    assert (ended.status, ended.reason, ended.output) == ("timeout", "time_limit", "begun\n")
    ended = run(runs_here("while :; do :; done", execute_processor_limit=1), work())
    assert (ended.status, ended.reason) == ("timeout", "processor_limit")


def test_what_it_started_ends_with_it(runs_here: Here) -> None:
    ended = run(runs_here("setsid sleep 3141 >/dev/null 2>&1 & setsid sleep 3141 & echo done"), work())
    assert (ended.status, ended.output) == ("success", "done\n")


def test_it_has_a_limit_of_memory(runs_here: Here) -> None:
    swell = "exec python3 -c \"import time; kept = bytearray(b'x') * (400 << 20); time.sleep(300)\""
    ended = run(runs_here(swell, execute_memory_bytes=100 * MEBIBYTE), work())
    assert (ended.status, ended.reason) == ("failure", "memory_limit")
    two = "for n in 1 2 3; do python3 -c \"import time; kept = bytearray(b'x') * (50 << 20); time.sleep(300)\" & done; wait"
    ended = run(runs_here(two, execute_memory_bytes=120 * MEBIBYTE), work())
    assert (ended.status, ended.reason) == ("failure", "memory_limit")
    beyond = 'exec python3 -c "bytearray(8 << 30)"'
    ended = run(runs_here(beyond, execute_memory_bytes=100 * MEBIBYTE), work())
    assert (ended.status, ended.reason) == ("failure", "exit_code")
    assert "MemoryError" in (ended.output or "")


def test_it_cannot_start_without_end(runs_here: Here) -> None:
    ended = run(runs_here("for n in $(seq 600); do sleep 3141 & done; echo never", execute_time_limit=20), work())
    assert ended.status in ("failure", "timeout")
    assert "ork" in (ended.output or "")  # cannot fork


def test_output_has_an_end_and_it_is_said(runs_here: Here) -> None:
    ended = run(runs_here("yes 0123456789 | head -c 3000000; exit 4", execute_output_bytes=1000), work())
    assert (len(ended.output or ""), ended.truncated, ended.exit_code) == (1000, True, 4)
    ended = run(runs_here("printf '%01000d' 7", execute_output_bytes=1000), work())
    assert (len(ended.output or ""), ended.truncated) == (1000, False)


def test_secrets_in_output_are_masked_also_where_it_ends(runs_here: Here) -> None:
    token = "ghp_" + "a" * 40
    settings = runs_here(f"printf 'Password=hunter2 \\0 \\377 {token}'", execute_output_bytes=40)
    ended = run(settings, work())
    assert ended.output == "Password=*** \ufffd \ufffd ***"
    assert ended.truncated
    assert "ghp_" not in (ended.output or "")


def test_a_script_that_is_killed_says_by_which_signal(runs_here: Here) -> None:
    ended = run(runs_here("kill -SEGV $$"), work())
    assert (ended.status, ended.reason, ended.exit_code) == ("failure", "signal", 139)


def test_without_powershell_nothing_runs(settings: Settings) -> None:
    with pytest.raises(NoPowerShellError):
        check(replace(settings, execute_pwsh="/nowhere/pwsh"))


def test_a_sandbox_is_tried_before_scripts_are_taken(runs_here: Here) -> None:
    check(runs_here(":"))


def test_a_sandbox_that_would_show_the_library_is_not_built(runs_here: Here) -> None:
    settings = runs_here(":")
    with pytest.raises(CannotRunScriptsError, match="data folder"):
        run(replace(settings, psscript_data=Path(settings.execute_pwsh or "").parent / "data"), work())


def test_where_the_kernel_forbids_it_nothing_runs(runs_here: Here, tmp_path: Path) -> None:
    """In a process that may have no namespaces below it, as in a container."""
    settings = runs_here("echo ran > /tmp/ran; echo ran")
    program = tmp_path / "program.py"
    program.write_text(FORBIDDEN)
    answer = subprocess.run([sys.executable, str(program), settings.execute_pwsh or ""], capture_output=True, text=True, check=False)
    assert answer.stdout.startswith("no_sandbox: This machine does not let a sandbox be built: unshare"), answer.stderr


FORBIDDEN = f"""
import ctypes, os, sys
sys.path.insert(0, {str(Path(__file__).parents[3])!r})
from pathlib import Path
from pipeline.config import Settings
from pipeline.executing import CannotRunScriptsError
from tests.workers.sandbox.conftest import work
from workers.sandbox.running import run

user, group = os.geteuid(), os.getegid()
assert ctypes.CDLL(None).unshare(0x10000000) == 0
Path("/proc/self/setgroups").write_text("deny")
Path("/proc/self/gid_map").write_text(f"1000 {{group}} 1")
Path("/proc/self/uid_map").write_text(f"1000 {{user}} 1")
Path("/proc/sys/user/max_user_namespaces").write_text("0")
try:
    print(run(Settings.from_environment({{}}, execute_scripts=True, execute_pwsh=sys.argv[1]), work()))
except CannotRunScriptsError as error:
    print(f"{{error.code}}: {{error}}")
"""
