"""`psscript similar`, in a library on this machine and in one elsewhere."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from pipeline.config import Settings
from tests.web.conftest import Person, Store
from tests.web.test_near import OTHER, RENAMED, SLOWER, STOP
from workers.cli import main


@pytest.fixture
def here(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", settings.dsn or "")
    monkeypatch.setenv("REDIS_URL", settings.redis or "")
    monkeypatch.delenv("PSSCRIPT_URL", raising=False)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Of the application, on a port of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "Stop-Idle.ps1"
    path.write_text(RENAMED)
    return str(path)


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    assert main(["similar", *arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("here")
def test_a_file_is_compared_with_the_library(ada: Person, store: Store, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    one, slower = store(ada, STOP), store(ada, SLOWER, "b.ps1")
    store(ada, OTHER, "c.ps1")
    answer = told(capsys, file)
    assert answer["missing"] is None
    assert [each["scriptId"] for each in answer["similar"]] == [one, slower]
    first, second = answer["similar"]
    assert (first["similarity"], first["textSimilarity"], first["nearDuplicate"]) == (1, 1, True)
    assert 0.8 <= second["textSimilarity"] < 1
    assert "stop-service" in first["reason"]["commands"]
    assert [each["scriptId"] for each in told(capsys, file, "--limit", "1")["similar"]] == [one]
    assert main(["similar", file]) == 0
    assert "near copy" in capsys.readouterr().out


@pytest.mark.usefixtures("here", "engine")
def test_where_nothing_is_like_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.ps1"
    path.write_text("Get-Date\n")
    answer = told(capsys, str(path), code=1)
    assert (answer["similar"], answer["missing"]["code"]) == ([], "no_model")
    assert main(["similar", str(tmp_path / "none.ps1")]) == 2
    assert main(["similar", str(tmp_path)]) == 2
    path.rename(tmp_path / "a.exe")
    assert main(["similar", str(tmp_path / "a.exe")]) == 2
    with pytest.raises(SystemExit):
        main(["similar", str(path), "--threshold", "2"])


def test_in_a_library_elsewhere(ada: Person, bob: Person, store: Store, address: str, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    one, slower = store(ada, STOP, is_public="true"), store(ada, SLOWER, "b.ps1")
    answer = told(capsys, file, "--url", address, "--token", ada.token or "")
    assert [each["scriptId"] for each in answer["similar"]] == [one, slower]
    assert [each["nearDuplicate"] for each in answer["similar"]] == [True, True]
    assert [each["scriptId"] for each in told(capsys, file, "--url", address, "--token", bob.token or "")["similar"]] == [one]
    assert main(["similar", file, "--url", address, "--token", "wrong"]) == 2
    assert main(["similar", file, "--url", "http://127.0.0.1:1"]) == 2
